"""What is said: which rule, which text, which beats, and never the same words while others fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Conversation, Part, Persona, Reading, Span, Topic, Turn
from engine.persona.persona import Pool
from engine.reading import MOVES
from tests.engine.lines import Talk, moment_of, reading

OPENED = Callable[..., Talk]

CALM = '      - {when: blame, say: ["Me? It was here before you.", "I do not see it so."]}\n'
DRIVE = '      - {beat: drive, say: ["Is there anything else?"]}\n'


@pytest.fixture
def saying(variant: Callable) -> Callable[..., Persona]:
    """Return the tiny persona with these reply rules in place of the calm stance's own."""

    def load(*rules: str, anywhere: str = "") -> Persona:
        listed = "".join(f"      - {{{rule}}}\n" for rule in rules)
        return variant(
            (CALM, listed),
            ('      - {when: acknowledge, beat: reaction, say: ["Well."]}\n', ""),
            ('      - {when: ask_open, say: ["My father planted it."]}\n', ""),
            ('      - {when: "about(hedge)", say: ["The hedge stays, mostly."]}\n', ""),
            (DRIVE, ""),
            ("    - {when: foreign, say", f"{anywhere}    - {{when: foreign, say"),
        )

    return load


# --------------------------------------------------------------------------- which rule


@pytest.mark.parametrize(
    ("general", "specific"),
    [
        ("always", "explain"),
        ("turn >= 1", "explain"),
        ("explain", "explain and turn >= 1"),
        ("explain", "explain and inform"),
        ("explain or always", "turn >= 1"),
        ("not blame", "explain"),
        ("explain and not blame", "explain and inform"),
        ("turn >= 1", "about(hedge)"),
        ("explain", "about(hedge) and turn >= 1"),
        ("explain or inform and warm", "explain and turn >= 1"),
    ],
)
def test_the_more_specific_rule_wins(
    saying: Callable, talk: OPENED, general: str, specific: str
) -> None:
    line = reading("explain", "inform", topics=["hedge"], tone="warm")
    general, specific = (
        f'when: "{when}", say: ["{name}."]'
        for name, when in (("General", general), ("Specific", specific))
    )
    for rules in ((general, specific), (specific, general)):
        assert talk(saying(*rules)).take(line).reply.text == "Specific."


def test_of_equals_the_earlier_wins(saying: Callable, talk: OPENED) -> None:
    persona = saying('when: explain, say: ["First."]', 'when: inform, say: ["Second."]')
    assert talk(persona).take(reading("inform", "explain")).reply.text == "First."


def test_of_equals_the_stances_own_wins_over_anywhere(saying: Callable, talk: OPENED) -> None:
    persona = saying(
        'when: explain, say: ["Own."]', anywhere='    - {when: explain, say: ["Anywhere."]}\n'
    )
    assert talk(persona).take(reading("explain")).reply.text == "Own."


def test_the_more_specific_wins_even_from_anywhere(saying: Callable, talk: OPENED) -> None:
    persona = saying(
        'when: explain, say: ["Own."]',
        anywhere='    - {when: explain and inform, say: ["Anywhere."]}\n',
    )
    assert talk(persona).take(reading("explain", "inform")).reply.text == "Anywhere."


def test_where_nothing_holds_the_stance_has_otherwise(talk: OPENED) -> None:
    talk = talk()
    assert talk.take(reading("small_talk")).reply.text.split(" Is")[0] in ("Hm.", "Go on.", "And?")


def test_without_an_otherwise_of_its_own_a_stance_has_that_of_anywhere(
    variant: Callable, talk: OPENED
) -> None:
    persona = variant(('    otherwise: ["Hm.", "Go on.", "And?"]\n', ""))
    turn = talk(persona).take(reading("small_talk"))
    assert turn.reply.text == "Say that another way?"


# --------------------------------------------------------------------------- which text


def test_a_rule_whose_texts_are_used_up_steps_back(saying: Callable, talk: OPENED) -> None:
    persona = saying(
        'when: explain and inform, say: ["Most."]',
        'when: explain, say: ["One.", "Two."]',
    )
    talk = talk(persona)
    said = [talk.take(reading("explain", "inform")).reply.text for _ in range(7)]
    assert said[0] == "Most."
    assert set(said[1:3]) == {"One.", "Two."}
    assert set(said[3:6]) == {"Hm.", "Go on.", "And?"}
    assert said[6] == "Say that another way?"


def test_when_all_is_used_up_the_best_begins_again(saying: Callable, talk: OPENED) -> None:
    talk = talk(saying('when: explain, say: ["One.", "Two."]'))
    said = [talk.take(reading("explain")).reply.text for _ in range(12)]
    assert said[:2] == said[6:8]
    assert set(said[:6]) == set(said[6:]) == {*said}
    assert len({*said[:6]}) == 6


def pools_of(thing: object) -> Iterator[Pool]:
    """Every pool of texts in a persona."""
    if isinstance(thing, Pool):
        yield thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from pools_of(one)
    elif isinstance(thing, dict):
        yield from pools_of(list(thing.values()))
    elif type(thing).__module__ == Pool.__module__ and hasattr(thing, "__slots__"):
        yield from pools_of([getattr(thing, name) for name in thing.__slots__ if name[:2] != "__"])


def rows(persona: Persona) -> dict[tuple[Part, ...], Pool]:
    """The pool of each text; texts with gaps are left out, what fills them differs."""
    return {text.parts: pool for pool in pools_of(persona) for text in pool.texts if not text.gaps}


def said_texts(turn: Turn, known: dict[tuple[Part, ...], Pool]) -> list[tuple[Part, ...]]:
    """Take a reply apart into the texts it was put together from."""
    parts, out = turn.reply.parts, []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            if parts[at:end] in known:
                out.append(parts[at:end])
                at = end - 1
                break
        at += 1
    return out


LINES = st.builds(
    lambda moves, topics, form, question, money: reading(
        *moves, topics=topics, form=form, question=question, money=money
    ),
    st.lists(st.sampled_from(MOVES), max_size=3, unique=True),
    st.lists(
        st.sampled_from(["hedge", "height", "cut", "cut.half", "cut.little", "pay.you"]),
        max_size=2,
        unique=True,
    ),
    st.sampled_from(["words", "words", "words", "silent", "foreign", "unclear"]),
    st.booleans(),
    st.none() | st.just(100.0),
)


@settings(max_examples=100)
@given(
    st.lists(LINES, max_size=25),
    st.integers(0, 50),
    st.sampled_from(["calm", "talking", "cross"]),
)
def test_no_text_comes_back_while_its_rule_has_another(
    tiny: Persona, lines: list, seed: int, stance: str
) -> None:
    known = rows(tiny)
    conversation = Conversation.open(tiny, seed)
    talk = Talk(conversation).at(stance)
    told: dict[int, list[tuple[Part, ...]]] = {}
    for turn in [conversation.opening, *talk.take_all(*lines)]:
        for parts in said_texts(turn, known):
            pool = known[parts]
            before = told.setdefault(pool.key, [])
            others = len(pool.texts) - 1
            assert parts not in before[-others:] if others else True
            before.append(parts)
            counts = Counter(before)
            assert max(counts.values()) - min(counts[text.parts] for text in pool.texts) <= 1


@settings(max_examples=60)
@given(st.lists(LINES, min_size=1, max_size=20), st.integers(0, 50))
def test_whatever_is_heard_something_is_said(tiny: Persona, lines: list, seed: int) -> None:
    for turn in Talk(Conversation.open(tiny, seed)).take_all(*lines):
        assert turn.reply.parts
        assert turn.reply.text
        assert turn.reply.rules
        assert "{" not in turn.reply.text


# --------------------------------------------------------------------------- which beats


def test_a_reply_has_up_to_three_beats(saying: Callable, talk: OPENED) -> None:
    persona = saying(
        'when: explain, beat: reaction, say: ["*(nods)* Reaction."]',
        'when: explain, say: ["Answer."]',
        'beat: drive, say: ["Drive. *(waits)*"]',
    )
    reply = talk(persona).take(reading("explain")).reply
    assert reply.text == "Reaction. Answer. Drive."
    assert reply.directions == ("nods", "waits")
    assert [part.kind for part in reply.parts] == [
        "direction", "speech", "speech", "speech", "direction",
    ]  # fmt: skip
    assert reply.as_dict()["text"] == reply.text
    assert len(reply.rules) == 3


def test_the_rules_of_a_reply_name_the_lines_of_its_texts(talk: OPENED, tiny_text: str) -> None:
    reply = talk().take(reading("acknowledge", "ask_open")).reply
    assert reply.text == "Well. My father planted it. Is there anything else?"
    lines = [tiny_text.splitlines()[int(rule.split(":")[1]) - 1] for rule in reply.rules]
    for line, text in zip(lines, ("Well.", "My father planted it.", "anything else"), strict=True):
        assert text in line


@pytest.mark.parametrize("beat", ["reaction", "answer"])
def test_alone_leaves_everything_else_out(saying: Callable, talk: OPENED, beat: str) -> None:
    other = "answer" if beat == "reaction" else "reaction"
    persona = saying(
        f'when: explain, beat: {beat}, say: ["Alone."], alone: true',
        f'when: explain, beat: {other}, say: ["Other."]',
        'beat: drive, say: ["Drive."]',
    )
    assert talk(persona).take(reading("explain")).reply.text == "Alone."


def way(variant: Callable, options: str) -> Persona:
    return variant(('say: ["*(folds arms)* That does it."]', f'say: ["That does it."]{options}'))


def test_a_way_taken_speaks_in_place_of_the_reaction(variant: Callable, talk: OPENED) -> None:
    line = reading("contempt", "acknowledge", topics=["height"], question=True)
    reply = talk(way(variant, "")).take(line).reply
    assert reply.text == "That does it. High enough."


def test_a_last_way_speaks_after_the_answer(variant: Callable, talk: OPENED) -> None:
    line = reading("contempt", topics=["height"], question=True)
    reply = talk(way(variant, ", last: true")).take(line).reply
    assert reply.text == "High enough. That does it."


@pytest.mark.parametrize("options", [", alone: true", ", alone: true, last: true"])
def test_a_way_alone_lets_nothing_else_be_said(
    variant: Callable, talk: OPENED, options: str
) -> None:
    line = reading("contempt", topics=["height"], question=True)
    assert talk(way(variant, options)).take(line).reply.text == "That does it."


def test_a_way_without_words_leaves_the_reply_to_the_new_stance(talk: OPENED) -> None:
    talk = talk().at("cross")
    turn = talk.take(reading("apologize"))
    assert turn.stance == "calm"
    assert turn.reply.text == "All right. Start again."
    talk = talk.at("talking")
    assert talk.take(reading("explain")).reply.text in ("Mm. The hedge, then.", "Could be.")


def test_a_drive_is_left_out_on_every_second_turn(saying: Callable, talk: OPENED) -> None:
    texts = ", ".join(f'"Drive {n}."' for n in range(9))
    talk = talk(
        saying('when: explain, say: ["A.", "B.", "C.", "D.", "E."]', f"beat: drive, say: [{texts}]")
    )
    turns = talk.take_all(*[reading("explain")] * 5)
    assert ["Drive" in turn.reply.text for turn in turns] == [True, False, True, False, True]


def test_a_drive_said_always_is_said_always(saying: Callable, talk: OPENED) -> None:
    texts = ", ".join(f'"Drive {n}."' for n in range(9))
    answer = 'when: explain, say: ["A.", "B.", "C.", "D.", "E."]'
    talk = talk(saying(answer, f"beat: drive, always: true, say: [{texts}]"))
    turns = talk.take_all(*[reading("explain")] * 4)
    assert all("Drive" in turn.reply.text for turn in turns)


def test_a_question_is_not_driven_over(saying: Callable, talk: OPENED) -> None:
    persona = saying('when: explain, say: ["Why? *(waits)*"]', 'beat: drive, say: ["Drive."]')
    assert talk(persona).take(reading("explain")).reply.text == "Why?"


def test_a_drive_used_up_is_not_said_again(talk: OPENED) -> None:
    talk = talk()
    turns = talk.take_all(*[reading("explain", text=f"{n}") for n in range(8)])
    assert sum("anything else" in turn.reply.text for turn in turns) == 1


def test_after_an_agreement_the_next_issue_is_raised(talk: OPENED) -> None:
    talk = talk().at("talking").feel(anger=0.0, trust=0.0)
    turn = talk.take(reading("propose", topics=["cut.little"]))
    assert turn.reply.text == "A hand's width I can do. And who pays?"
    assert talk.conversation.save()["state"]["table"]["raised"] == "pay"


def test_an_issue_is_raised_when_its_condition_holds(variant: Callable, talk: OPENED) -> None:
    persona = variant(
        ("  suggests: invite_ideas\n", "  suggests: invite_ideas\n  raises: explain\n")
    )
    talk = talk(persona).at("talking")
    assert talk.take(reading("explain")).reply.text.endswith("How much would you cut off?")
    assert "How much" not in talk.take(reading("explain")).reply.text  # not two turns running
    assert "How much" not in talk.take(reading("inform")).reply.text


# --------------------------------------------------------------------------- questions


def test_a_question_is_answered_by_the_first_answer_that_holds(talk: OPENED) -> None:
    line = reading("ask_closed", topics=["height"])
    assert talk().take(line).reply.text.startswith("High enough.")
    assert talk().at("talking").take(line).reply.text == "Two metres ten. I measured."


def test_what_is_named_but_not_asked_is_not_answered(talk: OPENED) -> None:
    turn = talk().take(reading("inform", topics=["height"]))
    assert "High enough." not in turn.reply.text


@pytest.mark.parametrize("asking", ["ask_open", "ask_closed", "invite_ideas"])
def test_asking_moves_ask(talk: OPENED, asking: str) -> None:
    turn = talk().take(reading(asking, topics=["height"]))
    assert turn.reply.text.startswith("High enough.")


def test_an_answer_keeps_its_condition_when_its_texts_are_used_up(talk: OPENED) -> None:
    talk = talk().at("talking")
    line = reading("ask_closed", topics=["height"])
    assert {talk.take(line).reply.text for _ in range(2)} == {"Two metres ten. I measured."}


def test_nobody_answers_the_same_question_for_ever(talk: OPENED) -> None:
    talk = talk().at("talking")
    line = reading("ask_closed", topics=["height"])
    said = [talk.take(line).reply.text for _ in range(3)]
    assert said.count("Two metres ten. I measured.") == 2
    assert said[2] in ("Mm. The hedge, then.", "Could be.")


def test_a_verdict_comes_before_the_answer_to_a_question(talk: OPENED) -> None:
    talk = talk().at("talking").feel(anger=0.0, trust=0.0)
    turn = talk.take(reading("propose", topics=["height", "cut.half"], question=True))
    assert turn.reply.text.startswith("Half! That is the birds gone.")
    assert "metres" not in turn.reply.text


def test_an_interest_told_comes_before_a_verdict(talk: OPENED) -> None:
    talk = talk().at("talking").feel(anger=0.0, trust=0.0)
    turn = talk.take(reading("propose", "ask_open", topics=["cut.half"]))
    assert turn.reply.text == "My father planted it the year he died."
    assert [verdict.kind for verdict in turn.verdicts] == ["refused"]


# --------------------------------------------------------------------------- gaps


def gap(variant: Callable, name: str) -> Persona:
    return variant(('["Me? It was here before you.", "I do not see it so."]', f'["<{{{name}}}>"]'))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("offer", "that"),
        ("amount", "that"),
        ("agreed", "nothing yet"),
        ("open", "how far it is cut"),
        ("quote", "your fault"),
    ],
)
def test_a_gap_is_filled_even_when_there_is_little_to_fill_it(
    variant: Callable, talk: OPENED, name: str, words: str
) -> None:
    turn = talk(gap(variant, name)).take(reading("blame", text="your fault"))
    assert turn.reply.text.startswith(f"<{words}>")


def test_an_amount_is_quoted_as_it_was_named(variant: Callable, talk: OPENED) -> None:
    turn = talk(gap(variant, "amount")).take(reading("blame", money=12.5))
    assert turn.reply.text.startswith("<12.5 euros>")


def test_what_is_agreed_and_open_is_listed(variant: Callable, talk: OPENED) -> None:
    persona = variant(
        ('["Mm. The hedge, then.", "Could be."]', '["<{agreed}> <{open}>"]'),
        ("agreements >= 2 and (appreciate or confirm_agreement)", "never"),
    )
    talk = talk(persona).at("talking").feel(anger=0.0, trust=0.0)
    talk.take(reading("propose", topics=["cut.little"]))
    assert talk.take(reading("inform")).reply.text == "<a hand's width> <who pays>"
    talk.take(reading("propose", topics=["pay.you"], money=100.0))
    said = [talk.take(reading("inform", text=f"{n}")).reply.text for n in range(3)]
    assert "<a hand's width and you pay> <nothing>" in said


def test_a_quote_is_of_the_damaging_move(variant: Callable, talk: OPENED) -> None:
    line = reading("explain", text="because it rained")
    blame = reading("blame", text="your fault").moves
    both = type(line)("because it rained", moves=(*line.moves, *blame))
    turn = talk(gap(variant, "quote")).take(both)
    assert turn.reply.text.startswith("<your fault>")


@pytest.mark.parametrize(
    "typed", ["{agreed}", "{quote}", "*(bows)*", "<b>&amp;</b>", "{", "\\1 %s"]
)
def test_what_was_typed_is_quoted_and_nothing_else(
    variant: Callable, talk: OPENED, typed: str
) -> None:
    """No gap in it is filled, no direction in it is acted on."""
    turn = talk(gap(variant, "quote")).take(reading("blame", text=typed))
    assert turn.reply.parts[0] == Part("speech", f"<{typed}>")
    assert turn.reply.directions == ()


def test_nobody_asks_for_the_same_thing_for_ever(
    talk: OPENED, variant: Callable[..., Persona]
) -> None:
    persona = variant(
        ("  suggests: invite_ideas\n", "  suggests: invite_ideas\n  raises: always\n")
    )
    opened = talk(persona).at("talking")
    said = [opened.take(reading(text=f"line {n}")).reply.text for n in range(12)]
    assert sum("How much would you cut off?" in one for one in said) == 2
    assert sum("And who pays?" in one for one in said) == 2


def test_a_vague_offer_is_not_questioned_for_ever(talk: OPENED) -> None:
    opened = talk().at("talking")
    offer = [reading("propose", text=f"offer {n}", topics=["cut"]) for n in range(4)]
    said = [opened.take(line).reply.text for line in offer]
    assert ["What would you cut, exactly?" in one for one in said] == [True, True, False, False]


def test_of_two_directions_in_a_row_the_first_is_shown(
    saying: Callable[..., Persona], talk: OPENED
) -> None:
    persona = saying(
        'when: blame, beat: reaction, say: ["*(looks up)*"]',
        'when: blame, say: ["*(folds arms)* Me? *(waits)*"]',
    )
    reply = talk(persona).take(reading("blame")).reply
    assert reply.whole == "*(looks up)* Me? *(waits)*"


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("I want to know how high it is.", True),
        ("I'd also like to understand what it is for.", True),
        ("I know how high it is.", False),
        ("Is that so? I know how high it is.", False),
    ],
)
def test_a_question_may_be_put_as_a_wish(tiny: Persona, line: str, asked: bool) -> None:
    heard = Reading(line, topics=(Topic("height", 1.0, Span(len(line) - 9, len(line), "")),))
    assert ("height" in moment_of(Conversation.open(tiny), heard).asked) == asked
