"""The commonest words of English and of other languages: enough to tell which one a line is in."""

from __future__ import annotations

ENGLISH: frozenset[str] = frozenset(
    """a about after again all am an and any are as at back be because been before being but by
    call can can't could date day did didn't do does doesn't don't each even for from get give go
    going good got had has have he her here him his how i if i'm in into is isn't it it's just know
    let like make many me more my need new no not now of off ok okay on one only or our out over
    please right said say see she should so some sorry still such sure take than thank thanks that
    that's the their them then there these they thing this time to today too two up us very want
    was we week well were what when where which who why will with work would yes yesterday you
    you're your""".split()
)
"""Words that hardly any English line of some length does without."""

FOREIGN: frozenset[str] = frozenset(
    """ich nicht und der das ist sie wir ihr mit auf ein eine einen für auch aber wie sind haben
    habe können danke bitte warum wenn dass mich mir dich dir uns euch keine kein schon noch sehr
    je pas vous nous est les des une et que qui pour dans avec sur mais ce cette merci bonjour
    c'est suis êtes sont votre notre leur très bien aussi être avoir faire
    el los las un una es está están por para con pero como más muy yo tú usted ustedes
    nosotros gracias hola qué porque puede puedo tengo tiene lo siento mi su nuestro señora
    il gli che non è sono perché anche grazie ciao questo quello abbiamo può mia suo
    não você vocês nós eles obrigado obrigada olá também muito isso estão uma meu sua
    niet het een zijn hebben maar ook dank goed waarom wij jullie
    nie się jest jak ale dla proszę dziękuję przepraszam dlaczego tak pani
    bir bu ve için değil çok biz siz teşekkürler merhaba neden""".split()
)
"""Words of German, French, Spanish, Italian, Portuguese, Dutch, Polish and Turkish that are no
English words too."""
