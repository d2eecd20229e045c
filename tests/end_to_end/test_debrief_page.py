"""One's own debrief is legible in the light and in the dark, framed and as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from simulator.debrief.outline import Item, Section
from simulator.room.debrief.own import Chapter, OwnDebrief
from simulator.room.web.pages import STATIC, render_takehome

SHEET = (STATIC / "style.css").read_text("utf-8")

COLOURS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
      if (a) return [r, g, b];
    }
    return null;
  };
  const light = (colour) => colour && (colour[0] + colour[1] + colour[2]) / 3;
  return [...document.querySelectorAll('h1, h2, h3, p, li')].map((node) =>
    [light(parts(getComputedStyle(node).color).slice(0, 3)), light(ground(node))]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_text_stands_out_from_its_ground(
    browser: Browser, tmp_path: Path, scheme: str
) -> None:
    section = Section("How it ended", (Item("Not finished."), Item("Done.", ("More.",))))
    debrief = OwnDebrief((Chapter("Round 1: you spoke", "Robin", True, (section,)),))
    file = tmp_path / "debrief.html"
    file.write_text(render_takehome(title="The hedge", debrief=debrief), "utf-8")
    around = tmp_path / "around.html"
    frame = '<iframe src="debrief.html"></iframe>'
    around.write_text(f'<style>{SHEET}</style><body class="framed"><h1>Your debrief</h1>{frame}')
    context = await browser.new_context(color_scheme=scheme)
    page = await context.new_page()
    await page.goto(around.as_uri())
    outside, inside = [await each.evaluate(COLOURS) for each in page.frames]
    await context.close()
    assert len(inside) >= 5
    found = [*outside, *inside]
    for ink, paper in found:
        assert paper is not None
        assert abs(ink - paper) > 80
        assert (paper < 128) == (scheme == "dark")
