"""The participants' page: by keyboard, narrow, enlarged, dark, small, and with bad words in it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.async_api import Page, Response, expect

from tests.end_to_end.browsers import PHONE, Crowd, Seat
from tests.end_to_end.consoles import console_of
from tests.end_to_end.hubs import HubProcess

NARROW = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
LIGHT = {**PHONE, "color_scheme": "light"}

LIMIT = 50_000
"""Bytes that a phone loads for its seat, all in all."""

MARKUP = '<img src=x onerror=alert(1)> [bold]you[/] "&amp;'
HIDDEN = "\u202e\u2066\x1b\x07"

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LIGHTNESS = """() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g)
    .slice(0, 3).reduce((sum, each) => sum + Number(each), 0) / 3"""

VOTING = """
- main:
  - region "First try":
    - heading "First try" [level=1]
  - region "With Dana Moravec":
    - group:
      - heading "With Dana Moravec" [level=2]
      - log "With Dana Moravec"
  - group "Vote for the next line":
    - list:
      - listitem:
        - radio "Could we begin again?" [checked]
  - button "Take my vote back"
  - status: The vote is on. What you type stays in the box.
  - textbox "Propose the next line"
  - button "Propose" [disabled]
"""


async def focus(page: Page, name: str) -> None:
    """Go by Tab to what is called so."""
    named = "el => el.ariaLabel || el.labels?.[0]?.textContent || el.textContent"
    for _ in range(40):
        await page.keyboard.press("Tab")
        at = await page.evaluate(f"({named})(document.activeElement)")
        if name in at:
            return
    raise AssertionError(f"Tab does not lead to {name}")


async def fits(page: Page) -> None:
    """Nobody has to scroll sideways."""
    assert await page.evaluate(WIDER) <= 0


async def fits_enlarged(page: Page) -> None:
    """Nor with letters of twice the size."""
    await fits(page)
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    await fits(page)
    await page.evaluate("document.documentElement.style.fontSize = ''")


async def test_page_by_keyboard_alone_narrow_dark_and_enlarged(
    hub_of: Callable[[str], HubProcess], crowd_of: Callable[[HubProcess], Crowd]
) -> None:
    hub = hub_of("vendor_fishbowl")
    crowd = crowd_of(hub)
    seat = await crowd.seat(**NARROW)
    page, keys = seat.page, seat.page.keyboard
    async with console_of(hub) as console:
        await page.goto(f"{hub.url}/?code={hub.code}")
        await expect(page.get_by_label("Your name")).to_be_focused()
        await fits(page)
        assert await page.evaluate(LIGHTNESS) < 60
        await keys.type("Kay")
        await focus(page, "I take part")
        await focus(page, "Take a seat")
        await keys.press("Enter")
        await seat.connected()
        await seat.sees("You are the first.")
        await fits(page)
        await console.sees("Kay")
        await console.press("j")
        await console.choose("Three questions before we begin")
        await expect(seat.role("heading", "Three questions before we begin")).to_be_focused()
        await fits(page)
        await console.press("j")
        await console.choose("First try")
        await seat.box.wait_for()
        await focus(page, "Propose the next line")
        await keys.type("Could we begin again?")
        await keys.press("Enter")
        await expect(seat.role("listitem").filter(has_text="begin again")).to_be_visible()
        await console.sees("Could we begin again?")
        await console.press("v")
        await seat.sees("0 of 1 have voted.")
        await page.evaluate("scrollTo(0, 0)")
        await page.locator("#phase").focus()
        await focus(page, "Could we begin again?")
        await keys.press("Space")
        await seat.sees("1 of 1 have voted.")
        await expect(page.locator("body")).to_match_aria_snapshot(VOTING)
        await fits(page)
        assert await page.evaluate(LIGHTNESS) < 60
        await console.press("v")
        await seat.sees("1 vote, ahead")

    light = await crowd.seat(**LIGHT)
    await light.join()
    await fits_enlarged(light.page)
    assert await light.page.evaluate(LIGHTNESS) > 200


async def test_what_is_typed_is_text_everywhere_and_the_page_is_small(
    hub_of: Callable[[str], HubProcess], crowd_of: Callable[[HubProcess], Crowd]
) -> None:
    hub = hub_of("vendor_fishbowl")
    crowd = crowd_of(hub)
    projector = await crowd.projector()
    mal, eve = [await crowd.seat(), await crowd.seat()]
    async with console_of(hub) as console:
        await mal.join("<b>Mal</b>\u202e")
        await eve.join()
        await console.by_name("Anonymity")
        await console.choose("Lines are shown with who said them")
        await console.press("j")
        await console.choose("First try")
        await mal.propose(MARKUP + HIDDEN)
        await eve.sees(MARKUP)
        await projector.sees(MARKUP)
        await console.sees(MARKUP, "<b>Mal</b>")
        await console.press("w")
        for place in (mal, eve):
            await expect(place.log).to_contain_text(MARKUP)
        await expect(eve.log).to_contain_text("<b>Mal</b>")
        await expect(projector.role("log")).to_contain_text(MARKUP)
        await console.sees(MARKUP)
        shown = [await place.page.locator("body").inner_text() for place in (mal, eve, projector)]
        for text in (*shown, console.text):
            assert not set(HIDDEN) & set(text), ascii(text)
        for place in (mal, eve):
            assert await place.page.locator("img").count() == 0
            await fits_enlarged(place.page)
        for place in (mal, eve, projector):
            assert await place.page.locator("main b").count() == 0
    assert 10_000 < await weight(mal) < LIMIT


async def weight(seat: Seat) -> int:
    """Return the bytes of a page with all that it loads."""
    loaded: list[Response] = []
    seat.page.on("response", lambda response: loaded.append(response))
    await seat.page.reload()
    await seat.connected()
    return sum([len(await response.body()) for response in loaded])
