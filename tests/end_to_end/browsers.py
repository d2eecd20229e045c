"""Real browsers: what people at phones and at the projector do, and what their pages ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, expect

from tests.end_to_end.hubs import HubProcess

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}

VIOLATIONS = """
    addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
        console.error(`forbidden: ${violatedDirective} ${blockedURI}`));
"""


@dataclass
class Heard:
    """What pages asked for, and what went wrong in them."""

    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.wrong.append(said.text),
        )

    def forgive(self, text: str) -> None:
        """Take away what a browser says where something is meant to fail."""
        self.wrong = [said for said in self.wrong if text not in said]

    @property
    def hosts(self) -> set[str]:
        """Whom the pages asked."""
        return {urlsplit(url).netloc for url in self.asked if not url.startswith("data:")}


class Place:
    """A browser of somebody's own, at a page of the hub."""

    def __init__(self, page: Page, hub: HubProcess) -> None:
        self.page, self.hub = page, hub

    @property
    def stage(self) -> Locator:
        return self.page.get_by_role("main")

    def role(self, role: Any, name: str | re.Pattern[str] | None = None) -> Locator:
        """What has a role and a name in it."""
        return (
            self.page.get_by_role(role) if name is None else self.page.get_by_role(role, name=name)
        )

    async def sees(self, *texts: str | re.Pattern[str]) -> None:
        """Return once all the texts can be seen."""
        for text in texts:
            await expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    async def sees_no(self, *texts: str) -> None:
        """Return once none of the texts can be seen."""
        for text in texts:
            await expect(self.page.get_by_text(text).locator("visible=true")).to_have_count(0)


class Seat(Place):
    """Somebody with a seat: a participant or an observer."""

    async def join(self, name: str = "", *, observer: bool = False, typed: bool = False) -> None:
        """Take a seat: by what the QR code opens, or by the address and the code typed."""
        await self.page.goto(self.hub.url if typed else f"{self.hub.url}/?code={self.hub.code}")
        if typed:
            await self.page.get_by_label("Code of the room").fill(self.hub.code.lower())
        if name:
            await self.page.get_by_label("Your name").fill(name)
        if observer:
            await self.page.get_by_label("I watch and take notes").check()
        await self.role("button", "Take a seat").click()
        await self.connected()

    async def connected(self) -> None:
        await expect(self.page.locator("#state")).to_have_text("Connected")

    async def called(self) -> str:
        """Return the pseudonym."""
        return str(await self.page.locator("#called").text_content())

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log", name=re.compile("^With "))

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("Your line|Propose the next line"))

    async def propose(self, text: str) -> None:
        await self.page.get_by_label("Propose the next line").fill(text)
        await self.role("button", "Propose").click()
        await expect(self.box).to_have_value("")

    async def say(self, text: str) -> None:
        await self.page.get_by_label("Your line").fill(text)
        await self.page.get_by_role("button", name="Say", exact=True).click()

    async def vote(self, text: str) -> None:
        await self.role("radio", text).check()
        await expect(self.role("button", "Take my vote back")).to_be_visible()

    async def answer(self, scale: str, choice: str, words: str) -> None:
        """Answer three questions: on a scale, by choice, in words."""
        await self.page.get_by_role("radio", name=scale, exact=True).check()
        await self.role("radio", choice).check()
        await self.page.locator("#questions").get_by_role("textbox").fill(words)
        await self.role("button", "Hand in").click()
        await self.sees("Thank you. Your answers are kept.")


class Crowd:
    """Opens browsers; each person has one of their own, with its own cookies."""

    def __init__(self, browser: Browser, hub: HubProcess) -> None:
        self._browser, self._hub = browser, hub
        self.heard = Heard()

    async def page(self, **device: Any) -> Page:
        context = await self._browser.new_context(**device)
        await context.add_init_script(VIOLATIONS)
        page = await context.new_page()
        self.heard.listen(page)
        return page

    async def seat(self, **device: Any) -> Seat:
        return Seat(await self.page(**(device or PHONE)), self._hub)

    async def projector(self, **device: Any) -> Place:
        place = Place(await self.page(**LAPTOP, **device), self._hub)
        await place.page.goto(self._hub.told["projector"])
        await expect(place.page.locator("#state")).to_have_text("Connected")
        return place
