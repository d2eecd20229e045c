"""The fishbowl on the vendor from the door to the debrief: a console, phones, a projector."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import expect

from tests.end_to_end.browsers import LAPTOP, Crowd, Place, Seat
from tests.end_to_end.consoles import Console, console_of
from tests.end_to_end.hubs import HubProcess

SORRY = "I am sorry for the tone of my last mail, Dana."
WORRY = "What worries you most about next week?"
BLAME = "Fernhill broke it, and you know that."
EDITED = "What worries you most, Dana?"
MINE = "I should have rung you on the Saturday."
ANSWERED = "Nobody has said that to me in a year."
AGAIN = "We both saw the file, and neither of us rang."


@dataclass
class Bowl:
    """Everybody in the room: three phones, somebody who watches, the projector, the console."""

    console: Console
    ann: Seat
    bo: Seat
    cem: Seat
    watcher: Seat
    projector: Place

    @property
    def phones(self) -> tuple[Seat, ...]:
        return self.ann, self.bo, self.cem

    @property
    def seats(self) -> tuple[Seat, ...]:
        return *self.phones, self.watcher

    async def all_see(self, *texts: str) -> None:
        await asyncio.gather(*(seat.sees(*texts) for seat in self.seats))

    async def all_hear(self, *texts: str) -> None:
        """In the conversation, on every screen."""
        logs = [*(seat.log for seat in self.seats), self.projector.role("log")]
        for text in texts:
            await asyncio.gather(*(expect(log).to_contain_text(text) for log in logs))


async def test_fishbowl_from_the_door_to_the_debrief(
    hub_of: Callable[[str], HubProcess],
    crowd_of: Callable[[HubProcess], Crowd],
    tmp_path: Path,
) -> None:
    hub = hub_of("vendor_fishbowl")
    crowd = crowd_of(hub)
    async with console_of(hub) as console:
        seats = [await crowd.seat(), await crowd.seat(), await crowd.seat()]
        watcher = await crowd.seat(**LAPTOP)
        bowl = Bowl(console, *seats, watcher, await crowd.projector())
        await come_in(bowl, hub)
        await answer_before(bowl)
        await read_the_brief(bowl)
        await propose_and_vote(bowl)
        await play_edited(bowl)
        await pass_the_baton(bowl)
        await hold_and_go_on(bowl)
        await take_the_chair(bowl)
        await go_back(bowl)
        await mark_a_line(bowl)
        await tell_all_and_give_time(bowl)
        await debrief(bowl)
        await take_home(bowl, tmp_path)
        await close(bowl)


async def come_in(bowl: Bowl, hub: HubProcess) -> None:
    await bowl.projector.sees(hub.url.removeprefix("http://"), hub.code, "0 people are here")
    await expect(bowl.projector.role("img", "QR code of the address")).to_be_visible()
    await bowl.console.sees("Four hundred and twelve bookings", hub.code, "● Come in")
    await bowl.ann.join("Ann Arbor")
    await bowl.bo.join(typed=True)
    await bowl.cem.join("Cem")
    await bowl.watcher.join("Vera", observer=True)
    await bowl.all_see("You are in. Wait here until it begins. 4 people are here.")
    await bowl.projector.sees("4 people are here")
    await bowl.console.sees("4 people", "Ann Arbor (")
    await bowl.bo.sees_no("Ann Arbor")


async def answer_before(bowl: Bowl) -> None:
    await bowl.console.press("n")
    await bowl.all_see("Three questions before we begin")
    await bowl.ann.answer("2", "show them the facts", "The rent.")
    await bowl.bo.answer("3", "ask how they see it", "My brother.")
    await bowl.cem.answer("2", "show them the facts", "Next year's budget.")
    await bowl.projector.sees("Three questions before we begin", "3 of 4 have answered")
    await bowl.projector.sees(bowl.projector.hub.code)
    await expect(bowl.projector.role("timer")).to_contain_text("01:")


async def read_the_brief(bowl: Bowl) -> None:
    await bowl.console.press("n")
    await bowl.all_see("Who we are, and what has happened")
    await bowl.ann.sees("Together you are one person: the operations manager of Calder.")
    await bowl.watcher.sees("You do not propose. Watch Dana, not us.")
    await bowl.bo.sees_no("Your managing director", "your managing director rang you")
    await expect(bowl.projector.role("heading", "Dana")).to_be_visible()
    await expect(bowl.watcher.box).to_be_hidden()


async def propose_and_vote(bowl: Bowl) -> None:
    await bowl.console.press("n")
    await bowl.all_see("First try")
    await bowl.ann.propose(BLAME)
    await bowl.bo.propose(SORRY)
    await bowl.cem.propose(WORRY)
    await bowl.all_see(BLAME, SORRY, WORRY)
    await bowl.projector.sees("Proposed lines", BLAME, SORRY, WORRY)
    await bowl.console.sees(BLAME, SORRY, WORRY, "v opens the vote")
    await bowl.console.press("v")
    await bowl.all_see("Vote for the next line", "0 of 3 have voted.")
    await bowl.ann.vote(BLAME)
    await bowl.bo.vote(SORRY)
    await bowl.cem.vote(BLAME)
    await bowl.all_see("3 of 3 have voted.")
    await bowl.projector.sees("3 of 3 have voted")
    await bowl.console.sees("The vote is open (hidden): 3 of 3 have voted")
    for seat in bowl.seats:
        await seat.sees_no("2 votes", "ahead")
    await bowl.cem.vote(SORRY)
    await bowl.console.sees(f"2 {SORRY}")
    await bowl.console.press("v")
    await bowl.all_see("How the vote stands", "2 votes, ahead", "1 vote")
    rows = bowl.projector.role("listitem")
    await bowl.projector.sees("How the vote stands")
    await expect(rows.filter(has_text=SORRY)).to_have_text(re.compile(r"2$"))
    await bowl.console.press("w")
    await bowl.all_hear(SORRY)
    await bowl.ann.sees_no("How the vote stands")


async def play_edited(bowl: Bowl) -> None:
    await bowl.bo.propose(WORRY)
    await bowl.console.sees(WORRY)
    await bowl.console.press("e")
    await bowl.console.choose(WORRY)
    await bowl.console.write(EDITED)
    await bowl.all_hear(EDITED)
    await expect(bowl.projector.role("log")).not_to_contain_text(WORRY)


async def pass_the_baton(bowl: Bowl) -> None:
    await bowl.console.press("b")
    await bowl.console.choose("Ann Arbor")
    await bowl.console.sees("speaks. b takes the baton back.")
    await bowl.ann.role("button", "Say").wait_for()
    await bowl.ann.page.get_by_role("heading", name="Your brief").click()
    await bowl.ann.sees("your managing director rang you")
    await bowl.cem.sees_no("your managing director rang you")
    await bowl.ann.say(MINE)
    await bowl.all_hear(MINE)
    await expect(bowl.bo.log).to_contain_text(await bowl.ann.called())
    for seat in (bowl.bo, bowl.cem, bowl.watcher, bowl.projector):
        await seat.sees_no("Ann Arbor")


async def hold_and_go_on(bowl: Bowl) -> None:
    await bowl.ann.box.fill("half a sen")
    await bowl.console.press("p")
    await bowl.all_see("The facilitator has paused the exercise.")
    await bowl.projector.sees("Paused")
    await bowl.console.sees("Everything is held")
    await expect(bowl.ann.role("button", "Say")).to_be_disabled()
    await expect(bowl.ann.role("timer")).to_contain_text("(held)")
    await bowl.console.press("p")
    await expect(bowl.ann.role("button", "Say")).to_be_enabled()
    await expect(bowl.ann.box).to_have_value("half a sen")
    await bowl.ann.sees_no("The facilitator has paused the exercise.")


async def take_the_chair(bowl: Bowl) -> None:
    await bowl.console.press("t")
    await bowl.console.choose("For the next answer")
    await bowl.console.sees("next answer. t gives the chair back.")
    await bowl.ann.say("It was I who wrote that, not my team.")
    await bowl.console.sees("A line waits for")
    await bowl.cem.sees("is about to answer")
    await bowl.console.press("a")
    await bowl.console.write(ANSWERED)
    await bowl.all_hear(ANSWERED, "answered by the facilitator")
    await bowl.console.press("b")
    await bowl.console.choose("Nobody: lines are proposed")
    await bowl.cem.role("button", "Propose").wait_for()


async def go_back(bowl: Bowl) -> None:
    await bowl.console.press("n")
    await bowl.all_see("The same again, differently")
    await bowl.console.press("r")
    await bowl.console.choose(SORRY)
    await bowl.all_hear("We went back to line 1.")
    await expect(bowl.projector.role("log")).not_to_contain_text(ANSWERED)
    await bowl.cem.propose(AGAIN)
    await bowl.console.sees(AGAIN)
    await bowl.console.press("w")
    await bowl.all_hear(AGAIN)
    await bowl.console.by_name("Retry")
    await bowl.all_hear("We try again from line 1 on.")
    await expect(bowl.ann.log).not_to_contain_text(AGAIN)
    await bowl.cem.propose(MINE)
    await bowl.console.sees(MINE)
    await bowl.console.press("w")
    await bowl.all_hear(MINE)
    await bowl.console.press("x")
    await bowl.console.sees("rewound to turn 1", "tried again from turn 1")
    await bowl.console.press("escape")


async def mark_a_line(bowl: Bowl) -> None:
    await bowl.watcher.role("button", f"Mark: {MINE}").click()
    await bowl.watcher.page.get_by_label("Note (may stay empty)").fill("Here she looked up.")
    await bowl.watcher.page.get_by_role("button", name="Keep", exact=True).click()
    await bowl.watcher.role("heading", "To come back to").click()
    await bowl.watcher.sees("Here she looked up.")
    await bowl.console.by_name("All bookmarks")
    await bowl.console.sees("Here she looked up.")
    await bowl.console.press("escape")
    await expect(bowl.ann.role("button", "Mark")).to_have_count(0)


async def tell_all_and_give_time(bowl: Bowl) -> None:
    await bowl.console.press("m")
    await bowl.console.choose("everybody")
    await bowl.console.write("Two more lines, then we look back.")
    for seat in bowl.seats:
        notice = seat.role("alert").filter(has_text="Two more lines, then we look back.")
        await expect(notice).to_be_visible()
    await bowl.ann.role("button", "Seen").click()
    await bowl.ann.sees_no("Two more lines")
    await expect(bowl.ann.role("timer")).to_contain_text("11:")
    await bowl.console.press("plus")
    await expect(bowl.ann.role("timer")).to_contain_text("12:")
    await expect(bowl.projector.role("timer")).to_contain_text("12:")


async def debrief(bowl: Bowl) -> None:
    await bowl.console.press("n")
    await bowl.all_see("Look up: the debrief is on the screen in front.")
    for step in ("Reactions", "Description", "Analysis", "Summary"):
        await expect(bowl.projector.role("heading", step)).to_be_visible()
        await bowl.console.sees(f"● {step}")
        if step != "Summary":
            pages = re.search(r"page 1 of (\d)", bowl.console.text)
            for page in range(2, int(pages[1]) + 1 if pages else 2):
                await bowl.console.press("d")
                await bowl.console.sees(f"page {page} of")
            await bowl.console.press("d")
    await bowl.console.press("D")
    await expect(bowl.projector.role("heading", "Analysis")).to_be_visible()


async def take_home(bowl: Bowl, folder: Path) -> None:
    page = bowl.ann.page
    await bowl.ann.role("link", "Your own debrief").click()
    await expect(page.frame_locator("iframe").get_by_text(MINE).first).to_be_visible()
    async with page.expect_download() as found:
        await bowl.ann.role("link", "Keep it").click()
    file = folder / "debrief.html"
    await (await found.value).save_as(file)
    assert MINE in file.read_text("utf-8")
    await bowl.ann.role("link", "Back").click()
    await bowl.ann.connected()


async def close(bowl: Bowl) -> None:
    await bowl.console.press("n")
    await bowl.all_see("Three questions to end with")
    await bowl.ann.answer("4", "a word of regret for the tone", "I should have rung.")
    await bowl.console.press("n")
    await bowl.all_see("What you take home")
    await bowl.projector.sees("Before and after", re.compile("^1: "))
    await bowl.projector.page.keyboard.press("ArrowLeft")
    await bowl.projector.sees("“I should have rung.”")
    await bowl.console.by_name("Close the exercise")
    await bowl.console.confirm()
    await bowl.all_see("The exercise is over. Thank you.")
    await expect(bowl.cem.role("link", "Your own debrief")).to_be_visible()
    await bowl.console.sees("closed")
