"""What the console says of people, turns and conversations, safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.room.client.ticking import minutes

if TYPE_CHECKING:
    from simulator.room.console.view import Part, View

HAND = {"help": "asks for help", "hand": "hand up"}
CALLS = {"help": "call for help", "hand": "hand up"}
PARTS = {"speaker": "speaks", "coach": "coaches", "observer": "observes"}
MODES = {
    "lobby": "waiting for people",
    "brief": "reading their brief",
    "fishbowl": "fishbowl",
    "breakout": "breakouts",
    "debrief": "debrief",
    "closed": "closed",
}
ACTS = {
    "answer": "the facilitator answered",
    "prompt": "the facilitator let them say this",
    "nudge": "the facilitator moved a feeling",
}

_OWN_ID = re.compile(r"c(\d+)")
_DIRECTION = re.compile(r"\*\((.*?)\)\*")


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """Return a text that a terminal can be given: no escapes, controls or bidi marks."""
    from engine import clean  # a second, that the first paint does not wait for

    return clean(text)


def as_read(text: str) -> str:
    """Return a line as it reads in a conversation, safe to show: directions in brackets alone."""
    return _DIRECTION.sub(r"(\1)", shown(text))


def names_of(person: Part) -> tuple[str, str]:
    """Return the name somebody gave and the pseudonym; "" where there is no other than the one."""
    name, called = shown(person.get("name", "")), shown(person.get("called", ""))
    if not name or name == called:
        return called or "somebody", ""
    return name, called


def person_name(person: Part) -> str:
    """Return how the facilitator knows somebody: the name, then the pseudonym if it is another."""
    name, called = names_of(person)
    return f"{name} ({called})" if called else name


def person_state(person: Part, view: View) -> str:
    """Return in a few words what there is to know of somebody."""
    said = [HAND.get(person.get("hand", ""), "")]
    if not person.get("here", True) and not view.looking_back:
        said.append("away")
    if person.get("role") == "observer":
        said.append("observer")
    conversation = person.get("conversation", "")
    if conversation:
        said.append(conversation_called(conversation))
    elif view.mode == "breakout" and person.get("role") == "participant":
        said.append("in no conversation")
    return ", ".join(each for each in said if each)


def conversation_called(conversation: str) -> str:
    """Return how a conversation is called, as in the debrief: c3 is Conversation 3."""
    found = _OWN_ID.fullmatch(conversation)
    return f"Conversation {found[1]}" if found else conversation


def conversation_name(card: Part, conversation: str = "") -> str:
    """Return how a conversation is called, and who the counterpart is."""
    name = conversation_called(card.get("conversation", conversation))
    return f"{name}, {shown(card['persona'])}" if card.get("persona") else name


def told_of(view: View, conversation: str) -> str:
    """Return how a conversation is called, and by the names they gave who is in it."""
    card = view.card(conversation)
    names = ", ".join(names_of(given(seat, view))[0] for seat in card.get("seats", ()))
    return conversation_called(conversation) + (f" ({names})" if names else "")


def given(seat: Part, view: View) -> Part:
    """Return somebody in a conversation as the facilitator knows them: with the name they gave."""
    return {**seat, "name": view.person(seat["seat"]).get("name", "")}


def seats_told(seats: Iterable[Mapping[str, Any]]) -> str:
    """Return those in a conversation, each with their part where it is not to speak."""
    told = []
    for seat in seats:
        part = PARTS.get(seat.get("part", ""), "")
        name = names_of(seat)[0]
        told.append(name if part in ("", "speaks") else f"{name} {part}")
    return ", ".join(told)


def states_of(card: Part, view: View) -> list[tuple[str, str]]:
    """Return what needs saying of a conversation, each with its kind: alert or note."""
    if view.looking_back:  # nobody is waited for any more
        return list(_ended(card))
    silent = view.ticking.since(card["quiet_since"], view.now)
    return [*_ended(card), *_calls(card, view), *_state(card, view, silent)]


def _ended(card: Part) -> Iterator[tuple[str, str]]:
    if card["ending"]:
        yield f"ended: {shown(card['ending'])}", "note"


def _calls(card: Part, view: View) -> Iterator[tuple[str, str]]:
    for wants, words in CALLS.items():
        people = [view.person(seat) for seat in card["help"]]
        names = [names_of(one)[0] for one in people if one.get("hand") == wants]
        if names:
            yield f"{words}: {', '.join(names)}", "alert"


def _state(card: Part, view: View, silent: float) -> Iterator[tuple[str, str]]:
    if card["waiting"]:
        yield f"a line waits for your answer: {view.key('talk.answer')}", "alert"
    elif card["ending"]:
        return
    elif card["chair"] in ("once", "on"):
        yield "you are in the chair", "alert"
    elif card["frozen"]:
        yield "frozen", "note"
    elif card["stuck"]:
        yield shown(card["stuck"]), "alert"
    elif not card["here"] and card["seats"]:
        yield "nobody is here", "alert"
    elif silent >= 60 and not view.looking_back:
        yield f"silent for {int(silent // 60)} min", "note"


def round_told(view: View) -> str:
    """Return the round, and when the parts are passed on; "" where there are no rounds."""
    number, rounds = view.round
    if not rounds:
        return ""
    due = view.passes
    moves = f" · parts move on in {minutes(due)}" if due is not None else ""
    return f"Round {number} of {rounds}{moves}"


def answered_told(view: View) -> str:
    """Return how many have handed their answers in, "" where the phase asks nothing."""
    when = {"questions": "before", "after": "after"}.get(view.kind, "")
    if not when:
        return ""
    done = sum(when in each.get("answered", ()) for each in view.people)
    return f"{done} of {len(view.people)} have answered"


def to_do(view: View) -> str:
    """Return what there is to do now for whoever leads."""
    following = view.phases[view.phase + 1 : view.phase + 2]
    key = view.key("exercise.next")
    begins = f"{key} begins the next phase: {shown(following[0]['title'])}." if following else ""
    if view.kind == "closed":
        return (
            "The exercise is closed. Everybody can read their own debrief as long as the hub runs. "
            f"{view.key('app.quit')} leaves the console."
        )
    if answered := answered_told(view):
        return f"{answered}. Wait until nearly all have. {begins}".rstrip()
    if view.kind == "close":
        return f"When all is said: Close the exercise ({view.key('exercise.close')})."
    if view.kind == "lobby" or not view.kind:
        return f"People come in by the code; {view.key('projector.qr')} shows it. {begins}".rstrip()
    if view.kind == "brief":
        return f"They read. {begins}".rstrip()
    return f"No conversation yet. {begins}".rstrip()


def count(number: int, one: str, several: str = "") -> str:
    """Return a number and what is counted: `1 person`, `3 people`."""
    return f"{number} {one if number == 1 else several or one + 's'}"
