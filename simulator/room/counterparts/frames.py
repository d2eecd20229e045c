"""What goes between a hub and the process of its counterparts: a length, then a pickled value.

Both are the same program on the same machine, connected by pipes nobody else has.
"""

from __future__ import annotations

import pickle
import struct
from typing import Any

LENGTH = struct.Struct(">I")

ANSWERED, REFUSED, FAILED = "answered", "refused", "failed"
"""With an answer; with the code and the message of a Refusal; with what `happened` says of an
error."""


def framed(value: Any) -> bytes:
    """Return a value as it is sent."""
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(packed)) + packed


def opened(packed: bytes) -> Any:
    """Return the value of a frame, its length taken off."""
    return pickle.loads(packed)
