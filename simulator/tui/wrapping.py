"""Text broken into rows of a width in cells, quickly: a resize breaks a whole transcript anew."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells


def wrap(text: str, width: int) -> list[str]:
    """Return the text in rows of at most `width` cells (1 or more), broken at spaces.

    A word wider than a row is broken where the row ends. There is always at least one row.
    """
    width = max(1, width)
    rows: list[str] = []
    row, used = "", 0
    for word in text.split():
        size = cell_len(word)
        if row and used + 1 + size <= width:
            row, used = f"{row} {word}", used + 1 + size
            continue
        if row:
            rows.append(row)
        *full, row = chop_cells(word, width) if size > width else [word]
        rows.extend(full)
        used = cell_len(row)
    return [*rows, row] if row or not rows else rows
