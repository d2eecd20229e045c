"""Where the counterpart stands: the opening, the stances, the ways between them, the replies."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.persona.schema.part import Condition, Name, Part, Text, Texts


class Opening(Part):
    """Where the conversation starts and what the counterpart says first."""

    stance: Name
    """The name of the stance they are in when the conversation begins."""
    say: Texts
    """What they say first; of several texts one is drawn."""


class Go(Part):
    """A way from one stance to another."""

    to: Name
    """The name of the stance it leads to."""
    when: Condition
    """The condition on which it is taken; of several ways the first whose condition holds."""
    because: Text
    """Why the counterpart moves, as a short sentence: the debrief and the graph say it."""
    say: Texts = []
    """What is said on the way, in place of the `enter` texts of the stance it leads to. Without
    either the reply is put together as if nothing had moved."""
    alone: bool = False
    """Whether nothing else is said in this reply."""
    last: bool = False
    """Whether its text comes at the end of the reply and not at the beginning."""
    once: bool = False
    """Whether it is taken a single time in the conversation; then the next way has its turn."""


class Limit(Part):
    """The way out of a stance when no other was taken in so many lines, or the level's patience."""

    to: Name
    """The name of the stance it leads to."""
    because: Text
    """Why the counterpart moves, as a short sentence: the debrief and the graph say it."""
    turns: Annotated[int, Field(ge=1, le=1000)] | None = None
    """With which line in the stance, counted from 1, it is taken; the level's `patience` unless
    given."""
    say: Texts = []
    """What is said on the way, in place of the `enter` texts of the stance it leads to."""
    alone: bool = False
    """Whether nothing else is said in this reply."""
    last: bool = False
    """Whether its text comes at the end of the reply and not at the beginning."""
    once: bool = False
    """Whether it is taken a single time in the conversation."""

    @property
    def after(self) -> str:
        """The number of lines, as a condition names it."""
        return "patience" if self.turns is None else str(self.turns)

    @property
    def way(self) -> Go:
        """The limit as the way it is."""
        same = {key: getattr(self, key) for key in Go.model_fields if key != "when"}
        return Go(when=f"turns_here >= {self.after}", **same)


class ReplyRule(Part):
    """Texts for one beat of a reply, and when they fit."""

    when: Condition = "always"
    """The condition on which they fit. Of the rules that hold, the most specific is used."""
    beat: Literal["reaction", "answer", "drive"] = "answer"
    """Which part of the reply it is: reaction to how it was said, answer to what was said, drive
    towards what the counterpart wants."""
    say: Texts
    """What is said. Give several: none comes back while another fits."""
    alone: bool = False
    """Whether nothing else is said in this reply."""
    always: bool = False
    """For a drive: say it on every turn, and not on every second only."""


class Stance(Part):
    """A state of the counterpart: what is said on entering it, in it, and the ways out of it."""

    title: Text
    """The stance in a few words, such as "Guarded: every word is weighed"; shown behind the
    scenes and in the debrief."""
    enter: Texts = []
    """What is said on coming into this stance, where the way there says nothing itself."""
    go: list[Go] = []
    """The ways out of it, tried in order before those of `anywhere`. Without any it can only be
    left by those."""
    limit: Limit | None = None
    """The way out when no other has been taken for some lines."""
    replies: list[ReplyRule] = []
    """What is said in this stance, and when."""
    otherwise: Texts = []
    """What is said when nothing else fits; those of `anywhere` unless given. They have to fit any
    line at all."""


class Anywhere(Part):
    """Ways and replies that hold in every stance, after the stance's own.

    How many there can be, of them and of stances, is limited because they multiply.
    """

    go: Annotated[list[Go], Field(max_length=200)] = []
    """Ways out of every stance, such as walking out after an insult."""
    replies: Annotated[list[ReplyRule], Field(max_length=2000)] = []
    """What is said in every stance where the stance has nothing more specific: to silence, to
    nonsense, to small talk."""
    otherwise: Texts
    """What is said when nothing else fits, wherever they stand. They have to fit any line at
    all."""
