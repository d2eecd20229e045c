"""What can go wrong outside a conversation, each told in a sentence one can act on."""

from __future__ import annotations


class SimulatorError(Exception):
    """Something the person at the keyboard can act on; `str()` is the whole message."""


class JournalError(SimulatorError):
    """The journal cannot be opened, read or written; the message names its path."""


class UnknownSession(SimulatorError):
    """No session, or more than one, goes by the id given."""


class Conflict(SimulatorError):
    """Another process wrote to the same session or room since it was read here."""


class RoomStoreError(SimulatorError):
    """Rooms cannot be opened, read or kept; the message names their file or database."""


class UnknownRoom(SimulatorError):
    """No room, or more than one, goes by the id given; or nobody in it by the seat given."""


class CountsError(SimulatorError):
    """A file of counts cannot be used; the message names it and what is wrong."""


class TooLarge(SimulatorError):
    """There is more than can be shown in the form asked for; the message says what can."""


class ExplorationError(SimulatorError):
    """An exploration cannot be spread over processes or machines; the message says why."""


def happened(error: BaseException) -> str:
    """Return what an unforeseen error was and where, for a log: never its text, which may quote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})" if trace else ""
    return f"{type(error).__name__}{place}"
