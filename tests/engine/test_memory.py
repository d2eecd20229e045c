"""What is kept of a line: the words that showed a fact, what goes against it, terms, a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Conversation, FoundMove, Persona, Reading, Span, Term, Topic
from engine.memory import MOST_QUOTED
from tests.engine.lines import Talk, reading

OPENED = Callable[..., Talk]

FACT = "  apologised: apologize\n"
BLAMELESS = "  blameless: {when: about(hedge), against: blame and not apologize}\n"
GOES_AGAINST = (
    '      - {when: ask_open, say: ["My father planted it."]}',
    "      - {when: contradicted(blameless), say: ['You said \"{said.blameless}\".']}",
)
HURT = (
    "  - {when: acknowledge, change: {trust: +0.2}, because: You saw their side}",
    "  - {when: contradicted(blameless), change: {trust: -0.1}, because: You went back on it}",
)
AGAINST = ((FACT, FACT + BLAMELESS), GOES_AGAINST, HURT)


def quoted(talk: Talk) -> dict[str, str]:
    return talk.conversation.save()["state"]["quoted"]


def shown(text: str, *words: str, topic: str = "hedge") -> Reading:
    """Return a line in which the words name a topic."""
    spans = [Span(text.index(word), text.index(word) + len(word), word) for word in words]
    return Reading(text, topics=tuple(Topic(topic, 1.0, span) for span in spans))


@pytest.fixture
def keeping(talk: OPENED, variant: Callable[..., Persona]) -> Callable[[str], Talk]:
    """Open a conversation in which a fact has this condition."""

    def open_talk(condition: str) -> Talk:
        return talk(variant((FACT, f'{FACT}  kept: "{condition}"\n')))

    return open_talk


# --------------------------------------------------------------------------- the words kept


def test_the_sentence_that_showed_a_fact_is_kept(keeping: Callable[[str], Talk]) -> None:
    talk = keeping("about(hedge)")
    talk.take(shown("Good morning. The hedge is yours, I know. What now?", "hedge"))
    assert quoted(talk) == {"kept": "The hedge is yours, I know"}


def test_the_words_first_said_stay(keeping: Callable[[str], Talk]) -> None:
    talk = keeping("about(hedge)")
    talk.take_all(shown("The hedge is yours.", "hedge"), shown("That hedge again!", "hedge"))
    assert quoted(talk) == {"kept": "The hedge is yours"}


def test_what_a_condition_forbids_does_not_show_it(keeping: Callable[[str], Talk]) -> None:
    """The blame is in the second sentence; that there is no apology shows in none."""
    text = "I know the hedge. It is your fault."
    line = Reading(
        text,
        moves=(FoundMove("blame", 1.0, (Span(18, 34, text[18:34]),)),),
        topics=(Topic("hedge", 1.0, Span(7, 12, "hedge")),),
    )
    talk = keeping("blame and not about(height)")
    talk.take(line)
    assert quoted(talk) == {"kept": "It is your fault"}


def test_of_several_sentences_the_one_that_shows_most_is_kept(
    keeping: Callable[[str], Talk],
) -> None:
    text = "The hedge. I am sorry about the hedge. Sorry."
    line = Reading(
        text,
        moves=(FoundMove("apologize", 1.0, (Span(11, 21, "I am sorry"), Span(39, 44, "Sorry"))),),
        topics=(Topic("hedge", 1.0, Span(32, 37, "hedge")),),
    )
    talk = keeping("apologize and about(hedge)")
    talk.take(line)
    assert quoted(talk)["kept"] == "I am sorry about the hedge"


def test_a_number_shows_what_asks_for_one(keeping: Callable[[str], Talk]) -> None:
    text = "Let us see. I give you 50 euros. All right?"
    line = Reading(text, terms=(Term("money", 50, "EUR", Span(23, 31, "50 euros")),))
    talk = keeping("amount > 0")
    talk.take(line)
    assert quoted(talk) == {"kept": "I give you 50 euros"}


@pytest.mark.parametrize(
    ("condition", "line"),
    [
        ("turn > 0", reading("explain")),
        ("trust > 0.1", reading("explain")),
        ("not blame", reading("explain")),
        ("silent", ""),
        ("unclear", "asdf jkl qwer"),
    ],
)
def test_what_no_words_showed_has_none(
    keeping: Callable[[str], Talk], condition: str, line: object
) -> None:
    talk = keeping(condition)
    talk.take(line)
    assert talk.conversation.save()["state"]["facts"] == ["kept"]
    assert quoted(talk) == {}


def test_a_tone_is_shown_by_the_whole_line(keeping: Callable[[str], Talk]) -> None:
    talk = keeping("warm")
    talk.take(reading("explain", text="Lovely to see you.", tone="warm"))
    assert quoted(talk) == {"kept": "Lovely to see you"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("The hedge is yours.", "The hedge is yours"),
        ("Is the hedge yours?", "Is the hedge yours?"),
        ("The hedge!", "The hedge!"),
        ("The hedge...", "The hedge..."),
        ('The "hedge" is \u201cyours\u201d', "The 'hedge' is 'yours'"),
        ("- the hedge,", "the hedge"),
        (
            "The hedge " + "is high and " * 10,
            "The hedge " + "is high and " * 5 + "is high\u2026",
        ),
        (
            "I have said it often enough, and I say it once more to you, now: the hedge is yours.",
            "\u2026the hedge is yours",
        ),
        ("hedge" * 40, ("hedge" * 40)[: MOST_QUOTED - 1] + "\u2026"),
    ],
)
def test_words_are_cut_and_cleaned_to_be_quoted(
    keeping: Callable[[str], Talk], said: str, kept: str
) -> None:
    talk = keeping("about(hedge)")
    at = said.index("hedge") if "the hedge" not in said else said.index("the hedge")
    talk.take(Reading(said, topics=(Topic("hedge", 1.0, Span(at, at + 5, "hedge")),)))
    assert quoted(talk)["kept"] == kept
    assert len(kept) <= MOST_QUOTED


# --------------------------------------------------------------------------- contradictions


@pytest.fixture
def steadfast(talk: OPENED, variant: Callable[..., Persona]) -> Callable[..., Talk]:
    """Open a conversation with a fact that blame goes against."""
    return lambda: talk(variant(*AGAINST))


def test_what_goes_against_a_fact_is_noticed_and_quoted(steadfast: Callable[..., Talk]) -> None:
    talk = steadfast()
    talk.take(shown("It is not about the hedge.", "hedge"))
    turn = talk.take(reading("blame"))
    assert turn.reply.text.startswith('You said "It is not about the hedge".')
    assert [c.because for c in turn.changes if c.feeling == "trust"][-1] == "You went back on it"


def test_what_was_never_said_is_not_gone_back_on(steadfast: Callable[..., Talk]) -> None:
    turn = steadfast().take(reading("blame"))
    assert "You went back on it" not in [change.because for change in turn.changes]
    assert "You said" not in turn.reply.text


def test_the_line_that_shows_a_fact_does_not_go_against_it(steadfast: Callable[..., Talk]) -> None:
    turn = steadfast().take(reading("blame", topics=["hedge"]))
    assert "You said" not in turn.reply.text


def test_the_fact_stays_and_can_be_gone_back_on_again(steadfast: Callable[..., Talk]) -> None:
    talk = steadfast()
    talk.take(shown("It is not about the hedge.", "hedge"))
    for _ in range(2):
        turn = talk.take(reading("blame"))
        assert "You went back on it" in [change.because for change in turn.changes]
        assert talk.conversation.save()["state"]["facts"] == ["blameless"]
        talk.at("calm").feel(trust=0.9)
    healed = talk.take(reading("blame", "apologize"))
    assert "You went back on it" not in [change.because for change in healed.changes]


def test_a_move_heard_faintly_goes_against_nothing(steadfast: Callable[..., Talk]) -> None:
    talk = steadfast()
    talk.take(shown("It is not about the hedge.", "hedge"))
    turn = talk.take(reading(("blame", 0.5)))
    because = [change.because for change in turn.changes]
    assert "You blamed them" in because
    assert "You went back on it" not in because


# --------------------------------------------------------------------------- terms and a name


@pytest.fixture
def saying(talk: OPENED, variant: Callable[..., Persona]) -> Callable[..., Talk]:
    """Open a conversation in which every line is answered with these texts."""

    def open_talk(*texts: str) -> Talk:
        listed = ", ".join(f"'{text}'" for text in texts)
        persona = variant(
            ('      - {when: ask_open, say: ["My father planted it."]}\n', ""),
            ('"Me? It was here before you.", ', ""),
            ('      - {when: blame, say: ["I do not see it so."]}\n', ""),
            ('      - {when: acknowledge, beat: reaction, say: ["Well."]}\n', ""),
            ('      - {beat: drive, say: ["Is there anything else?"]}\n', ""),
            ('{when: "about(hedge)", say: ["The hedge stays, mostly."]}', f"{{say: [{listed}]}}"),
        )
        return talk(persona)

    return open_talk


@pytest.mark.parametrize(
    ("text", "general", "line", "filled"),
    [
        ("So {percent}.", "So that.", "What about 40% of it?", "So 40%."),
        ("So {percent}.", "So that.", "What about half of it?", "So half."),
        ("So {percent}.", "So that.", "It takes 40 to 50%.", "So 40%."),
        ("By {day}?", "By that day?", "I can do it by Friday.", "By Friday?"),
        ("By {day}?", "By that day?", "I can do it on Friday.", "By Friday?"),
        ("By {day}?", "By that day?", "I can do it on March 3.", "By March 3?"),
        ("By {day}?", "By that day?", "I can do it tomorrow.", "By tomorrow?"),
        ("By {day}?", "By that day?", "Next Friday at noon would do.", "By next Friday at noon?"),
        ("By {day}?", "By that day?", "I can do it in three weeks.", "By that day?"),
        ("For {duration}.", "For that long.", "There is a two-week delay.", "For that long."),
        ("{duration}, really.", "That long, really.", "It takes two weeks.", "Two weeks, really."),
        ("For {duration}.", "For that long.", "It takes two weeks.", "For two weeks."),
        ("{count} of them?", "That many of them?", "I need 12 bushes.", "12 of them?"),
        ("Well! {duration}?", "Well! That long?", "For a month.", "Well! A month?"),
        ("*({duration})* No.", "No.", "For a month.", "No."),
    ],
)  # fmt: skip
def test_terms_are_said_back_in_the_trainees_words(
    saying: Callable[..., Talk], text: str, general: str, line: str, filled: str
) -> None:
    talk = saying(text, text)
    assert talk.take("Hm, well, you know.").reply.text == general
    assert talk.take(line).reply.text == filled


def test_the_term_named_last_is_meant(saying: Callable[..., Talk]) -> None:
    talk = saying(*["For {duration}."] * 3)
    said = [
        talk.take(line).reply.text for line in ("Two weeks.", "Well.", "A month, or two weeks?")
    ]
    assert said == ["For two weeks.", "For two weeks.", "For a month."]


def test_a_text_with_a_name_is_said_to_whoever_gave_one(saying: Callable[..., Talk]) -> None:
    talk = saying("{name}, is it?", "{name}, is it?")
    assert talk.take("Hello there.").reply.text in ("Hm.", "Go on.", "And?")
    assert talk.take("My name is Lena.").reply.text == "Lena, is it?"
    assert talk.take("I'm Ben from number four.").reply.text == "Ben, is it?"


def test_of_several_texts_those_with_a_name_wait_for_it(saying: Callable[..., Talk]) -> None:
    talk = saying("No name.", "{name}!", "Still none.")
    before = [talk.take(f"Line {number} here for you.").reply.text for number in range(3)]
    assert set(before[:2]) == {"No name.", "Still none."}
    assert before[2] in ("Hm.", "Go on.", "And?")  # what can be said was said
    assert talk.take("My name is Lena.").reply.text == "Lena!"


def test_nobody_is_called_by_the_counterparts_name(saying: Callable[..., Talk]) -> None:
    talk = saying("{name}, is it?")
    talk.take("This is Robin from number two.")
    assert talk.conversation.save()["state"]["name"] == ""


def test_all_of_it_goes_with_a_conversation(variant: Callable[..., Persona]) -> None:
    """Saved and restored, taken back, and branched off."""
    conversation = Conversation.open(variant(*AGAINST))
    for line in ("My name is Lena.", "The hedge can wait two weeks.", "What do you mean?"):
        conversation.say(line)
    kept = conversation.save()["state"]
    assert (kept["name"], kept["named"]) == ("Lena", {"duration": "two weeks"})
    assert kept["quoted"] == {"blameless": "The hedge can wait two weeks"}
    branch = conversation.branch()
    restored = Conversation.restore(conversation.save())
    for other in (branch, restored):
        assert other.save()["state"] == kept
        assert (
            other.say("It is your fault.").reply
            == conversation.branch().say("It is your fault.").reply
        )
    conversation.rewind(2)
    assert conversation.save()["state"]["name"] == "Lena"
    assert conversation.save()["state"]["quoted"] == {}
    conversation.rewind(1)
    assert conversation.save()["state"]["name"] == ""
