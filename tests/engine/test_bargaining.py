"""Offers: what is made of them, by worth, manner, mood and level, and what stays settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Conversation, Persona, Turn
from engine.persona.schema import Curve
from engine.reading import MOVES, Context, read
from engine.weighing import curve_at
from tests.engine.lines import Talk, moment_of, reading

OPENED = Callable[..., Talk]


@pytest.fixture
def bargain(talk: OPENED) -> Callable[..., Talk]:
    """Open a conversation where offers are weighed, threshold 0.5 plus what anger adds."""

    def open_talk(
        *arguments: object, anger: float = 0.0, trust: float = 0.0, **options: object
    ) -> Talk:
        return talk(*arguments, **options).at("talking").feel(anger=anger, trust=trust)

    return open_talk


def kinds(turn: Turn) -> list[tuple[str, str, str]]:
    return [(verdict.kind, verdict.issue, verdict.option) for verdict in turn.verdicts]


def offer(*topics: str, **other: object):
    return reading("propose", topics=topics, **other)


def test_an_offer_worth_enough_is_accepted(bargain: OPENED) -> None:
    turn = bargain().take(offer("cut.little"))
    assert kinds(turn) == [("accepted", "cut", "little")]
    assert turn.agreed == {"cut": "little"}
    assert turn.reply.text.startswith("A hand's width I can do.")
    verdict = turn.verdicts[0]
    assert verdict.score == 0.6
    assert verdict.because == ()


def test_an_offer_worth_too_little_is_refused(bargain: OPENED) -> None:
    turn = bargain().take(offer("cut.half"))
    assert kinds(turn) == [("refused", "cut", "half")]
    assert turn.agreed == {}
    assert turn.reply.text.startswith("Half! That is the birds gone.")


def test_a_verdict_names_the_options_line(bargain: OPENED, tiny_text: str) -> None:
    verdict = bargain().take(offer("cut.half")).verdicts[0]
    file, line = verdict.rule.split(":")
    assert file == "tiny.yaml"
    assert tiny_text.splitlines()[int(line) - 1].lstrip().startswith("half:")


def test_nothing_is_weighed_before_bargaining_opens(talk: OPENED) -> None:
    turn = talk().take(offer("cut.little"))
    assert turn.verdicts == ()
    assert turn.agreed == {}


@pytest.mark.parametrize("move", ["refuse", "blame", "contempt", "threaten", "deflect"])
def test_naming_an_option_against_it_is_no_offer(bargain: OPENED, move: str) -> None:
    turn = bargain().take(reading(move, topics=["cut.little"]))
    assert turn.verdicts == ()


@pytest.mark.parametrize("move", ["propose", "commit"])
def test_an_offer_made_with_a_blow_is_an_offer(bargain: OPENED, move: str) -> None:
    """0.6 for a little, less 0.4 for rudeness."""
    turn = bargain().take(reading("blame", move, topics=["cut.little"]))
    assert kinds(turn) == [("refused", "cut", "little")]
    assert turn.verdicts[0].score == 0.2
    assert turn.verdicts[0].because == ("you were rude",)


def test_manner_rules_add_up(bargain: OPENED) -> None:
    verdict = bargain().take(offer("cut.little", question=True)).verdicts[0]
    assert (verdict.score, verdict.because) == (0.65, ("you asked",))
    both = bargain().take(reading("propose", "demand", topics=["cut.little"], question=True))
    assert both.verdicts[0].score == 0.25
    assert both.verdicts[0].because == ("you asked", "you were rude")


def test_mood_moves_the_threshold(bargain: OPENED) -> None:
    """0.5, +0.3 per unit of anger, -0.2 per unit of trust; feelings have drifted by then."""
    for anger, trust in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 0.5)):
        turn = bargain(anger=anger, trust=trust).take(offer("cut.little"))
        levels = turn.feelings
        threshold = 0.5 + 0.3 * levels["anger"] - 0.2 * levels["trust"]
        assert turn.verdicts[0].threshold == pytest.approx(threshold, abs=1e-4)


def test_anger_refuses_what_calm_accepts(bargain: OPENED) -> None:
    assert kinds(bargain(anger=0.0).take(offer("cut.little")))[0][0] == "accepted"
    assert kinds(bargain(anger=1.0).take(offer("cut.little")))[0][0] == "refused"


def test_the_level_moves_the_threshold(bargain: OPENED) -> None:
    thresholds = {
        level: bargain(level=level).take(offer("cut.little")).verdicts[0].threshold
        for level in ("easy", "standard", "hard")
    }
    assert thresholds["easy"] == thresholds["standard"]
    assert thresholds["hard"] == pytest.approx(thresholds["standard"] + 0.2)
    assert kinds(bargain(level="hard").take(offer("cut.little")))[0][0] == "refused"


def test_what_is_out_of_the_question_is_refused_in_any_mood(
    variant: Callable, bargain: OPENED
) -> None:
    persona = variant(("threshold: 0.5\n", "threshold: -1\n"))
    turn = bargain(persona, trust=1.0).take(offer("cut.all", question=True))
    verdict = turn.verdicts[0]
    assert verdict.score > verdict.threshold
    assert verdict.kind == "refused"
    assert turn.agreed == {}


@settings(max_examples=80)
@given(
    st.lists(st.sampled_from(MOVES), max_size=5, unique=True),
    st.booleans(),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from(["easy", "hard"]),
)
def test_below_nought_is_never_agreed(
    tiny: Persona, moves: list, question: bool, anger: float, trust: float, level: str
) -> None:
    talk = Talk(Conversation.open(tiny, level=level)).at("talking").feel(anger=anger, trust=trust)
    turn = talk.take(reading("propose", *moves, topics=["cut.all"], question=question))
    assert turn.agreed.get("cut") != "all"
    assert ("accepted", "cut", "all") not in kinds(turn)


@pytest.mark.parametrize(
    ("number", "worth"),
    [(-5, 0.1), (0, 0.1), (5, 0.3), (10, 0.5), (15, 0.25), (20, 0.0), (21, 0.0), (1e9, 0.0)],
)
def test_a_curve_is_straight_between_points_and_level_beyond(number: float, worth: float) -> None:
    curve = Curve(of="amount", points=[[0, 0.1], [10, 0.5], [20, 0.0]])
    assert curve_at(curve, number) == pytest.approx(worth)


def test_a_curve_may_jump() -> None:
    curve = Curve(of="amount", points=[[0, 0.0], [10, 0.2], [10, 0.8], [20, 1.0]])
    assert curve_at(curve, 10) == 0.2
    assert curve_at(curve, 10.001) == pytest.approx(0.8, abs=1e-3)


@given(
    st.lists(st.tuples(st.floats(-1000, 1000), st.floats(-1, 1)), min_size=2, max_size=6).map(
        sorted
    ),
    st.floats(-2000, 2000),
)
def test_a_curve_never_leaves_its_points(points: list, number: float) -> None:
    curve = Curve(of="amount", points=[list(point) for point in points])
    worths = [worth for _, worth in points]
    assert min(worths) - 1e-9 <= curve_at(curve, number) <= max(worths) + 1e-9


@pytest.mark.parametrize(
    ("money", "score", "kind"),
    [
        (None, 0.4, "refused"),
        (50.0, 0.4, "refused"),
        (75.0, 0.6, "accepted"),
        (500.0, 0.8, "accepted"),
    ],
)
def test_an_offer_is_worth_what_its_number_says(
    bargain: OPENED, money: float | None, score: float, kind: str
) -> None:
    turn = bargain().take(offer("pay.you", money=money))
    assert turn.verdicts[0].score == score
    assert turn.verdicts[0].kind == kind


def test_days_are_counted_from_the_personas_today(variant: Callable, bargain: OPENED) -> None:
    persona = variant(
        ("{of: amount, points: [[0, 0], [100, 0.8]]}", "{of: due, points: [[1, 1], [11, 0]]}")
    )
    turn = bargain(persona).take(offer("pay.you", day=date(2027, 2, 18)))
    assert turn.verdicts[0].score == 0.5


def test_a_moment_knows_the_first_and_last_day_named(talk: OPENED) -> None:
    two = reading(day=date(2027, 3, 1))
    two = reading(day=date(2027, 3, 1)).__class__(
        "x", terms=(*two.terms, *reading(day=date(2027, 2, 22)).terms)
    )
    moment = moment_of(talk(), two)
    assert (moment.due, moment.last_due) == (10, 17)


def test_what_is_agreed_is_not_weighed_again(bargain: OPENED) -> None:
    talk = bargain()
    talk.take(offer("cut.little"))
    again = talk.feel(anger=1.0).take(offer("cut.little"))
    assert again.verdicts == ()
    assert again.agreed == {"cut": "little"}
    assert talk.conversation.save()["state"]["table"]["offers"] == 1


def test_another_option_may_replace_what_was_agreed(variant: Callable, bargain: OPENED) -> None:
    persona = variant(('cues: ["half"], worth: 0.3', 'cues: ["half"], worth: 0.9'))
    talk = bargain(persona)
    talk.take(offer("cut.little"))
    assert talk.take(offer("cut.half")).agreed == {"cut": "half"}


def test_a_refused_replacement_leaves_what_was_agreed(bargain: OPENED) -> None:
    talk = bargain()
    talk.take(offer("cut.little"))
    turn = talk.take(offer("cut.all"))
    assert kinds(turn) == [("refused", "cut", "all")]
    assert turn.agreed == {"cut": "little"}


def test_one_line_may_make_two_offers(bargain: OPENED) -> None:
    turn = bargain().take(offer("cut.little", "pay.you", money=100.0))
    assert kinds(turn) == [("accepted", "cut", "little"), ("accepted", "pay", "you")]
    assert turn.reply.text == "A hand's width I can do. 100 euros? Fine."


def test_of_two_options_of_one_issue_the_longer_words_count(tiny: Persona) -> None:
    from engine import Reading, Span, Topic

    topics = (
        Topic("cut.half", 1, Span(0, 4, "half")),
        Topic("cut.little", 1, Span(9, 17, "a little")),
    )
    talk = Talk(Conversation.open(tiny)).at("talking").feel(anger=0, trust=0)
    turn = talk.take(Reading("half, or a little", moves=reading("propose").moves, topics=topics))
    assert kinds(turn) == [("accepted", "cut", "little")]


def test_an_offer_without_an_option_is_vague(bargain: OPENED) -> None:
    turn = bargain().take(offer("pay"))
    assert kinds(turn) == [("vague", "pay", "")]
    assert turn.reply.text.startswith("What would you cut, exactly?")


def test_a_vague_offer_on_nothing_is_on_the_first_open_issue(bargain: OPENED) -> None:
    assert kinds(bargain().take(offer())) == [("vague", "cut", "")]


def test_when_all_is_settled_nothing_is_vague(bargain: OPENED) -> None:
    """`I will do it tomorrow` after the last agreement is a promise, not an unclear offer."""
    talk = bargain()
    talk.take(offer("cut.little", "pay.you", money=100.0))
    turn = talk.take(reading("commit"))
    assert turn.verdicts == ()
    assert "exactly" not in turn.reply.text


def test_asked_for_ideas_they_suggest_their_own(bargain: OPENED) -> None:
    turn = bargain().take(reading("invite_ideas"))
    assert kinds(turn) == [("suggested", "cut", "little")]
    assert turn.pending == ("cut", "little")
    assert turn.reply.text == "A hand's width, if you like?"


@pytest.mark.parametrize("move", ["accept", "confirm_agreement", "commit"])
def test_a_suggestion_taken_is_settled(bargain: OPENED, move: str) -> None:
    talk = bargain()
    talk.take(reading("invite_ideas"))
    turn = talk.take(reading(move))
    assert kinds(turn) == [("settled", "cut", "little")]
    assert turn.agreed == {"cut": "little"}
    assert turn.pending is None
    assert turn.reply.text.startswith("Then that is settled.")


def test_a_suggestion_named_is_settled(bargain: OPENED) -> None:
    talk = bargain()
    talk.take(reading("invite_ideas"))
    assert kinds(talk.take(offer("cut.little"))) == [("settled", "cut", "little")]


def test_a_suggestion_turned_down_is_declined(bargain: OPENED) -> None:
    talk = bargain()
    talk.take(reading("invite_ideas"))
    turn = talk.take(reading("refuse"))
    assert kinds(turn) == [("declined", "cut", "little")]
    assert turn.agreed == {}
    assert turn.pending is None
    assert turn.reply.text.startswith("Then not.")


def test_a_suggestion_passed_over_stays(bargain: OPENED) -> None:
    talk = bargain()
    talk.take(reading("invite_ideas"))
    turn = talk.take(reading("explain"))
    assert turn.verdicts == ()
    assert turn.pending == ("cut", "little")


def test_yes_settles_nothing_when_nothing_was_suggested(bargain: OPENED) -> None:
    turn = bargain().take(reading("accept"))
    assert turn.verdicts == ()
    assert turn.agreed == {}


def test_what_was_suggested_is_not_suggested_again(bargain: OPENED) -> None:
    talk = bargain()
    talk.take(reading("invite_ideas"))
    assert kinds(talk.take(reading("invite_ideas"))) == []


def test_when_nothing_is_left_to_suggest_they_say_so(variant: Callable, bargain: OPENED) -> None:
    persona = variant(
        (
            '  declined: ["Then not."]',
            '  declined: ["Then not."]\n  exhausted: ["I have no more ideas."]',
        )
    )
    talk = bargain(persona)
    talk.take(reading("invite_ideas"))
    turn = talk.take(reading("invite_ideas"))
    assert kinds(turn) == [("exhausted", "cut", "")]
    assert turn.reply.text.startswith("I have no more ideas.")
    assert turn.pending == ("cut", "little")
    on_pay = talk.take(reading("invite_ideas", topics=["pay"]))
    assert kinds(on_pay) == []  # nothing of their own was ever to be had there


def test_the_best_own_option_is_suggested(variant: Callable, bargain: OPENED) -> None:
    persona = variant(('accept: ["Half. Oh well."]', 'suggest: ["Half, then."]'))
    talk = bargain(persona)
    assert kinds(talk.take(reading("invite_ideas"))) == [("suggested", "cut", "little")]
    assert kinds(talk.take(reading("invite_ideas"))) == [("suggested", "cut", "half")]


def test_no_own_option_is_put_beside_an_agreement(bargain: OPENED) -> None:
    turn = bargain().take(reading("propose", "invite_ideas", topics=["pay.you"], money=100.0))
    assert kinds(turn) == [("accepted", "pay", "you")]


def test_a_refusal_may_come_with_an_own_suggestion(bargain: OPENED) -> None:
    turn = bargain().take(reading("propose", "invite_ideas", topics=["cut.half"]))
    assert kinds(turn) == [("refused", "cut", "half"), ("suggested", "cut", "little")]
    assert turn.reply.text == "Half! That is the birds gone. A hand's width, if you like?"


def test_offers_and_refusals_are_counted(bargain: OPENED) -> None:
    talk = bargain()
    talk.take_all(offer("cut.half"), offer("cut.all"), offer("cut.little"), offer())
    moment = moment_of(talk, reading())
    assert (moment.offers, moment.refusals) == (3, 2)
    assert (moment.agreements, moment.remaining) == (1, 1)


@pytest.mark.parametrize(
    ("first", "second", "flag"),
    [
        (None, offer("cut.little"), "accepted"),
        (None, offer("cut.all"), "refused"),
        (None, offer(), "vague"),
        (None, reading("invite_ideas"), "suggested"),
        (reading("invite_ideas"), reading("accept"), "settled"),
        (reading("invite_ideas"), reading("refuse"), "declined"),
        (reading("invite_ideas"), reading("explain"), "pending"),
    ],
)
def test_conditions_can_ask_what_an_offer_met_with(
    variant: Callable, bargain: OPENED, first: object, second: object, flag: str
) -> None:
    persona = variant(
        (
            'when: harmful, beat: reaction, say: ["Careful."]',
            f'when: {flag}, beat: reaction, say: ["So."]',
        )
    )
    talk = bargain(persona)
    if first is not None:
        assert talk.take(first).reply.text != "So."
    assert talk.take(second).reply.text == "So."


@pytest.mark.parametrize(
    ("topics", "option", "words"),
    [(["cut.half"], "half of it", "refused"), (["hedge", "pay.you"], "you pay", "refused")],
)
def test_the_gap_for_an_offer_is_the_one_judged(
    variant: Callable, bargain: OPENED, topics: list, option: str, words: str
) -> None:
    persona = variant(
        ('["Half! That is the birds gone."]', '["No to {offer}."]'),
        ('["That pays for the sandwiches."]', '["No to {offer}."]'),
    )
    talk = bargain(persona)
    talk.take(reading("invite_ideas"))  # what is pending is something else
    turn = talk.take(offer(*topics))
    assert turn.verdicts[0].kind == words
    assert turn.reply.text.startswith(f"No to {option}.")


def test_the_gap_for_an_offer_names_what_a_mere_yes_settled(
    variant: Callable, bargain: OPENED
) -> None:
    persona = variant(("Then that is settled.", "Then it is {offer}."))
    talk = bargain(persona)
    talk.take(reading("invite_ideas"))
    assert talk.take(reading("accept")).reply.text.startswith("Then it is a hand's width.")


def test_two_offers_each_name_their_own(variant: Callable, bargain: OPENED) -> None:
    persona = variant(
        ("A hand's width I can do.", "Yes to {offer}."), ("{amount}? Fine.", "And to {offer}.")
    )
    turn = bargain(persona).take(offer("cut.little", "pay.you", money=100.0))
    assert turn.reply.text == "Yes to a hand's width. And to you pay."


def test_settled_issues_are_open_no_more(variant: Callable, bargain: OPENED) -> None:
    persona = variant(
        (
            'when: harmful, beat: reaction, say: ["Careful."]',
            'when: agreed(cut) and open(pay) and offered(cut), beat: reaction, say: ["So."]',
        )
    )
    talk = bargain(persona)
    assert talk.take(reading("explain")).reply.text != "So."
    talk.take(offer("cut.little"))
    assert talk.take(reading("explain")).reply.text == "So."


def summed_up(variant: Callable, bargain: OPENED, *lines: str) -> str:
    """Return what they say is agreed after the lines, each of them an offer."""
    persona = variant(("Mm. The hedge, then.", "So, {agreed}."), (', "Could be."', ""))
    talk = bargain(persona)
    for line in lines:
        read_line = read(line, Context(vocabulary=persona.vocabulary, today=persona.today))
        talk.take(replace(read_line, moves=reading("propose", text=line).moves))
    return talk.take(reading("explain")).reply.text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["I cut a little."], "So, a hand's width."),
        (["I cut a little off it before Friday."], 'So, a hand\'s width ("Friday").'),
        (["I cut a little.", "The cutting takes 3 days."], 'So, a hand\'s width ("3 days").'),
        (
            ["I cut a little on Friday, say 3 days work."],
            'hand\'s width ("on Friday, say 3 days").',
        ),
        (["One, I cut a little of it by Friday."], '("Friday").'),
        (["I cut a little with my HX-40."], "So, a hand's width."),
        (["I cut a little, 30 cuts here and 40 on yours."], '("30 cuts here and 40").'),
        # whose Friday it is cannot be known
        (["I cut a little and you pay 300 euros by Friday."], "So, a hand's width."),
    ],
)
def test_a_recap_has_the_trainees_own_figures(
    variant: Callable, bargain: OPENED, lines: list[str], words: str
) -> None:
    assert words in summed_up(variant, bargain, *lines)


def test_details_go_with_what_they_were_said_of(variant: Callable, bargain: OPENED) -> None:
    again = summed_up(variant, bargain, "I cut half off it before Friday.", "I cut a little off.")
    assert "Friday" not in again


def test_what_is_named_in_seeing_how_it_is_for_them_is_no_offer(talk: Callable[..., Talk]) -> None:
    """Half the hedge is where the birds are: nobody has offered to cut it."""
    turn = talk().at("talking").take(reading("acknowledge", topics=["cut.little"]))
    assert turn.verdicts == ()
    assert turn.agreed == {}


def test_an_apology_with_a_promise_in_it_is_no_vague_offer(talk: Callable[..., Talk]) -> None:
    turn = talk().at("talking").take(reading("apologize", "commit", topics=["cut"]))
    assert turn.verdicts == ()


SHOWN = 'cues: ["hand\'s width", "a little"], worth: 0.6'


@pytest.fixture
def in_figures(bargain: OPENED, variant: Callable[..., Persona]) -> Talk:
    """Open a conversation in which thirty euros or more are a hand's width."""
    cues, worth = SHOWN.split(", worth")
    return bargain(variant((SHOWN, f'{cues}, when: "amount >= 30", worth{worth}')))


def test_figures_name_an_option_that_no_words_name(in_figures: Talk) -> None:
    turn = in_figures.take(offer(money=30.0))
    assert kinds(turn) == [("accepted", "cut", "little")]


def test_figures_short_of_an_option_name_none(in_figures: Talk) -> None:
    turn = in_figures.take(offer(money=29.0))
    assert ("accepted", "cut", "little") not in kinds(turn)


def test_words_for_another_option_go_before_figures(in_figures: Talk) -> None:
    turn = in_figures.take(offer("cut.half", money=30.0))
    assert kinds(turn) == [("refused", "cut", "half")]


def test_figures_in_a_clear_refusal_offer_nothing(in_figures: Talk) -> None:
    assert kinds(in_figures.take(reading("refuse", money=30.0))) == []
