"""A small phone at a table: what is in reach, what moves on, and what is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.async_api import expect

from tests.end_to_end.browsers import Crowd, Seat
from tests.end_to_end.consoles import Console, console_of
from tests.end_to_end.hubs import HubProcess

SMALL: dict[str, Any] = {
    "viewport": {"width": 320, "height": 640},
    "has_touch": True,
    "is_mobile": True,
}
SAID = "I am sorry. What happened, and when?"
HALF = "And by Thursday we"
NOTE = "Two minutes left. Say what you have agreed on."
MOST = 2000

Table = dict[str, Seat]

SEEN_TOGETHER = """() => {
    const log = document.querySelector("#log").lastElementChild.getBoundingClientRect();
    const dock = document.querySelector(".dock").getBoundingClientRect();
    const box = document.querySelector("#box").getBoundingClientRect();
    return log.bottom > 0 && log.bottom <= dock.top + 1 && box.bottom <= innerHeight;
}"""
TARGETS = """() => [...document.querySelectorAll("#foot button")].filter((one) => one.offsetParent)
    .map((one) => one.getBoundingClientRect())
    .filter(({left, right, top, bottom}) =>
        left < 0 || right > innerWidth || top < 0 || bottom > innerHeight || bottom - top < 44)
    .length"""


async def sit_down(crowd: Crowd, console: Console) -> Table:
    """Let three people come to one table, and return them by their parts."""
    phones = [await crowd.seat(**SMALL) for _ in range(3)]
    for phone in phones:
        await phone.join()
    await console.press("j")
    await console.choose("Three rounds with one customer")
    for phone in phones:
        await phone.sees("Three rounds with one customer", "With you: ")
    return {str(await phone.page.locator("#part").text_content()): phone for phone in phones}


async def test_a_table_on_small_phones(
    hub_of: Callable[[str], HubProcess], crowd_of: Callable[[HubProcess], Crowd]
) -> None:
    hub = hub_of("customer_breakout")
    crowd = crowd_of(hub)
    async with console_of(hub) as console:
        table = await sit_down(crowd, console)
        speaker, coach, observer = (table[part] for part in ("speaker", "coach", "observer"))
        names = {part: await seat.called() for part, seat in table.items()}
        await speaker.sees(f"{names['coach']} coaches, {names['observer']} observes.")
        await speaker.say(SAID)
        await expect(speaker.log.locator(".reply")).to_have_count(2)
        await speaker.page.wait_for_function(SEEN_TOGETHER)
        for seat in table.values():
            assert await seat.page.evaluate(TARGETS) == 0
        await hear_the_facilitator(console, speaker)
        await mark_and_reload(observer)
        await pass_on(speaker, coach, observer)
        await look_up(console, speaker)


async def hear_the_facilitator(console: Console, speaker: Seat) -> None:
    """A note covers nothing; once seen, it is folded."""
    await console.press("m")
    await console.choose("everybody")
    await console.write(NOTE)
    await speaker.sees(NOTE)
    await speaker.page.wait_for_function(SEEN_TOGETHER)
    await speaker.role("button", "Seen").click()
    await speaker.sees_no(NOTE)
    await speaker.role("heading", "From the facilitator").click()
    await speaker.sees(NOTE)


async def mark_and_reload(observer: Seat) -> None:
    """A note half written is there after a reload, and a marked line says that it is."""
    await observer.role("button", f"Mark: {SAID}").click()
    await observer.page.get_by_label("Note (may stay empty)").fill("Here he")
    await observer.page.reload()
    await observer.connected()
    await expect(observer.page.get_by_label("Note (may stay empty)")).to_have_value("Here he")
    await observer.page.get_by_role("button", name="Keep", exact=True).click()
    await expect(observer.role("button", f"Marked: {SAID}")).to_be_visible()


async def pass_on(speaker: Seat, coach: Seat, observer: Seat) -> None:
    """It asks first; words typed for the part before are offered, and in nobody's box."""
    await speaker.box.fill(HALF)
    # A tab that nobody looks at: a browser without a screen has no other way to have one.
    await observer.page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")
    before = await observer.page.title()
    await coach.role("button", "Pass the parts on").click()
    await coach.role("button", "Really? Everybody's part changes").click()
    await expect(speaker.page.locator("#part")).not_to_have_text("speaker")
    await expect(observer.page).to_have_title(f"(!) {before}")
    part = await speaker.page.locator("#part").text_content()
    does = {"coach": "coach", "observer": "observe"}[str(part)]
    await expect(speaker.role("alert").filter(has_text=f"You {does} now.")).to_be_visible()
    await speaker.role("button", "Seen").last.click()
    await speaker.sees_no(f"You {does} now.")
    await speaker.sees("Your unsent words:", HALF)
    for box in await speaker.page.locator("textarea:visible").all():
        await expect(box).to_have_value("")


async def look_up(console: Console, speaker: Seat) -> None:
    """In the debrief the page begins at its top, and what was said is folded."""
    await console.press("n")
    await speaker.sees("Look up: the debrief is on the screen in front.")
    await speaker.page.wait_for_function("scrollY === 0")
    await speaker.sees_no(SAID, "Pass the parts on")
    await speaker.role("heading", "What was said").click()
    await speaker.sees(SAID)


async def test_nothing_typed_is_cut_off_or_lost(
    hub_of: Callable[[str], HubProcess], crowd_of: Callable[[HubProcess], Crowd]
) -> None:
    hub = hub_of("customer_breakout")
    crowd = crowd_of(hub)
    async with console_of(hub) as console:
        speaker = (await sit_down(crowd, console))["speaker"]
        await speaker.box.fill("a" * (MOST + 7))
        await speaker.sees(f"Too long by 7: {MOST} characters are the most.")
        await speaker.role("button", "Say").click()
        await speaker.page.reload()
        await speaker.connected()
        await expect(speaker.box).to_have_value("a" * (MOST + 7))
        await speaker.box.fill("a" * (MOST - 7))
        await speaker.sees("Room for 7 more.")
        await console.press("p")
        await speaker.sees("The facilitator has paused everything; your words are kept.")
        await console.press("p")
        await speaker.page.context.set_offline(True)
        await speaker.role("button", "Hand up").click()
        await speaker.sees("Not sent yet", "Connection lost.")
        await speaker.page.context.set_offline(False)
        await expect(speaker.role("button", "Hand up")).to_have_attribute("aria-pressed", "true")
        await console.sees("hand up")
        await speaker.role("button", "Hand up").click()
        await console.sees_no_more("hand up")
    crowd.heard.forgive("WebSocket connection to")
