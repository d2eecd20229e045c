"""Plain play: line by line, for screen readers, pipes and dumb terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.paragraphs import say
from simulator.streams import reads_keys
from simulator.translated import notice
from simulator.typed import typed_lines

if TYPE_CHECKING:
    from engine import Persona, Turn
    from simulator.rehearsal import Rehearsal

PROMPT = "You: "


def play(rehearsal: Rehearsal) -> None:
    """Show the brief and the conversation so far, then answer lines until they or it end.

    What is typed is always something said: there are no commands. An ending closes the
    conversation; the end of input leaves it open.
    """
    _brief(rehearsal)
    for turn in rehearsal.turns:
        if turn.line is not None:
            _echo(turn)
        _answer(rehearsal.persona, turn)
    rehearsal.ready()
    if rehearsal.trouble:
        say(rehearsal.trouble)
    _converse(rehearsal)
    rehearsal.leave()
    if reads_keys():
        print()
    farewell(rehearsal)


def farewell(rehearsal: Rehearsal) -> None:
    """Say what the conversation can be found by, if it was kept."""
    if not rehearsal.kept:
        return
    if rehearsal.ended:
        say(f"Session {rehearsal.session_id}. See what it showed: {debriefing(rehearsal)}")
    else:
        say(f"Session {rehearsal.session_id} is kept. Go on with it: {resuming(rehearsal)}")


def resuming(rehearsal: Rehearsal) -> str:
    """Return the command that takes the conversation up again."""
    return f"detente resume {rehearsal.session_id}"


def debriefing(rehearsal: Rehearsal) -> str:
    """Return the command that shows the debrief."""
    return f"detente debrief {rehearsal.session_id}"


def _converse(rehearsal: Rehearsal) -> None:
    if rehearsal.ended:
        return
    for line in typed_lines(PROMPT if reads_keys() else ""):
        turn = rehearsal.say(line)
        if not reads_keys():  # a transcript that came from a pipe shows both sides
            _echo(turn)
        _answer(rehearsal.persona, turn)
        if rehearsal.ended:
            return


def _brief(rehearsal: Rehearsal) -> None:
    persona, brief = rehearsal.persona, rehearsal.persona.brief
    say(f"{persona.name}: {persona.title}")
    say()
    _paragraphs(brief.situation)
    say("Who you are:")
    _paragraphs(brief.role)
    _bullets("What you know:", brief.know)
    _bullets("What you want:", brief.want)
    say(f"Level {rehearsal.level}, seed {rehearsal.seed}, session {rehearsal.session_id}.")
    if told := notice(persona):
        say(told)
    if rehearsal.drift:
        say(rehearsal.drift.told)
    if reads_keys():
        say("Say a line and press Enter. Ctrl-D (on Windows Ctrl-Z, Enter) leaves.")
    say()


def _paragraphs(text: str) -> None:
    for paragraph in text.strip().split("\n\n" if "\n\n" in text else "\n"):
        say(paragraph)
        say()


def _bullets(heading: str, items: list[str]) -> None:
    if not items:
        return
    say(heading)
    for item in items:
        say(item, "- ")
    say()


def _echo(turn: Turn) -> None:
    say(turn.line or "(silence)", PROMPT)


def _answer(persona: Persona, turn: Turn) -> None:
    say(turn.reply.whole, f"{persona.name}: ")
    if turn.ending:
        say()
        say(turn.ending.title)
        _paragraphs(turn.ending.epilogue)
