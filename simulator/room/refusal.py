"""What the hub does not do, and the sentence that says why."""

from __future__ import annotations

CODES: dict[str, str] = {
    "no_room": "no room has this code",
    "expired": "the code was good once, and is no longer",
    "locked": "the facilitator lets nobody in",
    "full": "there is as much of it as there may be: people, proposals, branches, bookmarks …",
    "too_often": "too much at once; wait a moment, then ask again",
    "no_seat": "the token is nobody's, or no longer",
    "not_allowed": "this role, or this part in the conversation, may not, or not now",
    "paused": "everything is held, or the counterpart has not answered yet",
    "frozen": "this conversation is held",
    "over": "the conversation has ended, or the exercise is over",
    "unknown": "there is no such thing: message, conversation, seat, proposal …",
    "malformed": "the message cannot be read, or there is nothing in it",
    "too_large": "the message, or a text in it, is too long",
    "old_version": "the client speaks another version of the protocol",
    "not_kept": "it could not be kept, so it was not done; ask again",
}
"""Why something is refused, by the code that tells programs."""

BYES: dict[str, str] = {
    "restart": "the hub is being stopped, perhaps to begin again at once",
    "too_late": "nobody said hello or joined in time",
}
"""Why a connection ends, besides."""


class Refusal(Exception):
    """Something asked for is not done. code, one of CODES, is for programs, message for people."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message
