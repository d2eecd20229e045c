"""What a client asks of the hub: one message a model, each with an id of the client's choosing."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

LONGEST_LINE = 2_000
"""Characters of a line, a note, a broadcast message."""

LONGEST_NAME = 40
"""Characters of what somebody wants to be called."""

Id = Annotated[str, Field(min_length=1, max_length=40)]
Line = Annotated[str, Field(max_length=LONGEST_LINE)]
Share = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
Seconds = Annotated[int, Field(ge=-86_400, le=86_400)]
Count = Annotated[int, Field(ge=0, le=100_000)]
Part = Literal["speaker", "coach", "observer"]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Request(_Asked):
    id: Id


# At the door: before a connection has a seat.


class Hello(_Asked):
    """Take a seat again, and be told what happened since a position (0: everything)."""

    type: Literal["hello"]
    v: int = 1
    token: str = Field("", max_length=100)
    pos: Count = 0


class Join(_Request):
    """Take a seat in the room of a code."""

    type: Literal["join"]
    v: int = 1
    code: str = Field(max_length=20)
    name: str = Field("", max_length=LONGEST_NAME)
    role: Literal["participant", "observer"] = "participant"


# By whoever is in the room.


class Say(_Request):
    """Say a line in a conversation."""

    type: Literal["say"]
    conversation: Id
    text: Line


class Propose(_Request):
    """Propose the next line of the fishbowl."""

    type: Literal["propose"]
    text: Line


class Withdraw(_Request):
    """Take one's own proposal back."""

    type: Literal["withdraw"]
    proposal: Id


class Vote(_Request):
    """Vote for a proposal; None takes the vote back. A later vote replaces an earlier one."""

    type: Literal["vote"]
    proposal: Id | None


class Hand(_Request):
    """Put a hand up, or ask the facilitator for help, or take it down."""

    type: Literal["hand"]
    up: Literal["", "hand", "help"]


class Advise(_Request):
    """Whisper to the speaker of one's own conversation, as their coach."""

    type: Literal["advise"]
    text: Line


class Rotate(_Request):
    """Pass the parts of a conversation on: everybody in it takes the next one's."""

    type: Literal["rotate"]
    conversation: Id


class Bookmark(_Request):
    """Mark a turn to come back to, with a note."""

    type: Literal["bookmark"]
    conversation: Id
    turn: Count
    note: Line = ""
    quote: Line = ""


class Unbookmark(_Request):
    """Take a bookmark away: one's own, or anybody's for the facilitator."""

    type: Literal["unbookmark"]
    bookmark: Id


class Answers(_Request):
    """Answer the exercise's questions, before or after; answers by question."""

    type: Literal["answers"]
    when: Literal["before", "after"]
    answers: dict[Annotated[str, Field(max_length=40)], Line | int] = Field(max_length=30)


class Leave(_Request):
    """Give the seat up."""

    type: Literal["leave"]


# By the facilitator.


class Begin(_Request):
    """Go to a phase of the exercise, by its place from 0; its clock starts."""

    type: Literal["begin"]
    phase: Count


class Clock(_Request):
    """Set the clock to so many seconds from now, add to it while it runs, or stop it."""

    type: Literal["clock"]
    act: Literal["set", "add", "stop"]
    seconds: Seconds = 0


class Pause(_Request):
    """Hold everything, the clock too, or go on."""

    type: Literal["pause"]
    on: bool


class Freeze(_Request):
    """Hold one conversation, or let it go on."""

    type: Literal["freeze"]
    conversation: Id
    on: bool


class Broadcast(_Request):
    """Show a message to everybody, or to those in one conversation, or to one seat."""

    type: Literal["broadcast"]
    text: Line
    to: Id | None = None


class Group(_Request):
    """Open breakouts: everybody who takes part and is in none yet gets a conversation.

    groups: seats by hand, one list a conversation; size is then of no matter. personas are dealt
    out in turn; None takes the exercise's. again closes the breakouts there are first.
    """

    type: Literal["group"]
    by: Literal["hand", "random", "arrival"] = "arrival"
    size: Literal[1, 2, 3] = 1
    groups: list[Annotated[list[Id], Field(min_length=1, max_length=10)]] | None = None
    personas: list[Annotated[str, Field(max_length=200)]] | None = None
    level: Literal["easy", "standard", "hard"] | None = None
    again: bool = False


class Place(_Request):
    """Put a seat into a conversation with a part, or (None) into none."""

    type: Literal["place"]
    seat: Id
    conversation: Id | None
    part: Part = "speaker"


class Fishbowl(_Request):
    """Open a fishbowl: one conversation for all; None takes the exercise's persona and level."""

    type: Literal["fishbowl"]
    persona: str | None = Field(None, max_length=200)
    level: Literal["easy", "standard", "hard"] | None = None


class Baton(_Request):
    """Name who speaks in the fishbowl; None: nobody, lines are proposed."""

    type: Literal["baton"]
    seat: Id | None


class Voting(_Request):
    """Open or close the vote on the proposals; live shows the count while it runs."""

    type: Literal["voting"]
    open: bool
    live: bool = False


class Reveal(_Request):
    """Show everybody how the vote stands."""

    type: Literal["reveal"]


class Play(_Request):
    """Say a proposal in the fishbowl: as it is, or edited; without either, the one that leads."""

    type: Literal["play"]
    proposal: Id | None = None
    text: Line | None = None


class Chair(_Request):
    """Take the counterpart's chair for the next answer or until it is given back; or do that."""

    type: Literal["chair"]
    conversation: Id
    take: Literal["off", "once", "on"]


class Answer(_Request):
    """Answer in the counterpart's place; None lets the counterpart say what it had in mind."""

    type: Literal["answer"]
    conversation: Id
    text: Line | None


class Prompt(_Request):
    """Let the counterpart say one of its scripted texts now."""

    type: Literal["prompt"]
    conversation: Id
    text: Id


class Nudge(_Request):
    """Move a feeling of the counterpart by so much."""

    type: Literal["nudge"]
    conversation: Id
    feeling: Id
    amount: Share


class Branch(_Request):
    """Go on from after the turn `at` in a branch of its own; what was said after it is kept."""

    type: Literal["branch"]
    conversation: Id
    at: Count
    why: Literal["rewind", "branch", "retry"] = "branch"


class Switch(_Request):
    """Go on in another branch of a conversation."""

    type: Literal["switch"]
    conversation: Id
    branch: Id


class Project(_Request):
    """Choose what the projector shows: the debrief at one of its steps, or a conversation, …"""

    type: Literal["project"]
    show: Literal["join", "fishbowl", "conversation", "votes", "clock", "debrief", "blank"]
    conversation: Id | None = None
    step: Id | None = None
    gauges: bool = False


class Anonymous(_Request):
    """Say whether lines are shown without who said them; agreed with the room."""

    type: Literal["anonymous"]
    on: bool


class Sit(_Request):
    """Make somebody a participant or an observer."""

    type: Literal["sit"]
    seat: Id
    role: Literal["participant", "observer"]


class Remove(_Request):
    """Take somebody's seat away; their token is worth nothing from then on."""

    type: Literal["remove"]
    seat: Id


class Code(_Request):
    """Let people in by a new code; the old one finds nothing any more. locked: let nobody in."""

    type: Literal["code"]
    locked: bool = False


class Close(_Request):
    """End the exercise. Everybody keeps their seat and their own debrief until the code expires."""

    type: Literal["close"]


class Erase(_Request):
    """Erase what a seat typed, and its name, for good; None: of the whole room."""

    type: Literal["erase"]
    seat: Id | None


# Looking on: these leave no event behind.


class Watch(_Request):
    """Be told all of one conversation, without joining it; None: of none."""

    type: Literal["watch"]
    conversation: Id | None


class Script(_Request):
    """Be told the texts that the counterpart of a conversation could be made to say."""

    type: Literal["script"]
    conversation: Id


class Debrief(_Request):
    """Be told one's own debrief, or (the facilitator) that of any conversation's branch."""

    type: Literal["debrief"]
    conversation: Id
    branch: Id | None = None


class Ping(_Request):
    """Be answered, to see that the line stands."""

    type: Literal["ping"]


AtTheDoor = Hello | Join
Looking = Watch | Script | Debrief | Ping
Doing = (
    Say
    | Propose
    | Withdraw
    | Vote
    | Hand
    | Advise
    | Rotate
    | Bookmark
    | Unbookmark
    | Answers
    | Leave
    | Begin
    | Clock
    | Pause
    | Freeze
    | Broadcast
    | Group
    | Place
    | Fishbowl
    | Baton
    | Voting
    | Reveal
    | Play
    | Chair
    | Answer
    | Prompt
    | Nudge
    | Branch
    | Switch
    | Project
    | Anonymous
    | Sit
    | Remove
    | Code
    | Close
    | Erase
)
Asked = AtTheDoor | Doing | Looking

_ASKED: TypeAdapter[Asked] = TypeAdapter(Annotated[Asked, Field(discriminator="type")])


def parse(text: str | bytes) -> Asked:
    """Return the message a client sent. Raises pydantic's ValidationError (a ValueError)."""
    return _ASKED.validate_json(text)


def asked_schema() -> dict[str, Any]:
    """Return the JSON Schema of everything a client may send."""
    return _ASKED.json_schema()
