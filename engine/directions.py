"""Stage directions as openly as feelings show: which of a text's are to be seen."""

from __future__ import annotations

from itertools import pairwise
from math import floor
from zlib import crc32

from engine.moment import Moment
from engine.persona.text import Text


def show(text: Text, moment: Moment, seed: int) -> Text:
    """Return a text with those of its directions that the level's openness lets be seen.

    They are counted through the whole conversation, so that those seen are spread evenly; where
    the count begins goes by the seed. A text of nothing but directions is whole.
    """
    openness = moment.level.openness
    if openness == 1 or not text.directions:
        return text
    first = moment.state.directions
    moment.state.directions += text.directions
    begin = crc32(b"%d" % seed) / 2**32
    steps = [floor(begin + openness * (first + n)) for n in range(text.directions + 1)]
    return text.without([n for n, (before, after) in enumerate(pairwise(steps)) if before == after])
