"""How a room's people, turns and questions are named in xAPI: accounts, activities, identifiers."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from engine import clean
from simulator.room.debrief.gathered import Gathered, Held
from simulator.room.debrief.naming import full_label

VERBS = "http://adlnet.gov/expapi/verbs/"
TYPES = "http://adlnet.gov/expapi/activities/"

Json = dict[str, Any]


class Terms:
    """The names of one room's things. home: the address of the system they belong to."""

    def __init__(self, gathered: Gathered, home: str) -> None:
        self._room = gathered.room
        self._title = gathered.title
        self._language = gathered.language
        self._home = home.rstrip("/")
        self._numbers = {called: str(n) for n, called in enumerate(_people(gathered))}

    def statement(
        self, verb: str, actor: Json, about: Json, what: str, result: Json | None, at: str = ""
    ) -> Json:
        """Return a statement; `what` tells it from all others of the room."""
        told: Json = {
            "id": self._uuid(f"statements/{what}"),
            "actor": actor,
            "verb": {"id": VERBS + verb, "display": {"en": verb}},
            "object": about,
        }
        if result is not None:
            told["result"] = result
        if at:
            told["timestamp"] = at
        return told

    def context(self, held: Held, whole: bool = False) -> Json:
        """Return what a statement about a branch, or a turn of it, belongs to."""
        above: Json = {"grouping": [self.activity("", "simulation", self._title)]}
        if not whole:
            above["parent"] = [self.branch(held)]
        return {
            "registration": self._uuid(f"conversations/{held.conversation}/{held.branch}"),
            "contextActivities": above,
            "platform": "detente",
            "language": self._language,
            "extensions": self.extensions(
                {"branch": held.branch, "round": held.round, "main": held.main}
            ),
        }

    def branch(self, held: Held) -> Json:
        """Return a branch of a conversation as an activity."""
        name = f"{full_label(held)}: {held.title}"
        place = f"conversations/{held.conversation}/{held.branch}"
        return self.activity(place, "simulation", name)

    def turn(self, conversation: str, branch: str, number: int) -> Json:
        """Return a turn as an activity."""
        place = f"conversations/{conversation}/{branch}/turns/{number}"
        return self.activity(place, "interaction", f"Turn {number}")

    def activity(self, place: str, kind: str, name: str) -> Json:
        """Return an activity of one of the ADL's types."""
        return {
            "objectType": "Activity",
            "id": self._iri(place),
            "definition": {"type": TYPES + kind, "name": {self._language: clean(name)}},
        }

    def extensions(self, told: Json) -> Json:
        """Return values under keys that are IRIs, as an extension's keys have to be."""
        return {f"{self._home}/extensions/{name}": value for name, value in told.items()}

    def person(self, called: str) -> Json | None:
        """Return somebody by what they are called, as an account; None for nobody."""
        return self.agent(self._numbers[called]) if called else None

    def those(self, held: Held) -> Json:
        """Return who was in a conversation: one person, or the group of them."""
        members = [found for called, _ in held.seats if (found := self.person(called))]
        if len(members) == 1:
            return members[0]
        group = self.group(held.conversation)
        return {**group, "member": members} if members else group

    def agent(self, who: str) -> Json:
        """Return one person by a number, or a role."""
        return {"objectType": "Agent", "account": self._account(who)}

    def group(self, who: str) -> Json:
        """Return several people as one."""
        return {"objectType": "Group", "account": self._account(who)}

    def _account(self, who: str) -> Json:
        digest = sha256(f"{self._room}/{who}".encode()).hexdigest()
        return {"homePage": self._home, "name": digest[:20]}

    def _iri(self, place: str) -> str:
        path = "/".join(part for part in ("rooms", self._room, place) if part)
        return f"{self._home}/{quote(path)}"

    def _uuid(self, what: str) -> str:
        return str(uuid5(NAMESPACE_URL, self._iri(what)))


def _people(gathered: Gathered) -> list[str]:
    """Return everybody in order of appearance: an account is a number's digest, not a name's."""
    seated = [one for held in gathered.conversations for one, _ in held.seats]
    spoke = [held.by(turn) for held in gathered.conversations for turn in held.turns]
    marked = [mark["by"] for mark in gathered.bookmarks]
    return list(dict.fromkeys(one for one in (*seated, *spoke, *marked) if one))
