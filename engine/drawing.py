"""Which text of a pool is said next: in an order the seed draws, none with words missing."""

from __future__ import annotations

from zlib import crc32

from engine.persona.persona import Pool
from engine.persona.text import NAME, Text, said_gap
from engine.state import State


def draw(pool: Pool, state: State, seed: int) -> Text:
    """Return the pool's next text and count it. There is one that can be said: `can_say`."""
    drawn = state.used.get(pool.key, 0)
    state.used[pool.key] = drawn + 1
    start = crc32(b"%d/%d" % (seed, pool.key))
    count = len(pool.texts)
    if not _counted(pool, state):
        return pool.texts[(start + drawn) % count]
    counts = _counts(pool, state)
    order = [(start + step) % count for step in range(count)]
    chosen = min(
        (index for index in order if fits(pool.texts[index], state)),
        key=lambda index: counts[index],
    )
    counts[chosen] += 1
    state.drawn[pool.key] = counts
    return pool.texts[chosen]


def can_say(pool: Pool, state: State) -> bool:
    """Return whether some text of the pool can be said: the trainee gave it the words it needs."""
    return not pool.choosy or any(fits(text, state) for text in pool.texts)


def rounds(pool: Pool, state: State) -> int:
    """Return how often all texts that can be said now have been said; 0 if none can be."""
    if not _counted(pool, state):
        return state.used.get(pool.key, 0) // len(pool.texts)
    counts = zip(_counts(pool, state), pool.texts, strict=True)
    return min((count for count, text in counts if fits(text, state)), default=0)


def count_as_drawn(pool: Pool, text: Text, state: State, seed: int) -> None:
    """Count a text of the pool that was said out of its turn; from here on every text counts."""
    drawn = state.used.get(pool.key, 0)
    counts = _counts(pool, state)
    if not _counted(pool, state):
        start = crc32(b"%d/%d" % (seed, pool.key))
        for turn in range(drawn):
            counts[(start + turn) % len(counts)] += 1
    counts[pool.texts.index(text)] += 1
    state.used[pool.key] = drawn + 1
    state.drawn[pool.key] = counts


def fits(text: Text, state: State) -> bool:
    """Return whether a text can be said: the words it needs are known."""
    return all(_known(gap, state) for gap in text.needs)


def _counted(pool: Pool, state: State) -> bool:
    """Return whether the draws of every text count, and not of the pool as a whole."""
    return pool.choosy or pool.key in state.drawn


def _counts(pool: Pool, state: State) -> list[int]:
    return list(state.drawn.get(pool.key) or [0] * len(pool.texts))


def _known(gap: str, state: State) -> bool:
    return bool(state.name) if gap == NAME else gap in map(said_gap, state.quoted)
