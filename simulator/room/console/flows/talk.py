"""A conversation: its turns, its branches, and the counterpart's chair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from simulator.room.console.desk import Choice
from simulator.room.console.view import Part, waiting_turn
from simulator.room.console.wording import shown, told_of

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk

NUDGES = (0.3, 0.2, 0.1, -0.1, -0.2, -0.3)


async def look_in(desk: Desk) -> None:
    """Show the conversation at hand whole."""
    await desk.look(desk.talk)


async def freeze(desk: Desk) -> None:
    """Hold it, or let it go on."""
    frozen = bool(desk.view.card(desk.talk).get("frozen"))
    await desk.ask("freeze", conversation=desk.talk, on=not frozen)


async def chair(desk: Desk) -> None:
    """Take the counterpart's chair, or give it back."""
    now = desk.view.card(desk.talk).get("chair") or "off"
    choices = [
        Choice("once", "For the next answer"),
        Choice("on", "Until I give it back"),
        Choice("off", "Give it back"),
    ]
    told = [choice._replace(more="now") if choice.value == now else choice for choice in choices]
    mark = "off" if now != "off" else "once"
    chosen = await desk.choose("Who answers in the counterpart's place?", told, mark=mark)
    if chosen is not None:
        await desk.ask("chair", conversation=desk.talk, take=chosen)


async def answer(desk: Desk) -> None:
    """Answer in the counterpart's place; what it had in mind is there to be sent or changed."""
    turn, talk = waiting_turn(desk.view.watched), desk.talk
    if not turn:
        desk.tell("No line waits for an answer of yours.")
        return
    planned = told_in_words(turn.get("planned", ()))

    async def send(text: str) -> None:
        words = None if not text or text == planned else text
        await desk.must("answer", conversation=talk, text=words)

    said = shown(turn["line"] or "") or "(they say nothing)"
    note = (
        f"They said: {said}\nThe counterpart's own answer is in the box: Enter sends what is there."
    )
    await desk.write(
        "Your answer", send, text=planned, note=note, draft=f"answer {talk} {turn['n']}"
    )


async def nudge(desk: Desk) -> None:
    """Move a feeling."""
    talk, watched = desk.talk, await watched_whole(desk)
    if not watched:
        return
    now = watched["turns"][-1]["feelings"]
    labels = watched["labels"]
    feelings = [
        Choice(name, shown(labels.get(name, name)), f"{level * 100:.0f} of 100")
        for name, level in now.items()
    ]
    feeling = await desk.choose("Which feeling?", feelings)
    if feeling is None:
        return
    choices = [
        Choice(str(by), f"{'Up' if by > 0 else 'Down'} by {abs(by) * 100:.0f}") for by in NUDGES
    ]
    label = shown(labels.get(feeling, feeling))
    by = await desk.choose(f"Where does {label} go?", choices)
    if by is not None:
        await desk.ask("nudge", conversation=talk, feeling=feeling, amount=float(by))


async def rewind(desk: Desk) -> None:
    """Go back to after a turn."""
    await _branch(desk, "rewind", "After which turn do they go on?")


async def branch(desk: Desk) -> None:
    """Try another way from a turn."""
    await _branch(desk, "branch", "After which turn does the other way begin?")


async def retry(desk: Desk) -> None:
    """Let the last line be said again."""
    watched = await watched_whole(desk)
    if not watched:
        return
    at = watched["turns"][-1]["n"] - 1
    if at < 0:
        desk.tell("Nothing was said yet.")
        return
    await desk.ask("branch", conversation=watched["conversation"], at=at, why="retry")


async def _branch(desk: Desk, why: Literal["rewind", "branch"], question: str) -> None:
    watched = await watched_whole(desk)
    if not watched:
        return
    turns = watched["turns"]
    before = turns[-2]["n"] if len(turns) > 1 else turns[-1]["n"]
    chosen = await desk.choose(question, turn_choices(turns), mark=str(before))
    if chosen is None:
        return
    talk = watched["conversation"]
    if await desk.ask("branch", conversation=talk, at=int(chosen), why=why) is not None:
        after = next(choice.text for choice in turn_choices(turns) if choice.value == chosen)
        desk.tell(f"{told_of(desk.view, talk)} goes on after: {after}")


async def switch(desk: Desk) -> None:
    """Go on in another branch."""
    watched = await watched_whole(desk)
    if not watched:
        return
    choices = [
        Choice(
            each["branch"],
            branch_told(each),
            "now" if each["branch"] == watched["branch"] else shown(each["ending"]),
        )
        for each in watched["branches"]
    ]
    if len(choices) < 2:
        key = desk.view.key("talk.rewind")
        desk.tell(f"There is one branch only. {key} rewinds, and keeps this one.")
        return
    chosen = await desk.choose("In which branch do they go on?", choices, mark=watched["branch"])
    if chosen is not None and chosen != watched["branch"]:
        await desk.ask("switch", conversation=watched["conversation"], branch=chosen)


async def watched_whole(desk: Desk) -> Part | None:
    """Return the conversation at hand whole, fetched if it is not there; None where it is not."""
    watched = await desk.watch(desk.talk)
    if not watched or not watched["turns"]:
        return None
    return watched


def turn_choices(turns: Sequence[Part]) -> list[Choice]:
    """Return the turns as choices, by their numbers."""
    return [Choice(str(turn["n"]), _line_told(turn)) for turn in turns]


def _line_told(turn: Part) -> str:
    if turn["line"] is None:
        return "The opening"
    return shown(turn["line"]) or "(they say nothing)"


def branch_told(told: Part) -> str:
    """Return a branch in words: where it left, why, how long it is."""
    length = f"{told['turns']} turns" if told["turns"] != 1 else "1 turn"
    if not told["parent"]:
        return f"{told['branch']}: from the beginning, {length}"
    if told["why"] == "round":
        return f"{told['branch']}: the next round, {length}"
    ways = {"rewind": "rewound to", "branch": "another way from", "retry": "tried again from"}
    return f"{told['branch']}: {ways.get(told['why'], 'from')} turn {told['at']}, {length}"


def told_in_words(parts: list[list[str]] | tuple[()]) -> str:
    """Return an answer as it is typed: directions between *( and )*."""
    return " ".join(f"*({shown(t)})*" if kind == "direction" else shown(t) for kind, t in parts)
