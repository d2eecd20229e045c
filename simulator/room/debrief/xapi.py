"""The turns of a room as statements of the Experience API (xAPI 1.0.3), for a record store.

Verbs and activity types are those of the ADL vocabulary. Nobody is named: actors are accounts
whose names are digests of the room and a number, which tell who is the same and not who it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine import clean
from simulator.room.debrief.gathered import Digest, Gathered, Held
from simulator.room.debrief.naming import ended, lines_of, reply_of
from simulator.room.debrief.parting import own_turns
from simulator.room.debrief.xapi_terms import Json, Terms

HOME = "https://detente.invalid"
"""Whose accounts and activities these are where no address is given: nobody's (RFC 2606)."""


def as_xapi(gathered: Gathered, home: str = HOME) -> list[Json]:
    """Return the statements; of the same room always the same, identifiers too.

    home: the address (https://…) of the system that the accounts and activities belong to. Turns
    that branches have in common are told once.
    """
    terms = Terms(gathered, home)
    told: list[Json] = []
    for held, first, _ in own_turns(gathered.conversations):
        told += _branch(terms, held, first)
    told += _bookmarks(terms, gathered)
    told += _answers(terms, gathered)
    return told


def _branch(terms: Terms, held: Held, first: int) -> Iterator[Json]:
    if not held.turns:
        return
    yield _whole(terms, "initialized", held, held.turns[max(0, first - 1)], None)
    for turn in held.turns[first:]:
        if turn["line"] is not None:
            yield _said(terms, held, turn)
        if turn["acts"]:
            yield _acted(terms, held, turn)
    if held.turns[-1]["ending"]:
        yield _whole(terms, "completed", held, held.turns[-1], _result(terms, held))


def _whole(terms: Terms, verb: str, held: Held, turn: Digest, result: Json | None) -> Json:
    """Return a statement about a branch as such."""
    what = f"{held.conversation}/{held.branch} {verb}"
    about = terms.branch(held)
    told = terms.statement(verb, terms.those(held), about, what, result, turn.get("at", ""))
    return {**told, "context": terms.context(held, whole=True)}


def _said(terms: Terms, held: Held, turn: Digest) -> Json:
    told = {
        "stance": clean(turn["stance"]),
        "feelings": turn["feelings"],
        "moves": turn["moves"],
        "steps": turn["steps"],
        "weight": turn["weight"],
        "because": clean(turn["because"]),
        "reply": reply_of(turn),
        "acts": turn["acts"],
    }
    result = {"response": clean(turn["line"]), "extensions": terms.extensions(told)}
    actor = terms.person(held.by(turn)) or terms.those(held)
    return _at(terms, "responded", actor, held, turn, result)


def _acted(terms: Terms, held: Held, turn: Digest) -> Json:
    told = terms.extensions({"acts": turn["acts"], "reply": reply_of(turn)})
    actor = terms.agent("facilitator")
    return _at(terms, "interacted", actor, held, turn, {"extensions": told})


def _at(terms: Terms, verb: str, actor: Json, held: Held, turn: Digest, result: Json) -> Json:
    """Return a statement about one turn."""
    what = f"{held.conversation}/{held.branch}/{turn['n']} {verb}"
    about = terms.turn(held.conversation, held.branch, turn["n"])
    told = terms.statement(verb, actor, about, what, result, turn.get("at", ""))
    return {**told, "context": terms.context(held)}


def _result(terms: Terms, held: Held) -> Json:
    outcome, ending = ended(held)
    told = {"outcome": outcome, "ending": ending, "lines": lines_of(held)}
    result: Json = {
        "completion": True,
        "success": outcome == "agreement",
        "extensions": terms.extensions(told),
    }
    times = [turn.get("at", "") for turn in (held.turns[0], held.turns[-1])]
    if all(times):
        begun, over = map(datetime.fromisoformat, times)
        result["duration"] = f"PT{max(0, round((over - begun).total_seconds()))}S"
    return result


def _bookmarks(terms: Terms, gathered: Gathered) -> Iterator[Json]:
    for mark in gathered.bookmarks:
        about = terms.turn(mark["conversation"], mark["branch"], mark["turn"])
        actor = terms.person(mark["by"]) or terms.group("everybody")
        result = {"response": clean(mark["note"] or mark["quote"])}
        yield terms.statement("commented", actor, about, f"mark {mark['bookmark']}", result)


def _answers(terms: Terms, gathered: Gathered) -> Iterator[Json]:
    """Yield what was answered, as the group's: it is not kept with who answered it."""
    texts = {question["question"]: question["text"] for question in gathered.questions}
    times = {"before": gathered.answers_before, "after": gathered.answers_after}
    for when, given in times.items():
        for name, answers in given.items():
            about = terms.activity(f"questions/{name}", "question", texts.get(name, name))
            for place, answer in enumerate(answers):
                result = {
                    "response": clean(str(answer)),
                    "extensions": terms.extensions({"when": when}),
                }
                what = f"{when} {name} {place}"
                yield terms.statement("answered", terms.group("everybody"), about, what, result)
