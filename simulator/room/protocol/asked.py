"""What a client asks of the hub: one message a model, each with an id of the client's choosing."""

from __future__ import annotations

from typing import Annotated, Literal

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
Position = Annotated[int, Field(ge=0, le=2**53 - 1)]
Part = Literal["speaker", "coach", "observer"]
Level = Annotated[
    Literal["easy", "standard", "hard"] | None, Field(description="null: as the exercise says.")
]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Request(_Asked):
    id: Id
    """Of 1 to 40 characters, of the client's choosing, new for everything it asks."""


# At the door: before a connection has a seat.


class Hello(_Asked):
    """Take a seat again, and be told what happened since a position (0: everything)."""

    type: Literal["hello"]
    v: int = 1
    """Version of the protocol that the client speaks."""
    token: str = Field("", max_length=100)
    """The seat's secret; "" on a page of the hub's own, whose cookie has it."""
    pos: Position = 0
    """Up to where the client knows everything that it is shown."""


class Join(_Request):
    """Take a seat in the room of a code."""

    type: Literal["join"]
    v: int = 1
    """Version of the protocol that the client speaks."""
    code: str = Field(max_length=20)
    """As it was typed: case, blanks and hyphens are of no matter."""
    name: str = Field("", max_length=LONGEST_NAME)
    """Told to the facilitator only, unless the room agreed otherwise; "": a pseudonym will do."""
    role: Literal["participant", "observer"] = "participant"


# By whoever is in the room.


class Say(_Request):
    """Say a line in a conversation."""

    type: Literal["say"]
    conversation: Id
    """One's own breakout, or the fishbowl while one has the baton."""
    text: Line


class Propose(_Request):
    """Propose the next line of the fishbowl."""

    type: Literal["propose"]
    text: Line
    """Not empty, and not proposed yet."""


class Withdraw(_Request):
    """Take one's own proposal back."""

    type: Literal["withdraw"]
    proposal: Id
    """One's own; the facilitator, any."""


class Vote(_Request):
    """Vote for a proposal. A later vote replaces an earlier one."""

    type: Literal["vote"]
    proposal: Id | None
    """null takes the vote back."""


class Hand(_Request):
    """Put a hand up, or ask the facilitator for help, or take it down."""

    type: Literal["hand"]
    up: Literal["", "hand", "help"]
    """`help`: the facilitator is asked to come; "": down."""
    seat: Id | None = None
    """null: one's own. The facilitator says whose, and only takes it down."""


class Advise(_Request):
    """Whisper to the speaker of one's own conversation, as their coach."""

    type: Literal["advise"]
    text: Line
    """Not empty."""


class Rotate(_Request):
    """Pass the parts of a conversation on: everybody in it takes the next one's."""

    type: Literal["rotate"]
    conversation: Id | None
    """One's own breakout of two or more; the facilitator, any. null: every one; only for the
    facilitator."""
    anew: bool = False
    """The counterpart begins again from its first sentence, in a branch of its own. For every
    conversation this is the next round: the clock passes the parts on counted from now."""


class Bookmark(_Request):
    """Mark a turn to come back to, with a note."""

    type: Literal["bookmark"]
    conversation: Id
    """One that is shown; the facilitator, any."""
    turn: Count
    """Its number in the branch that is shown, 0 the opening."""
    note: Line = ""
    quote: Line = ""
    """Words of the turn; "", and any others: the line, or where there is none the answer."""


class Unbookmark(_Request):
    """Take a bookmark away: one's own, or anybody's for the facilitator."""

    type: Literal["unbookmark"]
    bookmark: Id


class Answers(_Request):
    """Answer the exercise's questions, before or after; answers by question."""

    type: Literal["answers"]
    when: Literal["before", "after"]
    answers: dict[Annotated[str, Field(max_length=40)], Line | int] = Field(max_length=30)
    """By the question's name: a number from 1 to its `most`, one of its options, or a text."""


class Leave(_Request):
    """Give the seat up."""

    type: Literal["leave"]


# By the facilitator.


class Begin(_Request):
    """Go to a phase of the exercise, by its place from 0; its clock starts."""

    type: Literal["begin"]
    phase: Count
    """Its place in `phases` of the part `room`, from 0."""


class Clock(_Request):
    """Set the clock to so many seconds from now, add to it while it runs, or stop it."""

    type: Literal["clock"]
    act: Literal["set", "add", "stop"]
    seconds: Seconds = 0
    """For `set` and `add` (below 0: less is left); the clock has 0 to 86,400."""


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
    """Not empty."""
    to: Id | None = None
    """A conversation or a seat; null: everybody."""


class Group(_Request):
    """Open breakouts: everybody who takes part and is in none yet gets a conversation."""

    type: Literal["group"]
    by: Literal["hand", "random", "arrival"] = "arrival"
    """In order of arrival, by chance, or as `groups` says."""
    size: Literal[1, 2, 3] = 1
    """People in one breakout; of who is left over, groups get smaller or bigger by one."""
    groups: list[Annotated[list[Id], Field(min_length=1, max_length=10)]] | None = None
    """By hand: the seats of each breakout, speaker, coach, observers in this order."""
    personas: list[Annotated[str, Field(max_length=200)]] | None = None
    """Dealt out in turn: those of the exercise, or names of bundled ones."""
    level: Level = None
    again: bool = False
    """Close the breakouts there are first."""


class Place(_Request):
    """Put a seat into a conversation with a part, or (null) into none."""

    type: Literal["place"]
    seat: Id
    conversation: Id | None
    """A breakout; null: in none."""
    part: Part = "speaker"
    """Who speaks there now coaches then."""


class Fishbowl(_Request):
    """Open a fishbowl: one conversation for all. The one before it is kept."""

    type: Literal["fishbowl"]
    persona: str | None = Field(None, max_length=200)
    """One of the exercise's, or the name of a bundled one."""
    level: Level = None


class Baton(_Request):
    """Name who speaks in the fishbowl; null: nobody, lines are proposed."""

    type: Literal["baton"]
    seat: Id | None
    """A participant's; null: nobody's."""


class Voting(_Request):
    """Open or close the vote on the proposals; live shows the count while it runs."""

    type: Literal["voting"]
    open: bool
    live: bool = False
    """Show the count while the vote runs."""


class Reveal(_Request):
    """Show everybody how the vote stands."""

    type: Literal["reveal"]


class Play(_Request):
    """Say a proposal in the fishbowl: as it is, or edited; without either, the one that leads."""

    type: Literal["play"]
    proposal: Id | None = None
    """null, and no text: the one that leads."""
    text: Line | None = None
    """The proposal as edited; without a proposal, the facilitator's own line."""


class Chair(_Request):
    """Take the counterpart's chair for the next answer or until it is given back; or do that."""

    type: Literal["chair"]
    conversation: Id
    take: Literal["off", "once", "on"]
    """`once`: for the next answer; `on`: until it is `off` again."""


class Answer(_Request):
    """Answer in the counterpart's place; null lets the counterpart say what it had in mind."""

    type: Literal["answer"]
    conversation: Id
    text: Line | None
    """Not empty; *(a direction)* stands in brackets with stars."""


class Prompt(_Request):
    """Let the counterpart say one of its scripted texts now."""

    type: Literal["prompt"]
    conversation: Id
    text: Id
    """Of a text, as `script` told it."""


class Nudge(_Request):
    """Move a feeling of the counterpart by so much."""

    type: Literal["nudge"]
    conversation: Id
    feeling: Id
    """Its name, not its label."""
    amount: Share
    """The feeling stays from 0 to 1, and where the persona bounds it."""


class Branch(_Request):
    """Go on from after the turn `at` in a branch of its own; what was said after it is kept."""

    type: Literal["branch"]
    conversation: Id
    at: Count
    """The turn that is kept last; 0: only the opening."""
    why: Literal["rewind", "branch", "retry"] = "branch"
    """Only told, to those who look at the branches later."""


class Switch(_Request):
    """Go on in another branch of a conversation."""

    type: Literal["switch"]
    conversation: Id
    branch: Id


class Project(_Request):
    """Choose what the projector shows."""

    type: Literal["project"]
    show: Literal["join", "fishbowl", "conversation", "votes", "clock", "debrief", "blank"]
    conversation: Id | None = None
    """null: the fishbowl."""
    step: Id | None = None
    """Of the guided debrief: reactions, description, analysis, summary, plus_delta."""
    gauges: bool = False
    """Show the feelings beside the conversation."""


class Anonymous(_Request):
    """Say whether lines are shown without who said them; agreed with the room."""

    type: Literal["anonymous"]
    on: bool
    """On: nobody but the facilitator is told who is who, only pseudonyms."""


class Sit(_Request):
    """Make somebody a participant or an observer."""

    type: Literal["sit"]
    seat: Id
    role: Literal["participant", "observer"]


class Remove(_Request):
    """Take somebody's seat away; their token is worth nothing from then on."""

    type: Literal["remove"]
    seat: Id


class RemoveSince(_Request):
    """Take away the seats of all who came since somebody did, and what they proposed."""

    type: Literal["remove_since"]
    seat: Id
    """Who came first of those who go; somebody who is gone already will do, too."""


class Code(_Request):
    """Let people in by a new code; the old one finds nothing any more."""

    type: Literal["code"]
    locked: bool = False
    """Let nobody in, by the new code neither."""


class Close(_Request):
    """End the exercise. Everybody keeps their seat and their own debrief until the code expires."""

    type: Literal["close"]


class Erase(_Request):
    """Erase what a seat typed, and its name, for good."""

    type: Literal["erase"]
    seat: Id | None
    """null: of everybody."""


# Looking on: these leave no event behind.


class Watch(_Request):
    """Be told all of one conversation, without joining it; null: of none."""

    type: Literal["watch"]
    conversation: Id | None


class Script(_Request):
    """Be told the texts that the counterpart of a conversation could be made to say."""

    type: Literal["script"]
    conversation: Id
    """The result: `{"script": [{id, text, place, of}]}`."""


class Debrief(_Request):
    """Be told one's own debrief, or (the facilitator) that of any conversation's branch."""

    type: Literal["debrief"]
    conversation: Id
    """One that one was in, or the fishbowl, once it is over; the facilitator, any. The result: the
    debrief."""
    branch: Id | None = None
    """null: the present one. Of a breakout that goes on again, one that ended may be told."""


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
    | RemoveSince
    | Code
    | Close
    | Erase
)
Asked = AtTheDoor | Doing | Looking

_ASKED: TypeAdapter[Asked] = TypeAdapter(Annotated[Asked, Field(discriminator="type")])


def parse(text: str | bytes) -> Asked:
    """Return the message a client sent. Raises pydantic's ValidationError (a ValueError)."""
    return _ASKED.validate_json(text)
