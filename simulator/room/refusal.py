"""What the hub does not do, and the sentence that says why."""

from __future__ import annotations


class Refusal(Exception):
    """Something asked for is not done. code is for programs, message a sentence for people.

    Codes: no_room, expired, locked, full, too_often, no_seat, not_allowed, paused, frozen, over,
    unknown, malformed, too_large, old_version, not_kept.
    """

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message
