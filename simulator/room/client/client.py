"""A client of the hub: keeps what it is told, asks until it is answered, comes back by itself."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from simulator.room.client.addresses import loopback
from simulator.room.client.connecting import Connect, LeadsAway
from simulator.room.client.unanswered import Unanswered
from simulator.room.protocol import VERSION
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from random import Random

FIRST_WAIT, LONGEST_WAIT = 0.5, 15.0
"""Seconds before coming back, the first time and at most; each is scattered by half."""

NOT_UNDERSTOOD = "The hub says something this program does not understand; is it another version?"

LARGEST = 16 * 2**20
"""Bytes of a message from the hub: the debrief of the largest group fits."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a client stands with the hub. wait: seconds until it tries again. why: a sentence."""

    how: Literal["connecting", "connected", "waiting", "gone"]
    wait: float = 0.0
    why: str = ""
    code: str = ""


class _NoHub(Exception):
    """What was told is nothing that a hub tells."""


class Listener:
    """What a client tells whoever shows it; each is called in the client's own task."""

    def changed(self, names: frozenset[str]) -> None:
        """These parts of the view are others than before."""

    def stands(self, standing: Standing) -> None:
        """The connection is another than before."""

    def objected(self, code: str, message: str) -> None:
        """The hub could not read something that was sent."""


class Client:
    """One seat's connection. `parts` is the view as last told; `run` keeps it so until it is over.

    token: of a seat that is taken already; without one, code, name and role ask for a seat.
    """

    def __init__(
        self,
        address: str,
        random: Random,
        *,
        token: str = "",
        code: str = "",
        name: str = "",
        role: str = "participant",
        listener: Listener | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.address, self.token = address, token
        self.parts: dict[str, Any] = {}
        self.pos = 0
        self.room = self.seat = self.role = ""
        self.standing = Standing("connecting")
        self._listener = listener or Listener()
        self._random, self._sleep, self._tls = random, sleep, tls
        self._unanswered = Unanswered(f"{random.getrandbits(48):012x}")
        self._join = {"id": self._unanswered.next_id(), "code": code, "name": name, "role": role}
        self.watching: str | None = None
        self._failures = 0
        self._socket: ClientConnection | None = None
        self._sending = asyncio.Lock()
        self._hurried = asyncio.Event()
        self._awaiting: list[asyncio.Future[None]] = []

    # What others do with it.

    async def run(self) -> None:
        """Connect, listen, and come back whenever the line breaks; return when it is over."""
        while not self.gone:
            self._stand(Standing("connecting", why=self.standing.why))
            why = await self._visit()
            if self.gone:
                break
            wait = self._next_wait()
            self._stand(Standing("waiting", wait, why))
            await self._rest(wait)

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Ask the hub for something; return what it answers (`result`, or an empty mapping).

        While there is no connection this waits, and asks again after each new one. Raises Refusal;
        with code `gone` where nobody will answer any more.
        """
        if self.gone:
            raise Refusal("gone", self.standing.why)
        if kind == "watch":
            self.watching = fields["conversation"]
        request = self._unanswered.ask(kind, fields)
        async with self._sending:  # behind whatever is just being sent again
            if self.standing.how == "connected":
                await self._put(request.text)
        answer = await request.answer
        from simulator.room.client.understanding import understood_result

        try:
            return understood_result(kind, answer)
        except ValueError:
            self._leave("no_hub", NOT_UNDERSTOOD)
            await self._hang_up()
            raise Refusal("gone", NOT_UNDERSTOOD) from None

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this holds of the client; it is tried after everything that is heard."""
        while not holds():
            if self.gone:
                raise Refusal("gone", self.standing.why)
            self._awaiting.append(asyncio.get_running_loop().create_future())
            await self._awaiting[-1]

    def hurry(self) -> None:
        """Try again at once, where the client waits."""
        self._hurried.set()

    async def close(self) -> None:
        """Hang up. The seat stays."""
        self._leave("left", "You left. Your seat is kept.")
        if self._socket:
            await self._socket.close()

    @property
    def gone(self) -> bool:
        """Whether it is over."""
        return self.standing.how == "gone"

    @property
    def unanswered(self) -> int:
        """How many requests are not answered yet."""
        return len(self._unanswered)

    # A connection.

    async def _visit(self) -> str:
        """Connect and listen until the line breaks. Return why it did."""
        proxy: Literal[True] | None = None if loopback(self.address) else True
        tls: dict[str, Any] = {"ssl": self._tls} if self._tls else {}  # None: wss is refused
        try:
            async with Connect(
                self.address,
                compression=None,  # costs the hub more memory than the line is worth
                max_size=LARGEST,
                close_timeout=1,  # whoever leaves does not wait for a dead line
                proxy=proxy,
                **tls,
            ) as socket:
                self._socket = socket
                if self.gone:  # while the line was being made
                    return self.standing.why
                await socket.send(self._door())
                async for text in socket:
                    await self._hear(text)
        except LeadsAway as error:
            away = f"{self.address} leads on to another place, {error}."
            self._leave("no_hub", f"{away} If your hub is there, join there.")
        except ssl.SSLCertVerificationError as error:
            self._leave("certificate", f"The hub's certificate is not trusted: {error.reason}.")
        except InvalidStatus as error:
            status = error.response.status_code
            if status < 500:
                self._leave("no_hub", f"There is no hub at {self.address} (HTTP {status}).")
            return f"The hub cannot be reached just now (HTTP {status})."
        except (InvalidURI, InvalidHandshake) as error:
            if isinstance(error.__cause__, EOFError | OSError):  # it went in the middle of a word
                return "The hub cannot be reached just now."
            self._leave("no_hub", f"There is no hub at {self.address}.")
        except ConnectionClosed:
            pass
        except _NoHub:
            what = f"What answers at {self.address} is no hub."
            self._leave("no_hub", NOT_UNDERSTOOD if self.seat else what)
        except (OSError, TimeoutError):
            return "Nobody answers at the hub's address."
        finally:
            self._socket = None
        return self.standing.why or "The line broke."

    def _door(self) -> str:
        if self.token:
            hello = {"type": "hello", "v": VERSION, "token": self.token, "pos": self.pos}
            return json.dumps(hello)
        return json.dumps({"type": "join", "v": VERSION, **self._join})

    async def _hear(self, text: str | bytes) -> None:
        """Take in what was told. Raises _NoHub for what no hub tells."""
        from simulator.room.client.understanding import understood  # while the hub answers

        try:
            told = understood(text)
            names = await self._take_in(told, told["type"])
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise _NoHub from error
        if names is not None:
            self._listener.changed(names)
        self._stir()

    async def _take_in(self, told: dict[str, Any], kind: str) -> frozenset[str] | None:
        """Do what was told; return the names of the parts that changed, if some may have."""
        if kind == "changed":
            return self._change(told)
        if kind == "ack":
            self._unanswered.answer(told["id"], told.get("result", {}))
        elif kind == "welcome":
            await self._welcomed(told)
        elif kind == "refused":
            await self._refused(told)
        elif kind == "bye":
            await self._dismissed(told)
        return None

    async def _welcomed(self, told: dict[str, Any]) -> None:
        self.room, self.seat, self.role = told["room"], told["seat"], told["role"]
        self.token = told.get("token") or self.token
        self._failures = 0
        self._stand(Standing("connected"))
        if self.watching is not None:
            # The hub keeps no event of it.
            self._unanswered.ask("watch", {"conversation": self.watching})
        async with self._sending:
            for text in self._unanswered.texts():
                await self._put(text)

    def _change(self, told: dict[str, Any]) -> frozenset[str]:
        for name, part in told["parts"].items():
            if part is None:  # no longer shown to this seat
                self.parts.pop(name, None)
            else:
                self.parts[name] = merged(self.parts.get(name), part) if "first" in part else part
        self.pos = max(self.pos, told["pos"])
        return frozenset(told["parts"])

    async def _refused(self, told: dict[str, Any]) -> None:
        code, message = told["code"], told["message"]
        if self._unanswered.refuse(told["id"] or "", Refusal(code, message)):
            return
        if self.standing.how == "connected":
            self._listener.objected(code, message)
        else:
            await self._dismissed(told | {"again": code == "too_often"})

    async def _dismissed(self, told: dict[str, Any]) -> None:
        """Note that the hub hung up, or let nobody in, and why."""
        if told["again"]:
            self.standing = Standing("connecting", why=told["message"], code=told["code"])
        else:
            self._leave(told["code"], told["message"])
        await self._hang_up()

    async def _hang_up(self) -> None:
        if self._socket:
            await self._socket.close()

    async def _put(self, text: str) -> None:
        if self._socket:
            with suppress(ConnectionClosed):  # it goes out again with the next connection
                await self._socket.send(text)

    # Standing.

    def _stand(self, standing: Standing) -> None:
        if self.gone:
            return
        self.standing = standing
        self._listener.stands(standing)
        self._stir()

    def _leave(self, code: str, why: str) -> None:
        """It is over: whoever waits for an answer is told."""
        self._stand(Standing("gone", why=why, code=code))
        self._unanswered.give_up(Refusal("gone", why))
        self._hurried.set()

    def _next_wait(self) -> float:
        wait = min(LONGEST_WAIT, FIRST_WAIT * float(1 << min(self._failures, 10)))
        self._failures += 1
        return wait * (0.5 + self._random.random() / 2)

    async def _rest(self, wait: float) -> None:
        self._hurried.clear()
        rests = [
            asyncio.ensure_future(self._sleep(wait)),
            asyncio.ensure_future(self._hurried.wait()),
        ]
        try:
            await asyncio.wait(rests, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for rest in rests:
                rest.cancel()

    def _stir(self) -> None:
        awaiting, self._awaiting = self._awaiting, []
        for each in awaiting:
            if not each.done():
                each.set_result(None)


def merged(known: dict[str, Any] | None, told: dict[str, Any]) -> dict[str, Any]:
    """Return a part with turns as it is after `told`: its own replace those from `first` on."""
    if not known or known["conversation"] != told["conversation"]:
        return told
    before = [turn for turn in known["turns"] if turn["n"] < told["first"]]
    return told | {"first": 0, "turns": before + told["turns"]}
