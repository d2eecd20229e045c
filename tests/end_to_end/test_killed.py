"""A hub that is killed in the middle of a vote, and what people see of it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.async_api import expect

from tests.end_to_end.browsers import Crowd
from tests.end_to_end.consoles import console_of
from tests.end_to_end.hubs import HubProcess

SORRY = "I am sorry for the tone of my last mail, Dana."
WORRY = "What worries you most about next week?"


async def test_vote_goes_on_after_the_hub_was_killed(
    hub_of: Callable[[str], HubProcess], crowd_of: Callable[[HubProcess], Crowd]
) -> None:
    hub = hub_of("vendor_fishbowl")
    crowd = crowd_of(hub)
    ann, bo, cem = phones = [await crowd.seat(), await crowd.seat(), await crowd.seat()]
    async with console_of(hub) as console:
        for phone in phones:
            await phone.join()
        await console.press("j")
        await console.choose("First try")
        await ann.propose(SORRY)
        await bo.propose(WORRY)
        await console.sees(SORRY, WORRY)
        await console.press("v")
        await cem.sees("0 of 3 have voted.")
        await ann.vote(SORRY)
        await bo.vote(SORRY)
        await cem.sees("2 of 3 have voted.")
        await cem.box.fill("half a sen")

        hub.kill()
        for phone in phones:
            await phone.sees("Connection lost.", "What you typed is still here.")
            await expect(phone.page.locator("#state")).to_have_text("No connection")
        await console.sees("No connection.")
        await cem.role("radio", WORRY).check()  # on the way, for as long as it takes
        await bo.role("radio", WORRY).check()
        await expect(cem.box).to_have_value("half a sen")

        hub.start()
        for phone in phones:
            await phone.connected()
            await phone.sees("3 of 3 have voted.")
            await phone.sees_no("Connection lost.")
        await console.sees_no_more("No connection.")
        await expect(cem.box).to_have_value("half a sen")
        await expect(ann.role("radio", SORRY)).to_be_checked()
        await console.sees("The vote is open (hidden): 3 of 3 have voted", f"2 {WORRY}")
        await console.press("v")
        for phone in phones:
            rows = phone.role("listitem")
            await expect(rows.filter(has_text=WORRY)).to_contain_text("2 votes, ahead")
            await expect(rows.filter(has_text=SORRY)).to_contain_text("1 vote")
        await console.press("w")
        for phone in phones:
            await expect(phone.log).to_contain_text(WORRY)
    crowd.heard.forgive("WebSocket connection to")
