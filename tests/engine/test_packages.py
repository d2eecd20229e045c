"""Several issues in one offer: judged together, by the mean of what they are worth."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Persona, Turn
from engine.turn import PackagePart
from tests.engine.lines import Talk, moment_of, reading

OPENED = Callable[..., Talk]

ON = (
    '  declined: ["Then not."]',
    '  declined: ["Then not."]\n'
    '  package: {accept: ["{offer}: yes to both."], refuse: ["{offer}: no, not for that."]}',
)
BARE = ('  declined: ["Then not."]', '  declined: ["Then not."]\n  package: true')
NEVER = ('cues: ["half"], worth: 0.3', 'cues: ["half"], worth: 0.9, never: true')
HEAVY = ("title: who pays\n", "title: who pays\n    weight: 3\n")


@pytest.fixture
def trade(talk: OPENED, variant: Callable[..., Persona]) -> Callable[..., Talk]:
    """Open a conversation where packages are judged, threshold 0.5 in no mood at all."""

    def open_talk(*changes: tuple[str, str]) -> Talk:
        persona = variant(("mood: {anger: 0.3, trust: -0.2}", "mood: {}"), *(changes or (ON,)))
        return talk(persona).at("talking").feel(anger=0.0, trust=0.0)

    return open_talk


def offer(*topics: str, **other: object):
    return reading("propose", topics=topics, **other)


def kinds(turn: Turn) -> list[tuple[str, str, str]]:
    return [(verdict.kind, verdict.issue, verdict.option) for verdict in turn.verdicts]


def test_what_is_too_little_alone_passes_in_good_company(trade: Callable[..., Talk]) -> None:
    """Half the hedge is worth 0.3, 100 euros 0.8: (0.3 + 0.8) / 2 is 0.55 against 0.5."""
    alone = trade().take(offer("cut.half"))
    assert kinds(alone) == [("refused", "cut", "half")]
    assert alone.verdicts[0].parts == ()
    turn = trade().take(offer("cut.half", "pay.you", money=100.0))
    assert kinds(turn) == [("accepted", "cut", "half"), ("accepted", "pay", "you")]
    assert turn.agreed == {"cut": "half", "pay": "you"}
    verdict = turn.verdicts[0]
    assert (verdict.score, verdict.threshold) == (0.55, 0.5)
    assert verdict.parts == (
        PackagePart("cut", "half", 0.3, 1, False),
        PackagePart("pay", "you", 0.8, 1, False),
    )


def test_a_package_that_is_worth_too_little_is_refused_whole(trade: Callable[..., Talk]) -> None:
    """A hand's width alone is enough (0.6), but not with 0.3 beside it: 0.45."""
    turn = trade().take(offer("cut.little", "pay.you", money=37.5))
    assert kinds(turn) == [("refused", "cut", "little"), ("refused", "pay", "you")]
    assert turn.agreed == {}
    assert turn.verdicts[0].score == 0.45
    assert turn.verdicts[0].parts == turn.verdicts[1].parts


def test_an_issue_counts_with_its_weight(trade: Callable[..., Talk]) -> None:
    """(0.3 * 1 + 0.6 * 3) / 4 is 0.525; without the weight it would be 0.45."""
    line = offer("cut.half", "pay.you", money=75.0)
    assert trade().take(line).verdicts[0].score == 0.45
    turn = trade(ON, HEAVY).take(line)
    assert turn.verdicts[0].score == 0.525
    assert turn.verdicts[0].parts[1] == PackagePart("pay", "you", 0.6, 3, False)
    assert turn.verdicts[0].kind == "accepted"


def test_without_packages_each_option_is_judged_alone(talk: OPENED) -> None:
    turn = (
        talk()
        .at("talking")
        .feel(anger=0.0, trust=0.0)
        .take(offer("cut.half", "pay.you", money=100.0))
    )
    assert kinds(turn) == [("refused", "cut", "half"), ("accepted", "pay", "you")]
    assert "parts" not in turn.as_dict()["terms"]["verdicts"][0]


def test_a_package_that_is_switched_off_is_none(trade: Callable[..., Talk]) -> None:
    off = ('  declined: ["Then not."]', '  declined: ["Then not."]\n  package: false')
    turn = trade(off).take(offer("cut.half", "pay.you", money=100.0))
    assert [verdict.parts for verdict in turn.verdicts] == [(), ()]


def test_manner_counts_once(trade: Callable[..., Talk]) -> None:
    turn = trade().take(offer("cut.half", "pay.you", money=100.0, question=True))
    assert turn.verdicts[0].score == 0.6
    assert turn.verdicts[0].because == ("you asked",)


@pytest.mark.parametrize("topics", [("cut.all", "pay.you"), ("pay.you", "cut.all")])
def test_what_is_worth_less_than_nothing_spoils_any_package(
    trade: Callable[..., Talk], topics: tuple[str, ...]
) -> None:
    low = ("  threshold: 0.5\n", "  threshold: -1\n")
    turn = trade(ON, low).take(offer(*topics, money=1000.0))
    assert {kind for kind, _, _ in kinds(turn)} == {"refused"}
    assert turn.verdicts[0].score > turn.verdicts[0].threshold
    assert "all of it is out of the question" in turn.verdicts[0].because
    assert [part.out for part in turn.verdicts[0].parts] == [name == "cut.all" for name in topics]
    assert turn.reply.text.startswith("Over my dead body.")  # the option's own text comes first


def test_what_is_never_agreed_is_refused_alone_and_in_company(trade: Callable[..., Talk]) -> None:
    alone = trade(ON, NEVER).take(offer("cut.half"))
    assert kinds(alone) == [("refused", "cut", "half")]
    assert alone.verdicts[0].score == 0.9
    assert alone.verdicts[0].because == ("half of it is out of the question",)
    both = trade(ON, NEVER).take(offer("cut.half", "pay.you", money=100.0))
    assert both.agreed == {}
    assert both.verdicts[0].because == ("half of it is out of the question",)


def test_what_is_never_agreed_needs_no_packages(talk: OPENED, variant: Callable) -> None:
    turn = talk(variant(NEVER)).at("talking").feel(anger=0.0).take(offer("cut.half"))
    assert kinds(turn) == [("refused", "cut", "half")]


def test_a_package_has_its_own_texts(trade: Callable[..., Talk]) -> None:
    taken = trade().take(offer("cut.half", "pay.you", money=100.0))
    assert taken.reply.text.startswith("Half of it and you pay: yes to both.")
    refused = trade().take(offer("cut.half", "pay.you", money=10.0))
    assert refused.reply.text.startswith("Half of it and you pay: no, not for that.")


def test_without_its_own_texts_those_of_its_options_are_said(trade: Callable[..., Talk]) -> None:
    """All that were accepted; of a refused package the one that is worth least."""
    taken = trade(BARE).take(offer("cut.half", "pay.you", money=100.0))
    assert taken.reply.text == "Half. Oh well. 100 euros? Fine."
    refused = trade(BARE).take(offer("cut.half", "pay.you", money=10.0))
    assert refused.reply.text.startswith("That pays for the sandwiches.")
    assert "birds" not in refused.reply.text


def test_a_package_is_one_offer(trade: Callable[..., Talk]) -> None:
    talk = trade()
    talk.take(offer("cut.half", "pay.you", money=10.0))
    moment = moment_of(talk, reading())
    assert (moment.offers, moment.refusals) == (1, 1)
    assert moment.state.table.refused == ["cut.half", "pay.you"]
    assert moment.state.table.offered == ["cut", "pay"]


def test_what_was_refused_comes_back_with_a_sweetener(trade: Callable[..., Talk]) -> None:
    """The issue need only be named: the option refused last is meant."""
    talk = trade()
    assert kinds(talk.take(offer("cut.half"))) == [("refused", "cut", "half")]
    turn = talk.take(offer("cut", "pay.you", money=100.0))
    assert kinds(turn) == [("accepted", "pay", "you"), ("accepted", "cut", "half")]
    assert turn.agreed == {"pay": "you", "cut": "half"}


@pytest.mark.parametrize(
    ("before", "line", "judged"),
    [
        ((), offer("cut", "pay.you", money=100.0), ["pay"]),  # nothing was refused on it
        (("cut.half",), offer("pay.you", money=100.0), ["pay"]),  # it is not named
        (("cut.all",), offer("cut", "pay.you", money=100.0), ["pay"]),  # never to be had
        (("cut.half", "cut.all"), offer("cut", "pay.you", money=100.0), ["pay", "cut"]),
        (
            ("cut.half",),
            reading("propose", "refuse", topics=["cut", "pay.you"], money=100.0),
            ["pay"],
        ),
        (("cut.half",), offer("cut"), []),  # no sweetener: it is not even an offer of something
    ],
)
def test_nothing_else_brings_it_back(
    trade: Callable[..., Talk], before: tuple[str, ...], line: object, judged: list[str]
) -> None:
    talk = trade()
    for option in before:
        talk.take(offer(option))
    turn = talk.take(line)
    weighed = [one.issue for one in turn.verdicts if one.kind in ("accepted", "refused")]
    assert weighed == judged


def test_what_is_agreed_is_in_no_package(trade: Callable[..., Talk]) -> None:
    talk = trade()
    talk.take(offer("cut.little"))
    turn = talk.take(offer("cut.half", "pay.you", money=100.0))
    assert [verdict.parts for verdict in turn.verdicts] == [(), ()]
    assert turn.agreed == {"cut": "little", "pay": "you"}


def test_a_suggestion_taken_under_a_condition_is_weighed_with_it(
    trade: Callable[..., Talk],
) -> None:
    talk = trade()
    assert talk.take(reading("invite_ideas")).pending == ("cut", "little")
    turn = talk.take(offer("cut.little", "pay.you", money=10.0))
    assert kinds(turn) == [("refused", "cut", "little"), ("refused", "pay", "you")]
    assert turn.pending == ("cut", "little")  # what they suggested still stands
    taken = talk.take(offer("cut.little", "pay.you", money=100.0))
    assert kinds(taken) == [("accepted", "cut", "little"), ("accepted", "pay", "you")]
    assert taken.pending is None


def test_a_plain_yes_takes_a_suggestion_whatever_else_is_offered(
    trade: Callable[..., Talk],
) -> None:
    talk = trade()
    talk.take(reading("invite_ideas"))
    turn = talk.take(reading("accept", "propose", topics=["cut.little", "pay.you"], money=10.0))
    assert kinds(turn)[0] == ("settled", "cut", "little")
    assert kinds(turn)[1] == ("refused", "pay", "you")
    assert turn.verdicts[1].parts == ()
