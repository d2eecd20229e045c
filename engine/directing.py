"""What a facilitator does in the counterpart's place: answers, prompts one of its texts, nudges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from engine.bargaining import put_forward
from engine.directions import show
from engine.drawing import count_as_drawn, fits
from engine.feelings import within
from engine.filling import values
from engine.moment import Moment
from engine.persona.persona import LevelRules, Persona, Pool
from engine.persona.problems import nearest, short
from engine.persona.text import taken_apart
from engine.reading import Reading, clean
from engine.state import State
from engine.turn import FACILITATOR, Act, ActKind, Change, Reply, Turn

Place = Literal[
    "opening", "stance", "anywhere", "question", "interest", "issue", "bargaining", "ending"
]
"""Which part of a persona file a text belongs to."""

_PLACES: dict[str, Place] = {
    "opening": "opening",
    "stances": "stance",
    "anywhere": "anywhere",
    "knows": "question",
    "interests": "interest",
    "issues": "issue",
    "bargaining": "bargaining",
    "endings": "ending",
}

_NOTHING = Reading("")
_KINDS = get_args(ActKind)


@dataclass(frozen=True, slots=True)
class Scripted:
    """A text the counterpart can be made to say, directions as *( )*, gaps in braces.

    id is what a `prompt` names it by; of is the title of the stance, interest, issue or ending it
    belongs to, of a question its name; "" for what belongs to none.
    """

    id: str
    text: str
    place: Place
    of: str


def scripted(persona: Persona) -> tuple[Scripted, ...]:
    """Return every text of a persona in the order of the file, each once, where it stands first."""
    found: dict[str, Scripted] = {}
    for pool in persona.pools:
        for text in pool.texts:
            if text.id not in found:
                whole = Reply(text.parts).whole
                found[text.id] = Scripted(text.id, whole, _place(pool), _of(persona, pool))
    return tuple(found.values())


def _place(pool: Pool) -> Place:
    return _PLACES[str(pool.path[0])]


def _of(persona: Persona, pool: Pool) -> str:
    name = str(pool.path[1])
    match _place(pool):
        case "stance":
            return persona.stances[name].title
        case "interest":
            return persona.interests[name].title
        case "issue":
            return persona.issues[name].title
        case "ending":
            return persona.endings[name].title
        case "question":
            return name.replace("_", " ")
        case _:
            return ""


def direct(
    act: Act, turn: Turn, persona: Persona, state: State, level: LevelRules, seed: int
) -> Turn:
    """Do an act after a turn: change the state, and return the turn as it is then.

    Raises ValueError, and then the state is as it was, for an act of another kind, an answer
    without a word or a direction, a text that is none or needs words that are not known yet, a
    feeling that is none, an amount that is not -1 to 1.
    """
    if act.kind == "answer":
        return _answer(act, turn, state)
    moment = Moment(persona, state, level, turn.reading or _NOTHING, False)
    if act.kind == "prompt":
        return _prompt(act, turn, moment, seed)
    if act.kind == "nudge":
        return _nudge(act, turn, moment)
    raise ValueError(f'no act "{short(act.kind)}".{nearest(act.kind, _KINDS)}')


def _answer(act: Act, turn: Turn, state: State) -> Turn:
    words = clean(act.text)
    reply = Reply(taken_apart(words))
    if not reply.parts:
        raise ValueError("the answer is empty; it needs a word, or a direction: *(nods)*")
    state.said = reply.text
    done = Act("answer", act.after, words)
    return replace(turn, reply=reply, acts=(*turn.acts, done))


def _prompt(act: Act, turn: Turn, moment: Moment, seed: int) -> Turn:
    persona, state = moment.persona, moment.state
    found = [(pool, text) for pool in persona.pools for text in pool.texts if text.id == act.text]
    if not found:
        raise ValueError(f'no text "{short(clean(act.text))}"; texts go by their ids')
    pool, text = found[0]
    if not fits(text, state):
        missing = ", ".join(f"{{{gap}}}" for gap in sorted(text.needs))
        raise ValueError(f"what fills {missing} in this text was not said yet")
    for one, same in found:
        count_as_drawn(one, same, state, seed)
    known = values(moment, turn.verdicts)
    if offer := _offer(persona, pool):
        known["offer"] = offer
    said = show(text, moment, seed)
    parts = (*turn.reply.parts, *said.filled(known))
    # as of any reply, the next line is read after what was written
    written = Reply((said.original or said).filled(known)).text
    state.said = f"{state.said} {written}".strip()
    _mean(pool, state)
    return replace(
        turn,
        reply=Reply(parts, (*turn.reply.rules, pool.where)),
        disclosed=tuple(state.disclosed),
        pending=state.table.pending,
        acts=(*turn.acts, Act("prompt", act.after, text.id)),
    )


def _offer(persona: Persona, pool: Pool) -> str:
    """Return the title of the option a text is about; "" for one that is about none."""
    match pool.path:
        case ("issues", str(issue), "options", str(option), *_):
            return persona.issues[issue].options[option].title
    return ""


def _mean(pool: Pool, state: State) -> None:
    """Note what a text brings about by being said, whoever had it said."""
    table = state.table
    match pool.path:
        case ("interests", str(name), *_) if name not in state.disclosed:
            state.disclosed.append(name)
        case ("issues", str(issue), *_) if issue in table.agreed:
            pass
        case ("issues", str(issue), "ask"):
            table.raised = issue
        case ("issues", str(issue), "options", str(option), "suggest"):
            put_forward(table, issue, option)


def _nudge(act: Act, turn: Turn, moment: Moment) -> Turn:
    names = list(moment.persona.feelings)
    if act.feeling not in names:
        name = clean(act.feeling)
        raise ValueError(f'no feeling "{short(name)}".{nearest(name, names)}')
    if not -1 <= act.amount <= 1:
        raise ValueError(f"a feeling is moved by -1 to 1, not by {act.amount:g}")
    at = names.index(act.feeling)
    before = moment.feelings[at]
    after = moment.feelings[at] = within(moment.level.feelings[at], before + act.amount)
    # told even where the feeling was at its limit: as many changes as nudges
    change = Change(act.feeling, before, after, "the facilitator moved it", FACILITATOR)
    return replace(
        turn,
        changes=(*turn.changes, change),
        feelings={**turn.feelings, act.feeling: after},
        acts=(*turn.acts, Act("nudge", act.after, feeling=act.feeling, amount=act.amount)),
    )
