"""Where the counterpart stands: which way is taken, what counts anew, what the machine keeps."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest

from engine import Conversation, Persona, Transition
from engine.stance import machine_of
from engine.state import State
from tests.engine.lines import Talk, moment_of, reading

OPENED = Callable[..., Talk]


def test_most_lines_move_nothing(talk: OPENED) -> None:
    turn = talk().take(reading("explain"))
    assert turn.transition is None
    assert turn.stance == "calm"


def test_a_way_is_taken_when_its_condition_holds(talk: OPENED, tiny_text: str) -> None:
    talk = talk()
    first, second = talk.take_all(reading("blame"), reading("blame"))
    assert first.transition is None
    assert second.transition is not None
    rule = second.transition.rule.removeprefix("tiny.yaml:")
    assert "blamed too often" in tiny_text.splitlines()[int(rule) - 1]
    assert second.transition == Transition("calm", "cross", "blamed too often", f"tiny.yaml:{rule}")
    assert second.transition.as_dict()["from"] == "calm"
    assert second.stance == "cross"


@pytest.mark.parametrize(("level", "lines"), [("easy", 3), ("standard", 2), ("hard", 1)])
def test_patience_is_the_levels(talk: OPENED, level: str, lines: int) -> None:
    talk = talk(level=level)
    stances = [turn.stance for turn in talk.take_all(*[reading("blame")] * lines)]
    assert stances == ["calm"] * (lines - 1) + ["cross"]


def test_of_two_ways_the_first_is_taken(variant: Callable, talk: OPENED) -> None:
    persona = variant(
        (
            "      - {to: cross, when: times(blame)",
            "      - {to: gone, when: contempt, because: at once}\n"
            "      - {to: cross, when: times(blame)",
        ),
    )
    assert talk(persona).take(reading("contempt")).stance == "gone"


def everywhere(variant: Callable, when: str, to: str = "gone") -> Persona:
    way = f"anywhere:\n  go:\n    - {{to: {to}, when: {when}, because: from anywhere}}\n"
    return variant(("anywhere:\n", way))


def test_a_way_from_anywhere_holds_in_every_stance(variant: Callable, talk: OPENED) -> None:
    persona = everywhere(variant, "threaten")
    for stance in ("calm", "talking"):
        assert talk(persona).at(stance).take(reading("threaten")).stance == "gone"


def test_a_stances_own_ways_come_before_those_from_anywhere(
    variant: Callable, talk: OPENED
) -> None:
    turn = talk(everywhere(variant, "contempt")).take(reading("contempt"))
    assert turn.transition is not None
    assert turn.transition.because == "blamed too often"
    assert turn.stance == "cross"


def test_a_way_from_anywhere_does_not_lead_where_they_are(variant: Callable, talk: OPENED) -> None:
    talk = talk(everywhere(variant, "always", to="calm"))
    assert talk.take(reading()).transition is None
    assert talk.at("talking").take(reading()).stance == "calm"


def test_one_line_takes_one_way(talk: OPENED) -> None:
    """cross -> gone holds at once for the line that led to cross, and waits for the next."""
    talk = talk()
    assert talk.take(reading("contempt")).stance == "cross"
    assert talk.take(reading("contempt")).stance == "gone"


def test_a_stance_begun_counts_anew(talk: OPENED) -> None:
    talk = talk()
    talk.take(reading("blame", "explain"))
    moment = moment_of(talk, reading())
    assert (moment.turns_here, sum(moment.state.here) > 0) == (1, True)
    talk.take(reading("blame", "explain"))
    moment = moment_of(talk, reading())
    assert moment.stance == "cross"
    assert moment.turns_here == 0
    assert sum(moment.state.here) == 0
    assert max(moment.state.times) == 2
    talk.take(reading("explain"))
    moment = moment_of(talk, reading())
    assert moment.turns_here == 1
    assert max(moment.state.here) == 1


def test_here_in_a_condition_counts_since_the_stance_began(variant: Callable, talk: OPENED) -> None:
    persona = variant(("{to: gone, when: harmful,", "{to: gone, when: here(explain) >= 2,"))
    talk = talk(persona)
    lines = [reading("explain"), reading("explain", "contempt"), reading("explain")]
    assert [turn.stance for turn in talk.take_all(*lines)] == ["calm", "cross", "cross"]
    assert talk.take(reading("explain")).stance == "gone"


def test_a_stance_is_visited_once_for_all(talk: OPENED) -> None:
    talk = talk()
    talk.take_all(*[reading(move) for move in ("contempt", "apologize", "contempt", "apologize")])
    assert talk.conversation.save()["state"]["visited"] == ["calm", "cross"]


def test_visited_holds_for_where_they_began_and_were(variant: Callable, talk: OPENED) -> None:
    persona = variant(("{when: foreign, say", '{when: "visited(cross) and at(talking)", say'))
    talk = talk(persona)
    lines = [reading("explain"), reading("contempt"), reading("apologize")]
    lines += [reading("explain"), reading("explain")]  # an apology and some trust: talking
    said = [turn.reply.text for turn in talk.take_all(*lines)]
    assert [text == "I only have English, sorry." for text in said] == [False] * 4 + [True]


def test_a_stance_entered_says_its_entering_text(talk: OPENED) -> None:
    talk = talk().feel(trust=0.6)
    turn = talk.take(reading("apologize"))
    assert turn.stance == "talking"
    assert turn.reply.text == "All right. Come and look at it."
    assert turn.reply.directions == ("steps out",)


def test_a_way_with_words_of_its_own_says_those_instead(variant: Callable, talk: OPENED) -> None:
    persona = variant(("because: an apology and some trust}", 'because: an apology, say: ["Oh."]}'))
    talk = talk(persona).feel(trust=0.6)
    assert talk.take(reading("apologize")).reply.text == "Oh."


def test_an_own_way_may_lead_back_where_it_began(variant: Callable, talk: OPENED) -> None:
    persona = variant(
        ("{to: cross, when: times(blame) >= patience or contempt", "{to: calm, when: blame")
    )
    talk = talk(persona)
    talk.take(reading("explain"))
    turn = talk.take(reading("blame"))
    assert turn.transition is not None
    assert (turn.transition.before, turn.transition.after) == ("calm", "calm")
    assert moment_of(talk, reading()).turns_here == 0


# --------------------------------------------------------------------------- once

WAY = "because: an apology, say:"


def test_a_way_that_is_taken_once_is_not_taken_again(variant: Callable, talk: OPENED) -> None:
    persona = variant((WAY, f"once: true, {WAY}"))
    talk = talk(persona)
    moves = ("contempt", "apologize", "contempt", "apologize", "apologize")
    stances = [turn.stance for turn in talk.take_all(*map(reading, moves))]
    assert stances == ["cross", "calm", "cross", "cross", "cross"]


def test_after_its_one_time_a_way_lets_the_next_be_taken(variant: Callable, talk: OPENED) -> None:
    second = '      - {to: talking, when: apologize, because: once more}\n    otherwise: ["I have'
    persona = variant((WAY, f"once: true, {WAY}"), ('    otherwise: ["I have', second))
    moves = ("contempt", "apologize", "contempt", "apologize")
    stances = [turn.stance for turn in talk(persona).take_all(*map(reading, moves))]
    assert stances == ["cross", "calm", "cross", "talking"]


def test_a_way_from_anywhere_is_taken_once_for_all_stances(variant: Callable, talk: OPENED) -> None:
    talk = talk(everywhere(variant, "threaten, once: true", to="talking"))
    assert talk.take(reading("threaten")).stance == "talking"
    assert talk.at("calm").take(reading("threaten")).stance == "calm"
    assert talk.at("cross").take(reading("threaten")).stance == "gone"  # harmful: its own way


def test_taken_back_a_way_can_be_taken_again(variant: Callable) -> None:
    conversation = Conversation.open(variant((WAY, f"once: true, {WAY}")))
    lines = ("You are a pathetic liar.", "I am so sorry. I apologize.")
    assert [conversation.say(line).stance for line in lines] == ["cross", "calm"]
    conversation.rewind(1)
    assert conversation.say(lines[1]).stance == "calm"
    other = conversation.branch()
    assert conversation.say(lines[0]).stance == "cross"
    assert conversation.say(f"Really, {lines[1]}").stance == "cross"
    assert other.turn.stance == "calm"


# --------------------------------------------------------------------------- limit


def limited(variant: Callable, limit: str, *more: tuple[str, str]) -> Persona:
    """Robin, who is cross only for so long."""
    return variant(("    title: Cross\n", f"    title: Cross\n    limit: {{{limit}}}\n"), *more)


LIMIT = "to: calm, because: they had waited long enough"


def test_a_limit_is_taken_when_no_other_way_was(variant: Callable, talk: OPENED) -> None:
    persona = limited(variant, f"turns: 3, {LIMIT}, say: [Well then.]")
    turns = talk(persona).take_all(reading("contempt"), *[reading("explain")] * 3)
    assert [turn.stance for turn in turns] == ["cross", "cross", "cross", "calm"]
    assert turns[-1].reply.text.startswith("Well then.")
    transition = turns[-1].transition
    assert transition is not None
    assert transition.because == "they had waited long enough"
    file, _, line = transition.rule.partition(":")
    assert persona.path.read_text().splitlines()[int(line) - 1].startswith("    limit:")
    assert file == persona.path.name


@pytest.mark.parametrize(("level", "lines"), [("easy", 3), ("standard", 2), ("hard", 1)])
def test_without_turns_it_is_the_levels_patience(
    variant: Callable, talk: OPENED, level: str, lines: int
) -> None:
    talk = talk(limited(variant, LIMIT), level=level).at("cross")
    stances = [turn.stance for turn in talk.take_all(*[reading("explain")] * lines)]
    assert stances == ["cross"] * (lines - 1) + ["calm"]


def test_every_other_way_comes_before_the_limit(variant: Callable, talk: OPENED) -> None:
    own = limited(variant, f"turns: 1, {LIMIT}")
    assert talk(own).at("cross").take(reading("contempt")).stance == "gone"
    anywhere = "anywhere:\n  go:\n    - {to: talking, when: explain, because: from anywhere}\n"
    shared = limited(variant, f"turns: 1, {LIMIT}", ("anywhere:\n", anywhere))
    assert talk(shared).at("cross").take(reading("explain")).stance == "talking"


def test_whoever_comes_back_has_the_whole_limit_again(variant: Callable, talk: OPENED) -> None:
    talk = talk(limited(variant, f"turns: 2, {LIMIT}"))
    lines = [reading("contempt"), reading("explain"), reading("apologize")]
    lines += [reading("contempt"), reading("explain"), reading("explain")]
    stances = [turn.stance for turn in talk.take_all(*lines)]
    assert stances == ["cross", "cross", "calm", "cross", "cross", "calm"]


def test_a_limit_may_hold_once(variant: Callable, talk: OPENED) -> None:
    talk = talk(limited(variant, f"turns: 1, once: true, {LIMIT}"))
    moves = ("contempt", "explain", "contempt", "explain", "explain")
    stances = [turn.stance for turn in talk.take_all(*map(reading, moves))]
    assert stances == ["cross", "calm", "cross", "cross", "cross"]


def test_conversations_share_their_personas_machine(tiny: Persona, variant: Callable) -> None:
    machine = machine_of(tiny)
    first, second = Conversation.open(tiny), Conversation.open(tiny)
    first.hear("x", reading("contempt"))
    assert machine_of(first.persona) is machine_of(second.persona) is machine
    assert (first.turn.stance, second.turn.stance) == ("cross", "calm")
    assert machine_of(variant()) is not machine


@pytest.fixture
def only_new_things() -> Iterator[None]:
    """Let the collector overlook what there was before, which is much and beside the point."""
    gc.freeze()
    yield
    gc.unfreeze()


def living_states() -> int:
    gc.collect()
    return sum(type(thing) is State for thing in gc.get_objects())


@pytest.mark.usefixtures("only_new_things")
def test_the_machine_keeps_no_conversation(tiny: Persona) -> None:
    conversation = Conversation.open(tiny)
    conversation.hear("x", reading("contempt"))
    assert conversation.turn.transition is not None
    assert living_states() == 1
    reference = weakref.ref(conversation)
    del conversation
    assert living_states() == 0
    assert reference() is None
    assert machine_of(tiny).models == []
