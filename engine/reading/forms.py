"""What kind of text a line is: words, silence, noise, another language; and whether it asks."""

from __future__ import annotations

import re

from engine.reading.records import Form

_ENGLISH = frozenset(
    """a about after again all am an and any are as at back be because been before being but by
    call can can't could date day did didn't do does doesn't don't each even for from get give go
    going good got had has have he her here him his how i if i'm in into is isn't it it's just know
    let like make many me more my need new no not now of off ok okay on one only or our out over
    please right said say see she should so some sorry still such sure take than thank thanks that
    that's the their them then there these they thing this time to today too two up us very want
    was we week well were what when where which who why will with work would yes yesterday you
    you're your""".split()  # noqa: SIM905 - a list of a hundred quoted words is worse to read
)
_FOREIGN = frozenset(
    """ich nicht und der das ist sie wir ihr mit auf ein eine einen für auch aber wie sind haben
    habe können danke bitte warum wenn dass mich mir dich dir uns euch keine kein schon noch sehr
    je ne pas vous nous est les des une et que qui pour dans avec sur mais ce cette merci bonjour
    c'est suis êtes sont votre notre leur très bien aussi être avoir fait faire
    el la los las un una es son está están por para con pero como más muy yo tú usted ustedes
    nosotros gracias hola qué porque puede puedo tengo tiene lo siento mi su nuestro señora
    il lo gli che non è sono per perché anche grazie ciao come questo quello abbiamo può mia suo
    não você vocês nós eles obrigado obrigada olá porque também muito isso está estão uma meu sua
    niet het een van zijn hebben maar ook dank goed waarom wij jullie
    nie się jest jak ale dla proszę dziękuję przepraszam dlaczego co tak pan pani
    bir bu ve için değil çok ben sen biz siz teşekkürler merhaba neden ne""".split()  # noqa: SIM905
) - {"a", "me", "no", "on", "or", "so", "was", "will", "in", "is", "an", "at", "fait", "son", "come", "la", "pan", "ne", "per", "die", "van", "as", "co", "ben", "sen"}
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|')*")
_REPEAT = re.compile(
    r"(?:a{5}|b{4}|c{4}|d{4}|e{5}|f{4}|g{4}|h{5}|j{4}|k{4}|q{3}|v{4}|w{4}|x{4}|y{5}|z{4})"
)
_VOWEL = re.compile(r"[aeiouy]")
_CODE = re.compile(
    r"(?i)(?:[{};]\s*$|\bfunction\s?\(|\bdef \w+\(|\bselect .{1,60} from \b|\bdrop table\b|</?[a-z]+>"
    r"|\bimport \w+;|==|=>|&&|\|\||^\$ |\brm -rf\b|https?://\S+$)"
)
_ASKS = re.compile(
    r"^(?:so |and |but |ok |okay |well |sorry |please |then |hi |hello |dana |now )?,? ?(?:what|when|"
    r"where|why|who|which|how|is|are|was|were|do|does|did|can|could|would|will|have|has|had|shall|"
    r"may|might)\b.{0,40}\b(?:you|your|u|we|i|it|that|this|they|he|she|there|the)\b"
)


def form_of(text: str, folded: str) -> Form:
    """Return what kind of text a cleaned line is."""
    if not any(c.isalnum() for c in text):
        return "unclear" if text.strip(" .…-_,;'\"*") else "silent"
    words = _WORD.findall(text[:2000].lower().replace("\u2019", "'"))
    if not words:
        return "unclear" if len(text) < 4 and not any(c.isdigit() for c in text) else "words"
    letters = "".join(words)
    if sum(ord(c) > 0x24F for c in letters) * 2 > len(letters):
        return "foreign"
    english = sum(word in _ENGLISH for word in words)
    other = sum(word in _FOREIGN for word in words)
    if other > english and other * 4 >= len(words):
        return "foreign"
    return "unclear" if _is_noise(words, english, folded) else "words"


def _is_noise(words: list[str], english: int, folded: str) -> bool:
    if _CODE.search(folded):
        return True
    if english * 5 >= len(words):
        return False
    odd = sum(_is_odd(word) for word in words)
    return odd * 2 > len(words) or (len(words) > 3 and len(set(words)) == 1)


def _is_odd(word: str) -> bool:
    """Whether keys were hit rather than a word typed."""
    if _REPEAT.search(word):
        return True
    plain = word.replace("'", "")
    if len(plain) < 4:
        return False
    vowels = len(_VOWEL.findall(plain))
    return vowels == 0 or len(plain) / vowels > 4.9 or plain in _KEYS


_KEYS = frozenset(("asdf", "qwer", "qwerty", "asdfgh", "sdfg", "hjkl", "jkljkl", "fdsa", "lkjh"))


def asks(folded: str) -> bool:
    """Return whether a line asks something, by its mark or, failing that, by its word order."""
    return "?" in folded or _ASKS.search(folded) is not None
