"""What a facilitator does in the counterpart's place: it shows in the turn, is kept, and lasts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import (
    FACILITATOR,
    Act,
    Change,
    Conversation,
    ConversationOver,
    Part,
    Persona,
    Record,
    Scripted,
    scripted,
)
from engine.persona.loading import read_persona
from engine.persona.shown import text_id, texts_of
from tests.engine.lines import Talk, as_json, reading

HOSTILE = ("It is your fault.", "It is all your fault.", "You idiot, it is your fault!")
FATHER = "My father planted it the year he died."
SUGGESTION = "A hand's width, if you like?"


@pytest.fixture(params=["straight through", "saved before the act"])
def acting(request: pytest.FixtureRequest) -> Callable[[Conversation], Conversation]:
    """Return the conversation an act is done in; every test that asks for it runs both ways."""

    def go_on(conversation: Conversation) -> Conversation:
        if request.param == "straight through":
            return conversation
        return Conversation.restore(json.loads(json.dumps(conversation.save())))

    return go_on


def answer(after: int, text: str) -> Act:
    return Act("answer", after, text)


def prompt(after: int, text: str) -> Act:
    return Act("prompt", after, text_id(text))


def nudge(after: int, feeling: str, amount: float) -> Act:
    return Act("nudge", after, feeling=feeling, amount=amount)


def test_an_answer_takes_the_place_of_the_reply(tiny: Persona, acting: Callable) -> None:
    talk = Conversation.open(tiny)
    before = talk.say("Hello.")
    talk = acting(talk)
    turn = talk.act(answer(1, "Oh,  it is you. *(looks away)* What\u202e now?"))
    assert turn.reply.parts == (
        Part("speech", "Oh, it is you."),
        Part("direction", "looks away"),
        Part("speech", "What now?"),
    )
    assert turn.reply.rules == ()
    assert turn.acts == (answer(1, "Oh, it is you. *(looks away)* What now?"),)
    assert replace(turn, reply=before.reply, acts=()) == before
    assert talk.turn == turn == talk.history()[-1]
    assert talk.context.said == "Oh, it is you. What now?"


@pytest.mark.parametrize(
    "text", ["{offer} and {name}", "*(never closed", "a )* b", "}{", "*" * 300 + "(x)", "*()*"]
)
def test_stray_signs_in_an_answer_are_words(tiny: Persona, text: str) -> None:
    talk = Conversation.open(tiny)
    talk.say("Hello.")
    assert talk.act(answer(1, text)).reply.text == text


def test_an_answer_may_be_a_direction_alone(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    turn = talk.act(answer(0, "*(says nothing)*"))
    assert (turn.reply.text, turn.reply.directions) == ("", ("says nothing",))
    assert talk.context.said == ""


def test_the_next_line_is_read_after_the_answer(tiny: Persona) -> None:
    """Yes and no mean what was asked."""

    def heard(said: str) -> set[str]:
        talk = Conversation.open(tiny)
        talk.act(answer(0, said))
        found = talk.say("Yes.").reading
        assert found is not None
        return {move.move for move in found.moves}

    assert heard("Will you keep off my lawn?") != heard("It is your fault, all of it.")


def test_the_opening_can_be_acted_on(tiny: Persona, acting: Callable) -> None:
    talk = acting(Conversation.open(tiny))
    turn = talk.act(answer(0, "You again."))
    assert talk.opening == talk.turn == turn
    talk.say("Hello.")
    again = Conversation.restore(json.loads(json.dumps(talk.save())))
    assert again.opening == talk.opening == turn
    assert talk.history()[0] == turn


def test_a_prompted_text_is_said_after_the_reply(tiny: Persona, acting: Callable) -> None:
    talk = Conversation.open(tiny)
    before = talk.say("What is it about?")
    talk = acting(talk)
    turn = talk.act(prompt(1, "*(steps out)* All right. Come and look at it."))
    assert turn.reply.parts == (
        *before.reply.parts,
        Part("direction", "steps out"),
        Part("speech", "All right. Come and look at it."),
    )
    enter = tiny.stances["talking"].enter
    assert enter is not None
    assert turn.reply.rules == (*before.reply.rules, enter.where)
    assert talk.context.said == turn.reply.text
    assert turn.stance == "calm"


def test_the_gaps_of_a_prompted_text_are_filled(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    talk.say("I can give you 40 euros.")
    turn = talk.act(prompt(1, "{amount}? Fine."))
    assert turn.reply.text.endswith(" 40 euros? Fine.")


def test_a_prompted_text_of_an_option_is_about_that_option(variant: Callable) -> None:
    persona = variant(("Over my dead body.", "Not {offer}."))
    talk = Conversation.open(persona)
    assert talk.act(prompt(0, "Not {offer}.")).reply.text.endswith(" Not all of it.")


def test_a_text_that_lacks_its_words_is_not_said(variant: Callable) -> None:
    persona = variant(("I do not see it so.", "I do not see it so, {name}."))
    talk = Conversation.open(persona)
    before = talk.save()
    wanted = prompt(0, "I do not see it so, {name}.")
    with pytest.raises(ValueError, match=r"^what fills \{name\} in this text was not said yet$"):
        talk.act(wanted)
    assert talk.save() == before
    talk.say("My name is Jo.")
    assert talk.act(replace(wanted, after=1)).reply.text.endswith("I do not see it so, Jo.")


OTHERWISE = ("Hm.", "Go on.", "And?")
"""What is said in the stance calm when nothing else fits; once all are said, one from anywhere."""


def plain_replies(talk: Conversation, count: int) -> list[str]:
    """Return what lines with nothing in them are first met with."""
    lines = [reading(text=f"words {n}") for n in range(count)]
    return [turn.reply.parts[0].text for turn in Talk(talk).take_all(*lines)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("wanted", OTHERWISE)
def test_what_was_prompted_does_not_come_back_while_another_fits(
    tiny: Persona, seed: int, wanted: str
) -> None:
    talk = Conversation.open(tiny, seed)
    talk.act(prompt(0, wanted))
    said = plain_replies(talk, 3)
    assert {wanted, *said[:2]} == set(OTHERWISE)
    assert said[2] == "Say that another way?"


def test_the_order_of_the_others_stays_and_all_are_said_as_often(tiny: Persona) -> None:
    order = [text for text in plain_replies(Conversation.open(tiny, 2), 3) if text in OTHERWISE]
    talk = Conversation.open(tiny, 2)
    assert plain_replies(talk, 1) == order[:1]
    talk.act(prompt(1, order[2]))
    assert plain_replies(talk, 1) == [order[1]]
    assert plain_replies(talk, 4) == ["Say that another way?", *order]


def test_a_prompted_need_is_told_and_not_told_again(tiny: Persona, acting: Callable) -> None:
    talk = acting(Conversation.open(tiny))
    assert talk.act(prompt(0, FATHER)).disclosed == ("father",)
    talk = Talk(talk).at("talking")
    turn = talk.take(reading("ask_open"))
    assert turn.disclosed == ("father",)
    assert FATHER not in turn.reply.text


def test_a_prompted_suggestion_is_on_the_table(tiny: Persona, acting: Callable) -> None:
    talk = acting(Conversation.open(tiny))
    turn = talk.act(prompt(0, SUGGESTION))
    assert turn.pending == ("cut", "little")
    assert talk.context.pending
    assert Talk(talk).at("talking").take(reading("accept")).agreed == {"cut": "little"}


def test_a_suggestion_on_what_is_agreed_puts_nothing_on_the_table(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    talk._state.table.agreed["cut"] = "half"
    assert talk.act(prompt(0, SUGGESTION)).pending is None
    assert talk._state.table.suggested == []


def test_a_prompted_question_raises_its_issue(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    talk.act(prompt(0, "And who pays?"))
    assert talk._state.table.raised == "pay"


def test_a_nudge_moves_a_feeling(tiny: Persona, acting: Callable) -> None:
    talk = Conversation.open(tiny)
    before = talk.say("Hello.")
    talk = acting(talk)
    turn = talk.act(nudge(1, "trust", 0.25))
    after = round(before.feelings["trust"] + 0.25, 4)
    change = Change(
        "trust", before.feelings["trust"], after, "the facilitator moved it", FACILITATOR
    )
    assert turn.changes == (*before.changes, change)
    assert turn.feelings == {**before.feelings, "trust": after}
    assert replace(turn, changes=before.changes, feelings=before.feelings, acts=()) == before
    assert talk.save()["state"]["feelings"] == list(turn.feelings.values())


def test_a_nudge_stays_within_floor_and_ceiling(variant: Callable) -> None:
    persona = variant(("anger: {label: Anger,", "anger: {label: Anger, floor: 0.15, ceiling: 0.7,"))
    talk = Conversation.open(persona)
    assert talk.act(nudge(0, "anger", 0.9)).feelings["anger"] == 0.7
    assert talk.act(nudge(0, "anger", -1)).feelings["anger"] == 0.15
    assert talk.act(nudge(0, "trust", -1)).feelings["trust"] == 0
    assert talk.act(nudge(0, "trust", -1)).changes[-1].before == 0
    assert [change.rule for change in talk.turn.changes] == [FACILITATOR] * 4


def test_what_was_nudged_decides_what_follows(tiny: Persona) -> None:
    """The way to talking needs trust above 0.4; an apology on its own gives 0.5."""
    talk = Conversation.open(tiny)
    assert talk.branch().hear("Sorry", reading("apologize")).stance == "talking"
    talk.act(nudge(0, "trust", -1))
    assert talk.hear("Sorry", reading("apologize")).stance == "calm"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (answer(1, " \u200b "), "the answer is empty; it needs a word, or a direction: *(nods)*"),
        (answer(0, "No."), "an act after line 0; the last is line 1"),
        (answer(2, "No."), "an act after line 2; the last is line 1"),
        (nudge(1, "angre", 0.1), 'no feeling "angre". Did you mean "anger"?'),
        (nudge(1, "anger", 1.5), "a feeling is moved by -1 to 1, not by 1.5"),
        (nudge(1, "anger", float("nan")), "a feeling is moved by -1 to 1, not by nan"),
        (Act("prompt", 1, "0badc0de"), 'no text "0badc0de"; texts go by their ids'),
        (Act("prompt", 1), 'no text ""; texts go by their ids'),
        (Act("nudgee", 1), 'no act "nudgee". Did you mean "nudge"?'),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_act_says_why_and_changes_nothing(tiny: Persona, act: Act, message: str) -> None:
    talk = Conversation.open(tiny)
    talk.say("Hello.")
    saved, turn = talk.save(), talk.turn
    with pytest.raises(ValueError) as error:  # noqa: PT011  the message is compared as a whole
        talk.act(act)
    assert str(error.value) == message
    assert (talk.save(), talk.turn) == (saved, turn)


def test_after_an_ending_only_its_words_can_be_changed(tiny: Persona, acting: Callable) -> None:
    talk = Conversation.open(tiny)
    for line in HOSTILE:
        ended = talk.say(line)
    talk = acting(talk)
    for act in (nudge(3, "trust", 0.1), prompt(3, "Well.")):
        with pytest.raises(ConversationOver):
            talk.act(act)
    turn = talk.act(answer(3, "Get out."))
    assert (turn.reply.text, turn.ending) == ("Get out.", ended.ending)
    with pytest.raises(ConversationOver):
        talk.say("Wait.")
    assert as_json(Conversation.replay(talk.record).history()) == as_json(talk.history())


def test_acts_do_not_count_as_lines(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    for act in (answer(0, "Yes?"), prompt(0, "Well."), nudge(0, "anger", 0.1)):
        assert talk.act(act).number == 0
    assert talk.save()["state"]["turn"] == 0
    assert talk.say("Hello.").number == 1


def test_the_json_of_a_turn_has_acts_only_where_there_are_some(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    assert "acts" not in talk.opening.as_dict()
    told = talk.act(nudge(0, "trust", 0.1)).as_dict()
    assert told["acts"] == [
        {"kind": "nudge", "after": 0, "text": "", "feeling": "trust", "amount": 0.1}
    ]
    assert list(told)[-1] == "acts"


def test_only_what_an_act_takes_is_kept_of_it(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    talk.act(Act("nudge", 0, "\x1b[31mred", "trust", 0.1))
    assert talk.record.acts == (nudge(0, "trust", 0.1),)


def test_rewinding_takes_back_the_acts_since(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    acts = [
        talk.act(nudge(0, "trust", 0.1)).acts[-1],
        talk.say("Hello.") and talk.act(answer(1, "Hm?")).acts[-1],
        talk.say("It is late.") and talk.act(nudge(2, "anger", 0.2)).acts[-1],
    ]
    talk.rewind(0)
    assert talk.record.acts == tuple(acts)
    talk.rewind(1)
    assert talk.record.acts == tuple(acts[:2])
    assert talk.turn.reply.text == "Hm?"
    talk.rewind(1)
    assert talk.record.acts == tuple(acts[:1])
    assert talk.turn == talk.opening
    assert talk.opening.feelings["trust"] == 0.4


def test_a_branch_has_the_acts_so_far(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    talk.act(nudge(0, "trust", 0.1))
    other = talk.branch()
    assert other.save() == talk.save()
    assert other.opening == talk.opening
    other.act(answer(0, "No."))
    assert len(talk.record.acts) == 1


def test_a_record_with_an_act_beyond_its_lines_is_refused(tiny: Persona) -> None:
    record = Record(str(tiny.path), "1", 0, "standard", ("Hello.",), acts=(answer(2, "No."),))
    with pytest.raises(ValueError, match="an act after line 2; the last is line 1"):
        Conversation.replay(record)


def test_what_was_saved_before_there_were_acts_can_be_restored(tiny: Persona) -> None:
    talk = Conversation.open(tiny)
    talk.say("Hello.")
    old = {key: value for key, value in talk.save().items() if key != "acts"}
    assert Conversation.restore(old).save() == talk.save()


def test_the_script_has_every_text_once_in_the_order_of_the_file(tiny: Persona) -> None:
    texts = scripted(tiny)
    assert texts[:2] == (
        Scripted(text_id("What is it?"), "What is it?", "opening", ""),
        Scripted(
            text_id("*(opens the door a little)* Yes?"),
            "*(opens the door a little)* Yes?",
            "opening",
            "",
        ),
    )
    assert texts[-1].text == "*(shuts the door)* Goodbye."
    source, model = read_persona(tiny.path)
    written = [text.id for text in texts_of(model, source) if text.mark.said]
    assert [text.id for text in texts] == list(dict.fromkeys(written))
    found = {text.text: (text.place, text.of) for text in texts}
    assert found["*(folds arms)* That does it."] == ("stance", "Calm")
    assert found["Say that another way?"] == ("anywhere", "")
    assert found["High enough."] == ("question", "height")
    assert found[FATHER] == ("interest", "Their father planted it")
    assert found["{amount}? Fine."] == ("issue", "who pays")
    assert found["Then not."] == ("bargaining", "")
    assert found["Good. So {agreed}. Tea?"] == ("ending", "A hedge for two")
    order = [text.text for text in texts]
    one_line = ["A hand's width I can do.", SUGGESTION, "Half. Oh well."]
    assert [text for text in order if text in one_line] == one_line


def test_words_that_stand_twice_are_one_text_and_count_in_both_places(variant: Callable) -> None:
    persona = variant(('"Mm. The hedge, then."', '"Hm."'))
    texts = [text for text in scripted(persona) if text.text == "Hm."]
    assert [(text.place, text.of) for text in texts] == [("stance", "Calm")]
    talk = Conversation.open(persona)
    talk.act(prompt(0, "Hm."))
    said = Talk(talk).at("talking").take(reading())
    assert said.reply.text == "Could be."


def test_every_text_can_be_prompted(tiny: Persona) -> None:
    for text in scripted(tiny):
        turn = Conversation.open(tiny).act(Act("prompt", 0, text.id))
        assert turn.acts == (Act("prompt", 0, text.id),)


def test_a_translation_is_prompted_by_the_same_ids_and_read_as_written(
    tiny_path: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "robin.yaml"
    copy.write_bytes(tiny_path.read_bytes())
    known = text_id(FATHER)
    (tmp_path / "robin.de.yaml").write_text(
        "detente: 1\ntranslates: robin\nlanguage: de\n"
        f"texts:\n  {known}: Mein Vater hat sie gepflanzt.\n"
    )
    written = Conversation.open(str(copy))
    told = Conversation.open(str(copy), language="de")
    assert [text.id for text in scripted(told.persona)] == [
        text.id for text in scripted(written.persona)
    ]
    turns = [talk.act(Act("prompt", 0, known)) for talk in (written, told)]
    assert turns[1].reply.text.endswith("Mein Vater hat sie gepflanzt.")
    assert told.context.said == written.context.said == turns[0].reply.text
    assert Conversation.replay(told.record).turn == turns[1]


LINES = ("It is your fault.", "I am sorry.", "Why is it so high?", "I will pay you 50 euros.", "")

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.sampled_from(LINES)),
        st.tuples(st.just("answer"), st.text(max_size=20) | st.just("No. *(nods)* Why?")),
        st.tuples(st.just("prompt"), st.integers(0, 200)),
        st.tuples(
            st.just("nudge"), st.sampled_from(["trust", "anger", "joy"]), st.floats(-1.2, 1.2)
        ),
        st.tuples(st.just("rewind"), st.integers(0, 3)),
        st.just(("branch",)),
        st.just(("saved",)),
    ),
    max_size=12,
)


def take(talk: Conversation, step: tuple) -> Conversation:
    """Do one step, which may be refused; return the conversation to go on with."""
    after = len(talk.record.lines)
    texts = scripted(talk.persona)
    match step:
        case ("say", line):
            talk.say(line)
        case ("answer", text):
            talk.act(answer(after, text))
        case ("prompt", number):
            talk.act(Act("prompt", after, texts[number % len(texts)].id))
        case ("nudge", feeling, amount):
            talk.act(nudge(after, feeling, amount))
        case ("rewind", n):
            talk.rewind(n)
        case ("branch",):
            return talk.branch()
        case ("saved",):
            return Conversation.restore(json.loads(json.dumps(talk.save())))
    return talk


@settings(max_examples=40, deadline=None)
@given(STEPS, st.integers(0, 5), st.sampled_from(["easy", "hard"]))
def test_whatever_was_done_the_record_tells_it_again(
    tiny: Persona, steps: list[tuple], seed: int, level: str
) -> None:
    talk = Conversation.open(tiny, seed, level)
    for step in steps:
        before = talk.save()
        try:
            talk = take(talk, step)
        except ValueError:  # refused: an ending, an unknown feeling, too many lines
            assert talk.save() == before
    told = Conversation.replay(talk.record)
    assert told.record == talk.record
    assert as_json(told.history()) == as_json(talk.history())
    assert as_json([told.opening]) == as_json([talk.opening])
    assert json.dumps(told.save()) == json.dumps(talk.save())
    if talk.turn.number == len(talk.record.lines):  # restored, it has yet to be told again
        assert as_json([told.turn]) == as_json([talk.turn])
