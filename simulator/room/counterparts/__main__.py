"""The process of a hub's counterparts: answers what comes in, until its hub is gone.

python -m simulator.room.counterparts [FOLDER OF PERSONAS ...]
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from simulator.errors import happened
from simulator.room.counterparts.counterparts import Counterparts
from simulator.room.counterparts.frames import ANSWERED, FAILED, LENGTH, REFUSED, framed, opened
from simulator.room.counterparts.questions import Prepare, Recall
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from typing import BinaryIO

    from simulator.room.counterparts.questions import Question


class Answering:
    """Answers questions one after another; what recalls a whole conversation, beside the others."""

    def __init__(self, counterparts: Counterparts, out: BinaryIO) -> None:
        self._counterparts = counterparts
        self._out = out
        self._sending = Lock()
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="recall")

    def serve(self, into: BinaryIO) -> None:
        """Answer until nothing comes any more, or nobody listens."""
        with self._aside:
            while len(head := into.read(LENGTH.size)) == LENGTH.size:
                number, question = opened(into.read(*LENGTH.unpack(head)))
                if isinstance(question, Recall):
                    self._aside.submit(self._answer, number, question)
                else:
                    self._answer(number, question)
                if isinstance(question, Prepare):
                    gc.collect()
                    gc.freeze()  # models stay: no look for garbage goes through them again

    def _answer(self, number: int, question: Question) -> None:
        told: tuple[Any, ...]
        try:
            told = (ANSWERED, self._counterparts.answer(question))
        except Refusal as refusal:
            told = (REFUSED, refusal.code, refusal.message)
        except Exception as error:  # one line's trouble is not the others'
            told = (FAILED, happened(error))
        with self._sending:
            self._out.write(framed((number, *told)))
            self._out.flush()


def main() -> None:
    """Answer on what was standard output; whatever else is printed goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the hub, which then closes us
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)
        try:
            Answering(Counterparts(map(Path, sys.argv[1:])), out).serve(sys.stdin.buffer)
        except BrokenPipeError:
            os._exit(0)  # the hub is gone, and with it whoever waited


if __name__ == "__main__":
    main()
