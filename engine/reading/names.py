"""The name somebody gives as their own ("My name is Lena", "Ben here"), or none.

What follows "my name is" is a name in any case of letters. Everywhere else it is written with a
capital, and the words around it have to be those of people who introduce themselves: "I'm Ben from
support" is a name, "I'm Afraid so" and "This is Nonsense" are none.
"""

from __future__ import annotations

import re

from engine.reading.clauses import mask_quotes
from engine.reading.languages import ENGLISH

LONGEST = 24
"""Letters of the longest name that is believed."""

_WORD = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_TITLE = r"(?:mr|mrs|ms|miss|dr|professor)\.? "
_NAME = rf"(?P<title>{_TITLE})?(?P<name>{_WORD})"
_SURNAME = rf"(?P<surname>(?: {_WORD}){{0,2}}?)"
_GREETING = (
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening)"
    rf"(?: (?:there|again|everyone|all|to you|(?:{_TITLE})?{_WORD}))?"
)
_START = rf"(?:^|[.!?;:,\u2026-] ?|^{_GREETING}[ ,!.-]+|\b(?:and|so|well|yes|okay|ok) )"
_STOP = r"(?=\s*(?:$|[.,;!?)\u2026]|- |\u2013|\u2014))"
_GOES_ON = r"(?= (?:from|with|at|of|in|and|your|the|a|an|here|by|calling|speaking)\b)"

_BY_NAME = re.compile(
    rf"(?:\bmy (?:first |full |own )?name|^(?:the )?name)(?: is|['\u2019]?s) {_NAME}",
    re.IGNORECASE,
)
_BY_CAPITAL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_START}i(?: am|['\u2019]m| m) {_NAME}{_SURNAME}(?:{_STOP}|{_GOES_ON})",
        rf"\b(?:you can|you may|please|just|so|people|friends|colleagues|they|everybody|everyone)"
        rf"(?: all)? call me {_NAME}{_STOP}",
        rf"{_START}(?:this is|it(?: is|['\u2019]s)) {_NAME}{_SURNAME}"
        r"(?= (?:from|speaking|calling|here|again from)\b)",
        rf"^{_GREETING}[ ,!.-]+this is {_NAME}{_SURNAME}{_STOP}",
        rf"^(?:{_GREETING}[ ,!.-]+)?{_NAME}{_SURNAME} (?:(?:here|speaking){_STOP}|here(?= from\b))",
    )
)
_MAY_INTRODUCE = re.compile(
    r"\bname|\bi(?: am|['\u2019]?m| m)\b|\bcall me\b|\bthis is\b|\bit(?: is|['\u2019]s)\b"
    r"|\b(?:here|speaking)\b",
    re.IGNORECASE,
)
"""What a line holds that any of these patterns needs: quicker to look for."""

_NO_NAMES = frozenset(
    """afraid able absolutely adamant alone alright amazed angry annoyed anxious apologetic appalled
    ashamed astonished aware awful bad bored broke busy calm careful certain clear cold
    concerned confident confused content convinced crazy curious delighted desperate
    determined different disappointed disgusted done eager early embarrassed empathetic
    empathic exhausted extremely fine fair free frank frightened frustrated full furious
    genuinely glad good grateful guilty happy hearing here home honest honestly honoured
    hopeful hungry hurt ill impatient impressed in incredibly innocent interested it jealous
    keen late lost mad mindful mistaken mortified naturally nervous new nice nobody none
    normal not nothing obliged okay old open optimistic out over pleased positive powerless
    prepared proud quite ready real relaxed relieved responsible right sad satisfied scared
    serious shattered shocked sick simply sincere sincerely single skeptical sober solid sorry
    speechless strict stressed stuck stupid sure surprised sympathetic terrible terribly
    thankful there thirsty tired torn totally touched trapped tough truly unable unaware
    uncertain uncomfortable understanding unhappy unsure unwell upset useless very weak well
    willing worried wrong young agent assistant associate boss buyer caller ceo chief cfo cto
    client colleague company consultant coordinator customer daughter dad deputy developer
    director doctor employee engineer everybody everyone expert father guest hr head help
    human husband intern landlady landlord lawyer lead leader legal management manager
    marketing member mother mum mom neighbour neighbor nurse office operations owner parent
    parents partner people personnel police president principal product project purchasing
    reception sales salesman scrum security senior junior service shop site somebody someone
    son staff student supervisor support supplier teacher team tech technical tenant trainee
    vendor wife worker anyone anybody english british scottish welsh irish french german
    spanish italian portuguese dutch belgian swiss austrian polish russian ukrainian turkish
    greek swedish norwegian danish finnish american canadian mexican brazilian indian
    pakistani chinese japanese korean nigerian kenyan african asian european australian arab
    israeli christian muslim jewish catholic protestant hindu buddhist atheist christmas
    easter january february march april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday
    important irrelevant unimportant mud known mentioned written listed secret private spelled
    spelt bullshit nonsense rubbish ridiculous unacceptable outrageous fantastic great perfect
    madness god jesus what where when why who how same left up down off on clearly currently
    only actually just really still also always never already almost maybe perhaps probably
    definitely obviously certainly finally personally ok hello hi hey thanks please yes no sir
    madam me you myself yours his hers ours theirs dear love darling mate buddy dude guys ah
    oh um professor agency council union borough muggins sit stop come stay look wait sign
    click press listen stand put leave keep send bring call write save third first second last
    next woman man boy girl gentleman lady mister millennial eastern western northern southern
    north south east west platinum gold silver live born raised based hang see get welcome
    correct pansexual bisexual gay straight queer trans headquarters accounts accounting
    billing returns dispatch warehouse kitchen housekeeping maintenance""".split()
)
"""Words that stand where a name would: states, roles, nationalities, days and what is no name."""

_NO_STEM = re.compile(r"(?:i|it|that|there|he|she|we|you|they|who|what|let|don)['\u2019]")
_ENDINGS = ("ing", "ful", "ous", "less", "able", "ible", "tion", "ment", "ness")
_UNLIKE = re.compile(r"(?:ed|ly)$")
_ED_AND_LY = frozenset(
    """ed fred ted ahmed ahmad mohamed mohammed muhammed alfred wilfred winifred jared reed saeed
    khaled waleed majed mildred manfred siegfried gottfried said emily sally kelly molly billy
    holly polly lily elly willy ally milly tilly shelly beverly kimberly carly charly lilly
    natály nelly reilly""".split()
)


def own_name(text: str) -> str:
    """Return the name somebody introduces themselves by in a line, or "".

    The first name where there are two, a title with the name after it ("Mrs Olsen"). What is in
    quotation marks was said by somebody else. Bounded in time as every pattern is.
    """
    if not _MAY_INTRODUCE.search(text):
        return ""
    spoken = mask_quotes(text[:_MOST_READ])
    for named in _BY_NAME.finditer(spoken):
        if _may_follow(named, spoken) and _is_name(named["name"], anyhow=True):
            return _written(named)
    if _in_title_case(spoken):
        return ""
    for pattern in _BY_CAPITAL:
        for found in pattern.finditer(spoken):
            if _is_name(found["name"]) and _is_surname(found.groupdict().get("surname") or ""):
                return _written(found)
    return ""


_MOST_READ = 1000
"""Characters of a line that are looked at: who introduces themselves does so early."""


def _may_follow(named: re.Match[str], text: str) -> bool:
    """Whether what follows a name in small letters lets it be one: "my name is on it" does not."""
    return (
        named["name"][0].isupper()
        or re.match(rf"{_STOP}|{_GOES_ON}| i\b", text[named.end() :]) is not None
    )


def _is_name(word: str, anyhow: bool = False) -> bool:
    """Whether a word may be a name; anyhow: in any case of letters."""
    plain = word.lower()
    if not 2 <= len(word) <= LONGEST or plain in _NO_NAMES or plain in _COMMON:
        return False
    if plain.endswith(("'s", "\u2019s")) or _NO_STEM.match(plain):
        return False  # somebody else's something, or "it's"
    if anyhow:
        return True
    if not word[0].isupper() or (word.isupper() and len(word) > 1):
        return False
    if plain.endswith(_ENDINGS):
        return False
    return plain in _ED_AND_LY or not _UNLIKE.search(plain)


def _is_surname(words: str) -> bool:
    return all(word[0].isupper() for word in words.split()) and not words.endswith(
        ("'s", "\u2019s")
    )


_COMMON = ENGLISH - {"grand", "will", "may", "mark", "grace"}
"""Words that lines are made of; what is a name, too, is taken for one."""


def _in_title_case(text: str) -> bool:
    """Whether Every Word Of A Line Begins Like This: then a capital tells nothing."""
    words = [word for word in re.findall(_WORD, text)[1:] if len(word) > 2]
    return len(words) > 3 and sum(word[0].isupper() for word in words) * 3 > len(words) * 2


def _written(found: re.Match[str]) -> str:
    """Return a name as it is written to somebody: with a capital, its title as given."""
    word = found["name"]
    name = word if not (word.islower() or word.isupper()) else word.title()
    title = found["title"] or ""
    return f"{title.strip().capitalize()} {name}" if title else name
