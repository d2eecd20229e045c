"""How they come to meet the trainee: the threshold yields, and own options are put forward."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Persona
from tests.engine.lines import Talk, reading

OPENED = Callable[..., Talk]


@pytest.fixture
def haggle(talk: OPENED, variant: Callable[..., Persona]) -> Callable[..., Talk]:
    """Open a conversation with a concession pattern, threshold 0.5 less what trust adds."""

    def open_talk(pattern: str, *changes: tuple[str, str]) -> Talk:
        on = (
            '  declined: ["Then not."]',
            f'  declined: ["Then not."]\n  concession: {{{pattern}}}',
        )
        mood = ("mood: {anger: 0.3, trust: -0.2}", "mood: {trust: -0.2}")
        return talk(variant(on, mood, *changes)).at("talking").feel(anger=0.0, trust=0.0)

    return open_talk


HALF = reading("propose", topics=["cut.half"])
NO_TRUST = ("trust: {label: Trust, rest: 0.3", "trust: {label: Trust, rest: 0.0")
OWN_HALF = ('accept: ["Half. Oh well."]', 'suggest: ["Half, then."]')


def thresholds(talk: Talk, *lines: object) -> list[float]:
    return [verdict.threshold for turn in talk.take_all(*lines) for verdict in turn.verdicts]


def calm(talk: Talk, *lines: object) -> list[float]:
    """Return the thresholds of lines, with no mood in them."""
    found = []
    for line in lines:
        found += thresholds(talk.feel(trust=0.0), line)
    return found


def test_the_threshold_yields_with_every_earlier_offer(haggle: Callable[..., Talk]) -> None:
    talk = haggle("yields: 0.05", NO_TRUST)
    assert calm(talk, HALF, HALF, HALF, HALF) == [0.5, 0.45, 0.4, 0.35]


def test_it_yields_so_far_and_no_further(haggle: Callable[..., Talk]) -> None:
    talk = haggle("yields: 0.05, most: 0.08", NO_TRUST)
    assert calm(talk, *[HALF] * 4) == [0.5, 0.45, 0.42, 0.42]


def test_the_verdict_says_why(haggle: Callable[..., Talk]) -> None:
    talk = haggle("yields: 0.05")
    because = [turn.verdicts[0].because for turn in talk.take_all(*[HALF] * 4)]
    assert because == [
        (),
        ("you had offered once: 0.05 less was asked",),
        ("you had offered twice: 0.10 less was asked",),
        ("you had offered three times: 0.15 less was asked",),
    ]


def test_persistence_gets_what_was_refused_before(haggle: Callable[..., Talk]) -> None:
    kinds = [turn.verdicts[0].kind for turn in haggle("yields: 0.1").take_all(*[HALF] * 3)]
    assert kinds == ["refused", "refused", "accepted"]


def test_it_may_yield_with_refusals_only(haggle: Callable[..., Talk]) -> None:
    """The first offer was accepted: nothing was refused yet when the second is made."""
    talk = haggle("yields: 0.05, per: refusal")
    talk.take(reading("propose", topics=["pay.you"], money=100.0))
    first, second = talk.take_all(HALF, HALF)
    assert first.verdicts[0].because == ()
    assert second.verdicts[0].because == ("they had refused once: 0.05 less was asked",)


def test_it_may_yield_with_lines_since_the_first_offer(haggle: Callable[..., Talk]) -> None:
    talk = haggle("yields: 0.05, per: turn")
    talk.take_all(reading("explain"), reading("explain"))
    assert talk.take(HALF).verdicts[0].because == ()
    talk.take(reading("explain"))
    told = "you had bargained for 2 lines: 0.10 less was asked"
    assert talk.take(HALF).verdicts[0].because == (told,)


def test_two_options_in_one_line_are_asked_the_same(haggle: Callable[..., Talk]) -> None:
    turn = haggle("yields: 0.05").take(
        reading("propose", topics=["cut.half", "pay.you"], money=9.0)
    )
    assert len({verdict.threshold for verdict in turn.verdicts}) == 1


def test_mood_counts_as_before(haggle: Callable[..., Talk]) -> None:
    """0.5, less 0.2 per unit of trust, less 0.05 for the offer before."""
    talk = haggle("yields: 0.05")
    talk.take(HALF)
    turn = talk.feel(trust=1.0).take(HALF)
    expected = 0.5 - 0.2 * turn.feelings["trust"] - 0.05
    assert turn.verdicts[0].threshold == pytest.approx(expected, abs=1e-4)


def test_from_so_many_refusals_on_a_refusal_comes_with_an_own_option(
    haggle: Callable[..., Talk],
) -> None:
    talk = haggle("suggests_after: 2")
    first, second = talk.take_all(HALF, HALF)
    assert [one.kind for one in first.verdicts] == ["refused"]
    assert [(one.kind, one.option) for one in second.verdicts] == [
        ("refused", "half"),
        ("suggested", "little"),
    ]
    assert second.pending == ("cut", "little")
    assert second.reply.text.endswith("A hand's width, if you like?")


def test_when_nothing_is_left_a_refusal_stands_alone(haggle: Callable[..., Talk]) -> None:
    exhausted = ('  vague: ["What', '  exhausted: ["I have no more ideas."]\n  vague: ["What')
    talk = haggle("suggests_after: 1", exhausted)
    first, second = talk.take_all(HALF, HALF)
    assert [one.kind for one in first.verdicts] == ["refused", "suggested"]
    assert [one.kind for one in second.verdicts] == ["refused"]


def test_of_two_refusals_and_an_own_option_the_option_is_said(haggle: Callable[..., Talk]) -> None:
    talk = haggle("suggests_after: 1")
    turn = talk.take(reading("propose", topics=["cut.half", "pay.you"], money=9.0))
    assert [one.kind for one in turn.verdicts] == ["refused", "suggested", "refused"]
    assert turn.reply.text == "Half! That is the birds gone. A hand's width, if you like?"


@pytest.mark.parametrize(
    ("order", "expected"),
    [("best_first", ["half", "little"]), ("as_written", ["little", "half"])],
)
def test_own_options_come_in_order(
    haggle: Callable[..., Talk], order: str, expected: list[str]
) -> None:
    """Half of it is worth 0.3, and a hand's width, which the file has first, 0.2 here."""
    less = ('cues: ["hand\'s width", "a little"], worth: 0.6', 'cues: ["a little"], worth: 0.2')
    talk = haggle(f"order: {order}", OWN_HALF, less)
    turns = talk.take_all(reading("invite_ideas"), reading("invite_ideas"))
    assert [turn.verdicts[0].option for turn in turns] == expected
