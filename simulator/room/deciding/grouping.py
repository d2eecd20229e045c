"""Who converses with whom: groups of seats, each a conversation; pure, and nobody is moved.

The order in a group gives its parts: the first speaks, the second coaches, the others observe.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

Group = tuple[str, ...]

PARTS = ("speaker", "coach", "observer")
"""By place in a group; everybody after the last observes, too."""


def by_arrival(seats: Sequence[str], size: int) -> list[Group]:
    """Return the seats in groups of `size` (from 1), in the order they came.

    Where it does not come out even, sizes differ by one at most: 7 in threes are 3, 2 and 2, since
    in a four somebody would not speak in three rounds. Nobody is alone unless size is 1 or there is
    nobody else: 5 in pairs are 3 and 2.
    """
    groups = []
    rest = list(seats)
    for left in range(_count(len(rest), size), 0, -1):
        share = -(-len(rest) // left)
        groups.append(tuple(rest[:share]))
        rest = rest[share:]
    return groups


def _count(seats: int, size: int) -> int:
    """Return how many groups there are."""
    count = -(-seats // size)
    alone = size > 1 and seats < 2 * count
    return max(seats // 2, 1) if alone else count


def at_random(seats: Sequence[str], size: int, seed: int) -> list[Group]:
    """Return the seats in groups as `by_arrival` sizes them, mixed; a seed mixes them one way."""
    mixed = sorted(seats)
    Random(seed).shuffle(mixed)
    return by_arrival(mixed, size)


def by_hand(wanted: Iterable[Iterable[str]], seats: Sequence[str], size: int) -> list[Group]:
    """Return the groups somebody made, without who is not among the seats, or is there already.

    Seats nobody thought of are put in as if they came late.
    """
    free = dict.fromkeys(seats)
    groups: list[Group] = []
    for group in wanted:
        found = tuple(seat for seat in dict.fromkeys(group) if seat in free)
        for seat in found:
            del free[seat]
        if found:
            groups.append(found)
    for seat in free:
        groups = place_late(groups, seat, size)
    return groups


def place_late(groups: Sequence[Group], seat: str, size: int) -> list[Group]:
    """Return the groups with one more seat: at the end of the smallest, the first of equals.

    With size 1, or where there is no group, it gets one of its own.
    """
    if size == 1 or not groups:
        return [*groups, (seat,)]
    smallest = min(range(len(groups)), key=lambda place: len(groups[place]))
    return [(*group, seat) if place == smallest else group for place, group in enumerate(groups)]


def without(groups: Sequence[Group], seat: str) -> list[Group]:
    """Return the groups with one seat less; who comes after it moves up a part, in its group."""
    left = (tuple(one for one in group if one != seat) for group in groups)
    return [group for group in left if group]


def rotated(group: Group) -> Group:
    """Return a group in its next round: everybody takes the next one's part, the last one speaks.

    After as many rounds as there are seats, everybody has had every place once.
    """
    return (*group[-1:], *group[:-1])


def parts(group: Group) -> dict[str, str]:
    """Return what each seat of a group does, by seat: speaker, coach or observer."""
    last = len(PARTS) - 1
    return {seat: PARTS[min(place, last)] for place, seat in enumerate(group)}
