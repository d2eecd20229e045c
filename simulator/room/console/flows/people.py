"""People: places, hands, and what is done for or to one of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

from simulator.room.console.desk import Choice
from simulator.room.console.flows.exercise import write_message
from simulator.room.console.wording import (
    conversation_name,
    count,
    person_name,
    person_state,
    seats_told,
)

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk
    from simulator.room.console.view import Part, View

PARTS = (
    Choice("speaker", "Speaker", "talks with the counterpart"),
    Choice("coach", "Coach", "whispers to the speaker"),
    Choice("observer", "Observer", "reads, and sets bookmarks"),
)


async def list_people(desk: Desk) -> None:
    """Show everybody; do something for the one chosen."""
    person = await _whom(desk, "Everybody, hands up first", desk.view.people)
    if person is None:
        return
    seat = person["seat"]
    choices = [
        Choice("hand", "Take the hand down"),
        Choice("message", "Send a message"),
        Choice("look", "Look into their conversation"),
        Choice("baton", "Give the baton"),
        Choice("place", "Place in a conversation"),
        Choice("sit", "Make them an observer, or a participant again"),
        Choice("remove", "Remove from the room"),
        Choice("erase", "Erase what they typed"),
    ]
    talk, bowl = person.get("conversation", ""), desk.view.fishbowl
    left_out = {"look": not talk, "baton": not bowl, "hand": not person.get("hand")}
    told = [choice for choice in choices if not left_out.get(choice.value)]
    what = await desk.choose(person_name(person), told)
    if what == "look":
        await desk.look(talk)
    elif what == "baton":
        await desk.ask("baton", seat=seat)
    elif what == "message":
        await write_message(desk, seat, person_name(person))
    elif what is not None:
        await DONE_TO[what](desk, person)


async def hand_down(desk: Desk) -> None:
    """Take down the hand that is up; whose, where several are."""
    people = [each for each in desk.view.people if each.get("hand")]
    if not people:
        desk.tell("No hand is up.")
        return
    person = people[0] if len(people) == 1 else await _whom(desk, "Whose hand?", people)
    if person:
        await _hand_down(desk, person)


async def _hand_down(desk: Desk, person: Part) -> None:
    if await desk.ask("hand", up="", seat=person["seat"]) is not None:
        desk.tell(f"The hand of {person_name(person)} is down.")


async def place(desk: Desk) -> None:
    """Put somebody into a conversation; whoever is in none comes first."""
    people = sorted(desk.view.people, key=lambda each: bool(each.get("conversation")))
    person = await _whom(desk, "Who is placed?", people)
    if person:
        await _place(desk, person)


async def _place(desk: Desk, person: Part) -> None:
    nowhere = Choice("", "In no conversation")
    cards = sorted(desk.view.cards, key=lambda card: len(card["seats"]))
    choices = [
        Choice(card["conversation"], conversation_name(card), seats_told(card["seats"]) or "empty")
        for card in cards
        if not card["ending"]
    ]
    chosen = await desk.choose(
        f"Where to with {person_name(person)}?", [*choices, nowhere], search=True
    )
    if chosen is None:
        return
    part = await desk.choose("With which part?", PARTS) if chosen else "speaker"
    if part is not None:
        await desk.ask("place", seat=person["seat"], conversation=chosen or None, part=part)


async def sit(desk: Desk) -> None:
    """Make somebody a participant or an observer."""
    person = await _whom(desk, "Who changes?", desk.view.people)
    if person:
        await _sit(desk, person)


async def _sit(desk: Desk, person: Part) -> None:
    role = "participant" if person.get("role") == "observer" else "observer"
    if await desk.ask("sit", seat=person["seat"], role=role) is not None:
        desk.tell(f"{person_name(person)} is {'an' if role == 'observer' else 'a'} {role} now.")


async def remove(desk: Desk) -> None:
    """Take somebody's seat away."""
    person = await _whom(desk, "Who is removed?", desk.view.people)
    if person:
        await _remove(desk, person)


async def _remove(desk: Desk, person: Part) -> None:
    note = "The seat is gone for good. With the code they could come in again as somebody new."
    if await desk.confirm(f"Remove {person_name(person)} from the room?", "Remove", note):
        await desk.ask("remove", seat=person["seat"])


async def remove_since(desk: Desk) -> None:
    """Take away the seats of all who came since a moment, or since somebody."""
    if not desk.view.arrived:
        desk.tell("Nobody is here yet.")
        return
    first = await desk.choose("Who goes? Those who came", list(_since(desk.view)))
    if first == "":
        latest = [
            Choice(each["seat"], person_name(each), f"{_age(each, desk.view) // 60:.0f} min ago")
            for each in reversed(desk.view.arrived)
        ]
        first = await desk.choose("Who is the first of those who go?", latest, search=True)
    if first is None:
        return
    order = [each["seat"] for each in desk.view.arrived]
    going = len(order) - order.index(first) if first in order else 0
    name = person_name(desk.view.person(first))
    question = f"Remove {count(going, 'person', 'people')} of {len(order)}, from {name} on?"
    note = "Seats and proposals are gone for good. Lock the room first, or they come in again."
    if await desk.confirm(question, "Remove", note):
        await desk.ask("remove_since", seat=first)


def _since(view: View) -> Iterator[Choice]:
    """Yield moments by who came first after them, each with how many came since."""
    coded = view.room.get("coded", "")
    moments = {
        "in the last minute": [_age(each, view) <= 60 for each in view.arrived],
        "in the last five minutes": [_age(each, view) <= 300 for each in view.arrived],
        "since the code was changed": ["" < coded <= each["came"] for each in view.arrived],
    }
    known: set[int] = set()
    for text, late in moments.items():
        first = late.index(True) if True in late else 0
        if first and first not in known:  # all who are here are nobody's flood
            known.add(first)
            going = count(len(late) - first, "person", "people")
            yield Choice(view.arrived[first]["seat"], text, going)
    yield Choice("", "since somebody did …")


def _age(person: Part, view: View) -> float:
    """Return for how many seconds somebody has been in the room."""
    return max(0.0, view.ticking.since(person["came"], view.now))


async def erase(desk: Desk) -> None:
    """Erase what somebody typed, and the name."""
    person = await _whom(desk, "Whose lines are erased?", desk.view.people)
    if person:
        await _erase(desk, person)


async def _erase(desk: Desk, person: Part) -> None:
    note = "Lines, notes, answers and the name go for good, here and in the hub's files."
    if await desk.confirm(f"Erase all that {person_name(person)} typed?", "Erase", note):
        await desk.ask("erase", seat=person["seat"])


async def _whom(desk: Desk, question: str, people: list[Part]) -> Part | None:
    choices = [
        Choice(each["seat"], person_name(each), person_state(each, desk.view)) for each in people
    ]
    if not choices:
        desk.tell("Nobody is here yet.")
        return None
    chosen = await desk.choose(question, choices, search=True)
    return None if chosen is None else desk.view.person(chosen)


DONE_TO: dict[str, Callable[[Desk, Part], Awaitable[None]]] = {
    "hand": _hand_down,
    "place": _place,
    "sit": _sit,
    "remove": _remove,
    "erase": _erase,
}
