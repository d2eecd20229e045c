from __future__ import annotations

import segno

from simulator.room.web.qr import qr_lines, qr_svg

URL = "http://192.168.0.5:8765/?code=ABCDEF"


def test_svg_is_one_element_without_script_or_size():
    svg = qr_svg(URL)
    assert svg.startswith("<svg")
    assert svg.endswith("</svg>")
    assert "viewBox" in svg
    assert "width=" not in svg
    assert "script" not in svg


def test_lines_hold_two_modules_a_character():
    matrix = [list(row) for row in segno.make_qr(URL, error="l").matrix_iter(border=2)]
    lines = qr_lines(URL)
    assert {len(line) for line in lines} == {len(matrix[0])}
    drawn = [[char in upper for char in line] for line in lines for upper in ("▀█", "▄█")]
    assert drawn[: len(matrix)] == [[bool(module) for module in row] for row in matrix]
