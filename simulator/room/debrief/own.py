"""One's own debrief: first the rounds one spoke in, then those of the others, then one's marks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from engine import clean
from simulator.debrief import build_debrief
from simulator.debrief.outline import Item, Section, outline
from simulator.room.debrief.naming import reply_of
from simulator.room.debrief.naming import told as quoted
from simulator.room.debrief.rounds import Round, counted, looked_back_on, rounds
from simulator.room.refusal import Refusal
from simulator.room.state.records import FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from simulator.debrief import Debrief
    from simulator.room.counterparts import Asking
    from simulator.room.state import Bookmark, Branch, Conversation, Heard, Room, Seat


LATER = (
    "The conversation is still going on. Its debrief is there when it has ended, or when the "
    "exercise comes to the debrief."
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A round as it is told to one person; the last chapter may be what they marked.

    own: whether they spoke in it; who did not is not addressed in it. title: with whom it was.
    sections are what is read; debrief has the records, None where there is no round.
    """

    heading: str
    title: str
    own: bool
    sections: tuple[Section, ...]
    conversation: str = ""
    branch: str = ""
    round: int = 0
    debrief: Debrief | None = None


@dataclass(frozen=True, slots=True)
class OwnDebrief:
    """Everything one person takes home."""

    chapters: tuple[Chapter, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a debrief is for, and what the others are called, by seat."""

    seat: str
    called: Mapping[str, str]

    def who(self, seats: Sequence[str]) -> str:
        """Return who that is: `you and Ruby Dolphin`."""
        names = ["you" for seat in seats if seat == self.seat]
        names += [self.called.get(seat, "somebody") for seat in seats if seat != self.seat]
        return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def own_debrief(
    room: Room,
    counterparts: Asking,
    seat: Seat,
    wanted: str | None = None,
    branch: str | None = None,
    names: Mapping[str, str] | None = None,
) -> OwnDebrief:
    """Return what a person takes home of a conversation, told again; None: of all they were in.

    branch: only that one. names: by seat, as people gave them. Called in a thread. Raises Refusal
    for a conversation the seat was not in, or that is going on, or a branch there is not.
    """
    reader = Reader(seat.id, _called(room, names or {}))
    if wanted is None:
        been = [one for one in room.conversations.values() if _took_part(one, seat)]
        told = [(one, each) for one in been for each in looked_back_on(room, one) if each.speaker]
    else:
        conversation = room.conversations[wanted]
        told = [(conversation, each) for each in _wanted(room, seat, conversation, branch)]
    chapters = [_chapter(counterparts, reader, one, each) for one, each in told]
    chapters.sort(key=lambda chapter: not chapter.own)
    marks = [mark for mark in room.bookmarks.values() if mark.by == seat.id]
    if wanted is not None:
        marks = [mark for mark in marks if mark.conversation == wanted]
    return OwnDebrief((*chapters, *_marked(room, marks)))


def _took_part(one: Conversation, seat: Seat) -> bool:
    return one.kind == "fishbowl" or seat.id in one.been


def _called(room: Room, names: Mapping[str, str]) -> dict[str, str]:
    """Return what people are called by those at their table, who see who speaks."""
    known = {} if room.anonymous else names
    return {seat.id: clean(known.get(seat.id) or seat.called) for seat in room.seats.values()}


def _wanted(room: Room, seat: Seat, one: Conversation, branch: str | None) -> list[Round]:
    """Return the rounds of a conversation, or one branch as if there were no other way of it."""
    leads = seat.role == FACILITATOR
    if not leads and not _took_part(one, seat):
        raise Refusal("not_allowed", "That is not your conversation.")
    found = rounds(one) if leads else looked_back_on(room, one)
    if branch is not None:
        chosen = one.branches.get(branch)
        if chosen is None:
            raise Refusal("unknown", "There is no such branch.")
        of = next((each.number for each in rounds(one) if chosen in each.ways), 1)
        known = leads or any(chosen in each.ways for each in found)
        found = [Round(of, [chosen])] if known else []
    if not found:
        raise Refusal("not_allowed", LATER)
    return found


def _chapter(counterparts: Asking, reader: Reader, one: Conversation, each: Round) -> Chapter:
    main = each.ways[0] if len(each.ways) == 1 else counted(one, each)
    said = _said(main)
    persona, turns = counterparts.turns(one, main)
    # What would have been answered was not said, and nobody is to know what it came to.
    turns = turns[: len(said) + 1]
    together = one.kind == "fishbowl"  # what is said there is said for all
    speakers = list(dict.fromkeys(turn.by for turn in said))
    own = together or reader.seat in speakers
    by = () if together else tuple("" if t.by == reader.seat else reader.who([t.by]) for t in said)
    debrief = build_debrief(persona, turns, by=by)
    sections = [*outline(debrief), _other_ways(each, main)]
    if own:
        sections.append(_line_by_line(said, by, debrief.persona))
    return Chapter(
        _heading(one, each, "" if together else reader.who(speakers)),
        f"{debrief.persona}: {debrief.title}",
        own,
        tuple(section for section in sections if section.items),
        one.id,
        main.id,
        each.number,
        debrief,
    )


def _said(branch: Branch) -> list[Heard]:
    return [turn for turn in branch.turns[1:] if not turn.waiting]


def _heading(one: Conversation, each: Round, who: str) -> str:
    """Return `Round 2: you spoke`."""
    spoke = f"{who} spoke" if who else "all together" if one.kind == "fishbowl" else "nobody spoke"
    if len(rounds(one)) == 1:
        return spoke[:1].upper() + spoke[1:]
    return f"Round {each.number}: {spoke}"


def _other_ways(each: Round, main: Branch) -> Section:
    ways = [(branch, _said(branch)) for branch in each.ways if branch is not main]
    items = tuple(
        Item(_way(said[common:], common))
        for branch, said in ways
        if len(said) > max(branch.at, common := _in_common(said, _said(main)))
    )
    return Section("Ways not taken", items)


def _in_common(one: Sequence[Heard], other: Sequence[Heard]) -> int:
    """Return how many lines two ways have in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].ver == pair[1].ver, pairs))


def _way(own: Sequence[Heard], at: int) -> str:
    place = f"After line {at}" if at else "From the beginning"
    count = f"{len(own)} line{'' if len(own) == 1 else 's'}"
    ending = own[-1].digest["ending"]
    ended = clean(ending["title"]) if ending else "Not finished"
    return f"{place}: {quoted(own[0].line or '')} — {ended}, after {count}."


def _line_by_line(said: Sequence[Heard], by: Sequence[str], persona: str) -> Section:
    """Return what was said, which the numbers of lines elsewhere refer to."""
    names = [f"{name}: " if name else "" for name in by] or [""] * len(said)
    items = tuple(
        Item(
            f"{n}. {name}{quoted(turn.line or '')}",
            (f"{persona}: {reply_of(turn.digest)}",),
        )
        for n, (name, turn) in enumerate(zip(names, said, strict=True), 1)
    )
    return Section("Line by line", items, plain=True)


def _marked(room: Room, marks: Sequence[Bookmark]) -> Iterator[Chapter]:
    if not marks:
        return
    items = tuple(
        Item(
            f"{_place(room.conversations[mark.conversation], mark)}: {quoted(mark.quote)}",
            (clean(mark.note),) if mark.note else (),
        )
        for mark in marks
    )
    yield Chapter("What you marked", "", True, (Section("To come back to", items),))


def _place(one: Conversation, mark: Bookmark) -> str:
    """Return where a marked turn is: `Ms. Ferraro, round 2, line 3`."""
    found = rounds(one)
    number = next((each.number for each in found for way in each.ways if way.id == mark.branch), 1)
    parts = [clean(one.cast.name)]
    parts += [f"round {number}"] if len(found) > 1 else []
    return ", ".join([*parts, f"line {mark.turn}" if mark.turn else "the opening"])
