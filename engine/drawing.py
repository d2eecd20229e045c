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
    if not pool.choosy:
        return pool.texts[(start + drawn) % count]
    counts = _counts(pool, state)
    order = [(start + step) % count for step in range(count)]
    chosen = min(
        (index for index in order if _fits(pool.texts[index], state)),
        key=lambda index: counts[index],
    )
    counts[chosen] += 1
    state.drawn[pool.key] = counts
    return pool.texts[chosen]


def can_say(pool: Pool, state: State) -> bool:
    """Return whether some text of the pool can be said: the trainee gave it the words it needs."""
    return not pool.choosy or any(_fits(text, state) for text in pool.texts)


def rounds(pool: Pool, state: State) -> int:
    """Return how often all texts that can be said now have been said; 0 if none can be."""
    if not pool.choosy:
        return state.used.get(pool.key, 0) // len(pool.texts)
    counts = zip(_counts(pool, state), pool.texts, strict=True)
    return min((count for count, text in counts if _fits(text, state)), default=0)


def _counts(pool: Pool, state: State) -> list[int]:
    return list(state.drawn.get(pool.key) or [0] * len(pool.texts))


def _fits(text: Text, state: State) -> bool:
    return all(_known(gap, state) for gap in text.needs)


def _known(gap: str, state: State) -> bool:
    return bool(state.name) if gap == NAME else gap in map(said_gap, state.quoted)
