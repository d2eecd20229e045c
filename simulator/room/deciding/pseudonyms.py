"""What people are called in a room unless it agreed otherwise: an animal in a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

COLOURS = """Amber Ash Auburn Azure Beige Blue Bronze Chestnut Copper Coral Cream Crimson Cyan
Ebony Emerald Golden Green Grey Hazel Indigo Ivory Jade Lilac Lime Maroon Mint Olive Orange Pearl
Pink Plum Purple Red Rose Ruby Rust Sand Scarlet Silver Teal Violet White Yellow""".split()

ANIMALS = """Badger Bear Beaver Bison Camel Crane Deer Dolphin Dove Duck Eagle Falcon Finch Fox
Gazelle Goose Hare Hawk Heron Horse Ibex Jay Kestrel Koala Lark Lynx Magpie Marten Moose Newt Otter
Owl Panda Pelican Plover Puffin Raven Robin Seal Sparrow Stork Swan Tern Thrush Tiger Turtle Vole
Walrus Whale Wolf Wren Zebra""".split()


def pseudonym(number: int, draw: Callable[[int], int]) -> str:
    """Return a pseudonym drawn at random; animals go round with the number of the seat.

    In a group that is smaller than there are animals, nobody shares one.
    """
    return f"{COLOURS[draw(len(COLOURS))]} {ANIMALS[(number - 1) * 7 % len(ANIMALS)]}"
