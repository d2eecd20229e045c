"""The parts that people in a room are shown: the room, the clock, themselves, a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.state.records import FACILITATOR, OBSERVER, Heard

if TYPE_CHECKING:
    from simulator.room.state import Branch, Conversation, Room, Seat
    from simulator.room.views.parts import Looks

LATEST = 5
"""Messages of the facilitator that are shown."""

TOGETHER = "All of us"
"""Who said a line that was proposed, where nobody is told whose it was."""

_ASKED = {"questions": "before", "after": "after"}


def called(room: Room, seat: str, looks: Looks) -> str:
    """Return what a seat is called by others: a pseudonym, a name where the room agreed to it."""
    if seat not in room.seats:
        return ""
    pseudonym = room.seats[seat].called
    return pseudonym if room.anonymous else looks.names.get(seat) or pseudonym


def seats(room: Room, conversation: Conversation, looks: Looks) -> list[dict[str, Any]]:
    """Return those in a conversation, with their parts."""
    return [
        {
            "seat": seat,
            "called": called(room, seat, looks),
            "role": room.seats[seat].role,
            "part": part,
            "here": room.seats[seat].here,
        }
        for seat, part in conversation.seats.items()
    ]


def room_part(room: Room, keys: bool) -> dict[str, Any]:
    """Return `room`; keys: with the code, and what the facilitator says in each phase."""
    phases = [
        {"title": one.title, "kind": one.kind, "minutes": one.minutes}
        | ({"say": one.say} if keys else {})
        for one in room.exercise.phases
    ]
    told: dict[str, Any] = {
        "title": room.exercise.title,
        "summary": room.exercise.summary,
        "mode": room.mode,
        "phase": room.phase,
        "phases": phases,
        "paused": room.paused,
        "anonymous": room.anonymous,
        "people": len(room.people),
    }
    return told | ({"code": room.code, "locked": room.locked, "coded": room.coded} if keys else {})


def clock(room: Room, looks: Looks) -> dict[str, Any]:
    """Return `clock`."""
    in_rounds = room.mode == "breakout"
    return {
        "ends": room.clock.ends,
        "left": room.clock.left,
        "now": looks.now,
        "round": room.round if in_rounds else 0,
        "rounds": room.rounds if in_rounds else 0,
        "passes": room.rotates if in_rounds else None,
    }


def me(room: Room, seat: Seat, looks: Looks) -> dict[str, Any]:
    """Return `me`: what a seat, and nobody else, is told of itself."""
    shown = room.conversation_of(seat)
    in_fishbowl = shown is not None and shown.id == room.fishbowl
    part = seat.part if shown is not None and not in_fishbowl else ""
    speaks = (part == "speaker") or (in_fishbowl and room.baton == seat.id)
    open_now = shown is not None and shown.kind == room.mode
    going = shown is not None and open_now and not shown.now.ended
    held = room.paused or (shown is not None and shown.frozen)
    return {
        "seat": seat.id,
        "called": called(room, seat.id, looks),
        "name": looks.names.get(seat.id, ""),
        "role": seat.role,
        "part": part,
        "conversation": shown.id if shown is not None else "",
        "may_say": speaks and going and not held and shown is not None and not shown.waiting,
        "may_propose": in_fishbowl and going and not held and seat.role == "participant",
        "hand": seat.hand,
        "vote": room.vote.votes.get(seat.id, ""),
        "proposals": [one.id for one in room.proposals.values() if one.seat == seat.id],
        "brief": _brief(room, seat, part or _read_as(room, seat)),
        "whispers": seat.whispers[-LATEST:] if part == "speaker" else [],
        "answered": list(seat.answers),
        "bookmarks": [
            bookmark(room, one.id, looks) for one in room.bookmarks.values() if one.by == seat.id
        ],
    }


def bookmark(room: Room, wanted: str, looks: Looks) -> dict[str, Any]:
    """Return a bookmark as it is told."""
    one = room.bookmarks[wanted]
    return {
        "bookmark": one.id,
        "conversation": one.conversation,
        "branch": one.branch,
        "turn": one.turn,
        "quote": one.quote,
        "note": one.note,
        "by": called(room, one.by, looks),
    }


def _read_as(room: Room, seat: Seat) -> str:
    """Return whose brief somebody without a part of a breakout reads."""
    if seat.role == OBSERVER:
        return "observer"
    return "speaker" if room.baton == seat.id else ""


def _brief(room: Room, seat: Seat, part: str) -> dict[str, str]:
    """Return the briefs of a seat: general, that of its part, and its own confidential one."""
    briefs = room.exercise.briefs
    told = {"general": briefs.general, "part": getattr(briefs, part) if part else ""}
    conversation = room.conversations.get(seat.conversation)
    if conversation is not None:
        # by who came first, whatever the part: what one was told in confidence no other ever is
        place = conversation.been.index(seat.id)
        if place < len(briefs.confidential):
            told["confidential"] = briefs.confidential[place]
    return {name: text for name, text in told.items() if text}


def notices(room: Room, seat: Seat) -> dict[str, Any]:
    """Return `notices`: the last messages to a seat."""
    to = (None, seat.id, seat.conversation or seat.id)
    own = [one for one in room.notices if one.to in to and one.ver > seat.seated]
    return {"notices": [{"at": one.at, "text": one.text} for one in own[-LATEST:]]}


def questions(room: Room) -> dict[str, Any]:
    """Return `questions`: those the phase asks."""
    when = _ASKED.get(room.exercise.phases[room.phase].kind, "")
    asked = getattr(room.exercise.questions, when) if when and not room.closed else ()
    return {
        "when": when or "before",
        "questions": [
            {
                "question": one.name,
                "text": one.text,
                "kind": one.kind,
                "options": list(one.options),
                "most": one.most,
                "low": one.low,
                "high": one.high,
            }
            for one in asked
        ],
    }


def conversation(
    room: Room, one: Conversation, looks: Looks, gauges: bool = False
) -> dict[str, Any]:
    """Return `conversation`; gauges: with the feelings' levels by label."""
    fishbowl = one.kind == "fishbowl"
    speaker = room.baton if fishbowl else one.speaker
    told = {
        "conversation": one.id,
        "kind": one.kind,
        "persona": one.cast.name,
        "title": one.cast.title,
        "brief": one.cast.brief,
        "branch": one.branch,
        "branches": [branch(each) for each in one.branches.values()],
        "frozen": one.frozen,
        "seats": seats(room, one, looks),
        "speaker": called(room, speaker, looks) if speaker else "",
    }
    return told | ({"gauges": feelings(one)} if gauges else {})


def feelings(one: Conversation) -> dict[str, float]:
    """Return the levels of the feelings now, 0 to 1, by label."""
    levels = one.now.last.digest["feelings"]
    return {label: levels[name] for name, label in one.cast.labels.items() if name in levels}


def branch(one: Branch) -> dict[str, Any]:
    """Return a branch as it is told to those in it."""
    ending = None if one.last.waiting else one.last.digest["ending"]
    return {
        "branch": one.id,
        "parent": one.parent,
        "at": one.at,
        "why": one.why,
        "ending": ending["title"] if ending else "",
    }


def turns(room: Room, wanted: str, since: int, looks: Looks) -> dict[str, Any]:
    """Return `turns`: those of a conversation that changed after a position, and what follows."""
    one = room.conversations[wanted]
    first = first_changed(one, since)
    return {
        "conversation": one.id,
        "branch": one.branch,
        "first": first,
        "turns": [
            turn(room, first + n, each, looks) for n, each in enumerate(one.now.turns[first:])
        ],
    }


def first_changed(one: Conversation, since: int) -> int:
    """Return from which turn on a conversation is another than at a position."""
    if one.switched > since:
        return 0
    changed = (place for place, turn in enumerate(one.now.turns) if turn.ver > since)
    return next(changed, len(one.now.turns))


def spoke(room: Room, heard: Heard, looks: Looks) -> str:
    """Return what whoever spoke, or proposed what was said, is called."""
    return "Facilitator" if heard.by == FACILITATOR else called(room, heard.by, looks)


def turn(room: Room, number: int, heard: Heard, looks: Looks) -> dict[str, Any]:
    """Return a turn as everybody in its conversation sees it."""
    digest = heard.digest
    ending = digest["ending"]
    hidden = heard.waiting
    by = spoke(room, heard, looks)
    if (
        heard.together and room.anonymous
    ):  # a neighbour's pseudonym is read off the neighbour's phone
        by = TOGETHER
    return {
        "n": number,
        "line": heard.line,
        "by": by,
        "seat": heard.by,
        "parts": [] if hidden else digest["parts"],
        "waiting": hidden,
        "acts": digest["acts"],
        "ending": {key: ending[key] for key in ("title", "epilogue", "outcome")}
        if ending and not hidden
        else None,
    }
