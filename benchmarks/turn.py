"""How long a turn takes and what an open conversation weighs, beside three peers in one run.

The peers: rivescript with 200 triggers (a scripted chat engine), vaderSentiment (a lexicon
reader of tone), and a bare `transitions` machine (what the stance alone would cost). Rounds of
all of them alternate, so that a slow minute of the machine is everybody's.
"""

from __future__ import annotations

import gc
import statistics
import sys
from collections.abc import Callable
from itertools import cycle
from time import perf_counter_ns

import psutil
from peers import bare_machine
from rivescript import RiveScript
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from engine import Conversation, load_persona, read

PERSONA = "small_vendor"
ROUNDS = 15
PER_ROUND = 200
OPEN = 500
LINES_EACH = 20

LINES = (
    "Good morning Dana, thanks for making the time.",
    "I know your team has been at this since Friday night, and I can see what it took.",
    "How big is your company, actually?",
    "Could your people tell us two days before anything changes on the live system?",
    "honestly this wouldnt have happened if someone had just picked up the phone",
    "ok",
    "What worries you most about all this?",
    "I'm sorry about how I spoke last week. That was unfair, and you did not deserve it.",
    "We need to decide what we tell the customers who lost their bookings, and who calls them.",
    "So: you announce every change two days ahead, we test it together, and we write to the "
    "customers in both our names. Does that cover it?",
)


class Talk:
    """Says the lines in turn, in a new conversation whenever one has ended."""

    def __init__(self, reading: bool) -> None:
        self.persona = load_persona(PERSONA)
        self.reading = reading
        self.lines = cycle(LINES)
        self.seed = 0
        self._open()

    def _open(self) -> None:
        self.seed += 1
        self.conversation = Conversation.open(self.persona, seed=self.seed)
        context = self.conversation.context
        self.readings = {line: read(line, context) for line in LINES}

    def __call__(self) -> None:
        """Say the next line."""
        line = next(self.lines)
        if self.reading:
            self.conversation.say(line)
        else:
            self.conversation.hear(line, self.readings[line])

    def rest(self) -> None:
        """Between two measurements: open a new conversation where one has ended or grown long."""
        if self.conversation.ended or self.conversation.turn.number >= LINES_EACH:
            self._open()


def _rivescript() -> Callable[[], None]:
    bot = RiveScript()
    bot.stream("\n".join(f"+ [*] word{i} [*]\n- reply {i}" for i in range(199)) + "\n+ *\n- hm")
    bot.sort_replies()
    lines = cycle(LINES)
    return lambda: bot.reply("trainee", next(lines))


def _vader() -> Callable[[], None]:
    analyzer = SentimentIntensityAnalyzer()
    lines = cycle(LINES)
    return lambda: analyzer.polarity_scores(next(lines))


def measure() -> dict[str, list[int]]:
    """Return nanoseconds per call of each candidate, all rounds together."""
    candidates: dict[str, Callable[[], None]] = {
        "whole turn, with reading": Talk(reading=True),
        "turn without reading": Talk(reading=False),
        "rivescript, 200 triggers": _rivescript(),
        "vaderSentiment": _vader(),
        "bare transitions": bare_machine(),
    }
    times: dict[str, list[int]] = {name: [] for name in candidates}
    for _ in range(ROUNDS):
        for name, call in candidates.items():
            for _ in range(PER_ROUND):
                if isinstance(call, Talk):
                    call.rest()
                start = perf_counter_ns()
                call()
                times[name].append(perf_counter_ns() - start)
    return times


def weigh() -> float:
    """Return KB of memory per open conversation of LINES_EACH lines."""
    persona = load_persona(PERSONA)
    process = psutil.Process()
    warm = Conversation.open(persona)
    readings = [read(line, warm.context) for line in LINES]
    kept = []
    gc.collect()
    before = process.memory_info().rss
    for seed in range(OPEN):
        conversation = Conversation.open(persona, seed=seed)
        for number in range(LINES_EACH):
            if not conversation.ended:
                reading = readings[number % len(readings)]
                conversation.hear(reading.text, reading)
        kept.append(conversation)
    gc.collect()
    return (process.memory_info().rss - before) / OPEN / 1024


def main() -> None:
    times = measure()
    whole = statistics.median(times["whole turn, with reading"])
    print(f"{'':28}{'median µs':>10}{'p99 µs':>10}{'per second':>12}{'of a turn':>11}")
    for name, values in times.items():
        median = statistics.median(values)
        p99 = statistics.quantiles(values, n=100)[98]
        rate, share = 1e9 / statistics.fmean(values), median / whole
        print(f"{name:28}{median / 1e3:10.1f}{p99 / 1e3:10.1f}{rate:12,.0f}{share:11.2f}")
    print(f"memory per open conversation of {LINES_EACH} lines: {weigh():.1f} KB")
    print(f"Python {sys.version.split()[0]}, {PERSONA}, {ROUNDS * PER_ROUND} calls each")


if __name__ == "__main__":
    main()
