"""Breakouts on the customer in threes: six phones, one that comes late, one that leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from playwright.async_api import expect

from tests.end_to_end.browsers import Crowd, Seat
from tests.end_to_end.consoles import Console, console_of
from tests.end_to_end.hubs import HubProcess

CUSTOMERS = ("Amadi", "Solberg")
PARTS = {"speaker", "coach", "observer"}
SECRETS = ("That customer has had enough", "You were once in", "You know who made the mistake")
SAID = "What do you need it for by Friday?"
WHISPER = "What has it cost her so far?"
HELD = "The facilitator holds this conversation."


async def test_breakout_with_six_phones(
    hub_of: Callable[[str], HubProcess], crowd_of: Callable[[HubProcess], Crowd]
) -> None:
    hub = hub_of("customer_breakout")
    crowd = crowd_of(hub)
    async with console_of(hub) as console:
        projector = await crowd.projector()
        phones = [await crowd.seat() for _ in range(6)]
        for n, phone in enumerate(phones):
            await phone.join(f"Guest {n}")
        await console.press("j")
        await console.choose("Your customer, and your part")
        for phone in phones:
            await phone.sees("Your customer, and your part")
        await projector.sees(*[await phone.called() for phone in phones], "Conversation 2")
        one, other = [await Trio.of(phones, customer) for customer in CUSTOMERS]
        await read_in_confidence(one)
        await read_in_confidence(other)
        await console.press("n")
        for phone in phones:
            await phone.sees("Three rounds with one customer")
        await converse(one, other)
        await swap(one)
        await drop_in(console, one, other)
        await hold(console, one, other)
        await come_late(await crowd.seat(), (one, other))
        await leave(one)


@dataclass
class Trio:
    """Three with one customer, by their parts."""

    customer: str
    members: dict[str, Seat]

    @classmethod
    async def of(cls, phones: list[Seat], customer: str) -> Trio:
        """Return those whose phone says that they are with a customer."""
        found: dict[str, Seat] = {}
        for phone in phones:
            heading = phone.page.get_by_role("heading", level=2).filter(has_text="With ")
            if customer in str(await heading.text_content()):
                found[str(await phone.page.locator("#part").text_content())] = phone
        assert found.keys() == PARTS
        return cls(customer, found)

    @property
    def seats(self) -> list[Seat]:
        return list(self.members.values())


async def read_in_confidence(trio: Trio) -> None:
    """Everybody has a secret of their own, and their page has no other."""
    read = []
    for seat in trio.seats:
        await seat.role("heading", "Confidential").click()
        await seat.sees("Only you know this.")
        page = await seat.page.content()
        read.append([secret for secret in SECRETS if secret in page])
    assert sorted(read) == sorted([secret] for secret in SECRETS)


async def converse(one: Trio, other: Trio) -> None:
    """The coach whispers to the speaker only; a line is heard in its own group only."""
    await one.members["coach"].page.get_by_label("Whisper to the speaker").fill(WHISPER)
    await one.members["coach"].role("button", "Whisper").click()
    await one.members["speaker"].sees("Your coach whispers", WHISPER)
    await one.members["speaker"].say(SAID)
    for seat in one.seats:
        await expect(seat.log).to_contain_text(SAID)
        await expect(seat.box if seat is one.members["speaker"] else seat.log).to_be_visible()
    await expect(one.members["coach"].box).to_be_hidden()
    for seat in (one.members["observer"], *other.seats):
        assert WHISPER not in await seat.page.content()
    for seat in other.seats:
        assert SAID not in await seat.page.content()


async def swap(trio: Trio) -> None:
    """Everybody gets the next part."""
    await trio.members["coach"].role("button", "Pass the parts on").click()
    await trio.members["coach"].role("button", "Really?").click()
    after = {}
    for part, seat in trio.members.items():
        place = seat.page.locator("#part")
        await expect(place).not_to_have_text(part)
        after[str(await place.text_content())] = seat
    assert after.keys() == PARTS
    trio.members = after
    await expect(trio.members["speaker"].role("button", "Say")).to_be_enabled()
    assert WHISPER not in await trio.members["speaker"].page.content()


async def drop_in(console: Console, one: Trio, other: Trio) -> None:
    """Who asks for help is first; the facilitator reads along, and nobody notices."""
    await console.sees(*CUSTOMERS)
    for trio in (other, one):
        asking = trio.members["observer"]
        await asking.role("button", "Ask for help").click()
        await console.sees("call for help: ", f"({await asking.called()})")
        last = one if trio is other else other
        told = console.text
        assert told.index(trio.customer) < told.index(last.customer), told
        if trio is other:
            await asking.role("button", "Ask for help").click()
            await console.sees_no_more("call for help")
    await console.press("home", "enter")
    await console.sees(SAID, one.customer)
    await one.members["observer"].role("button", "Ask for help").click()


async def hold(console: Console, one: Trio, other: Trio) -> None:
    """One conversation is held; the other goes on."""
    await console.press("z")
    await one.members["speaker"].sees(HELD)
    await expect(one.members["speaker"].role("button", "Say")).to_be_disabled()
    await console.sees("Frozen: nothing can be said here.")
    await other.members["speaker"].say(SAID)
    for seat in other.seats:
        await expect(seat.log).to_contain_text(SAID)
        await seat.sees_no(HELD)
    await console.press("z")
    await expect(one.members["speaker"].role("button", "Say")).to_be_enabled()
    await console.press("escape")


async def come_late(late: Seat, trios: tuple[Trio, Trio]) -> None:
    """Whoever comes late observes in one of the groups, and sees what was said."""
    await late.join("Late Comer")
    await expect(late.page.locator("#part")).to_have_text("observer")
    await expect(late.log).to_contain_text(SAID)
    await late.sees("There are three of you and one customer.")
    await asyncio.gather(*(seat.connected() for trio in trios for seat in trio.seats))


async def leave(trio: Trio) -> None:
    """The speaker leaves; somebody else of the group gets the word."""
    speaker = trio.members.pop("speaker")
    await speaker.role("button", "Leave").click()
    await speaker.role("button", "Yes, leave").click()
    await speaker.sees("You have left the exercise.")
    heir = trio.members["coach"]
    await expect(heir.page.locator("#part")).to_have_text("speaker")
    await heir.say("And by when at the latest?")
    for seat in trio.seats:
        await expect(seat.log).to_contain_text("And by when at the latest?")
