"""QR codes of the address where one joins: for the projector and for a terminal."""

from __future__ import annotations

import io

import segno

QUIET = 4
"""Light modules around the code, as ISO/IEC 18004 asks for."""


def qr_svg(text: str) -> str:
    """Return a QR code as one SVG element of no fixed size: dark on light, whatever the theme."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=QUIET, omitsize=True, xmldecl=False, light="#fff", nl=False
    )
    return out.getvalue().decode()


def qr_lines(text: str) -> list[str]:
    """Return a QR code for a terminal: two modules a character, to be shown dark on light.

    A dark module is a drawn one: show it in black on white, or a phone may not read it.
    """
    matrix = [list(row) for row in segno.make_qr(text, error="l").matrix_iter(border=2)]
    if len(matrix) % 2:
        matrix.append([0] * len(matrix[0]))
    blocks = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}
    return [
        "".join(blocks[bool(top), bool(low)] for top, low in zip(upper, lower, strict=True))
        for upper, lower in zip(matrix[::2], matrix[1::2], strict=True)
    ]
