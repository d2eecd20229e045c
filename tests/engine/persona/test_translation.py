"""A persona in another language: its texts are replaced, and nothing else about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from engine import Conversation, PersonaError, Record, UnknownLanguage, UnknownPersona, load_persona
from engine.persona import schema
from engine.persona.loading import read_persona
from engine.persona.shown import text_id, texts_of
from engine.persona.translation import language_name, languages_of
from tests.engine.translations import everything, write_translation

LINES = (
    "Good morning.",
    "I'm sorry I shouted about the hedge.",
    "I can see that it matters to you. What is it about the hedge?",
    "How high is the hedge?",
    "I could live with a hand's width, and I'll pay 80 euros.",
    "What would you suggest?",
    "You idiot, it is your fault!",
)


@pytest.fixture
def path(write_persona: Callable[..., Path], tiny_text: str) -> Path:
    return write_persona(tiny_text)


def problems(path: Path) -> list[str]:
    with pytest.raises(PersonaError) as caught:
        load_persona(path, language="de")
    return [str(problem) for problem in caught.value.problems]


def test_every_kind_of_text_is_found_and_nothing_that_trainees_type(path: Path) -> None:
    source, model = read_persona(path)
    found = {text.text: text for text in texts_of(model, source)}
    shown = ["A neighbour", "You live next door.", "Light in your kitchen.", "Trust"]
    shown += ["You blamed them", "blamed too often", "Calm", "who pays", "all of it"]
    shown += ["Their father planted it", "you asked", "A hedge for two", "The hedge grows."]
    said = ["What is it?", "*(folds arms)* That does it.", "And?", "Well.", "High enough."]
    said += ["Say that another way?", "And who pays?", "Over my dead body.", "Then not."]
    said += ["A hand's width, if you like?", "Good. So {agreed}. Tea?"]
    assert {text: found[text].mark.said for text in shown + said} == {
        **dict.fromkeys(shown, False),
        **dict.fromkeys(said, True),
    }
    assert not found["Robin"].mark.needed
    typed = ["How high is the hedge?", "how high|tall", "hedge*", "half", "apologize", "calm", "1"]
    assert not found.keys() & set(typed)
    places = [source.place(text.path) for text in texts_of(model, source)]
    assert places == sorted(places)


def keys_shown(model: type[BaseModel]) -> set[str]:
    """Return every key of the schema that has a text trainees are shown."""
    found = set()
    for name, field in model.model_fields.items():
        told = repr((field.annotation, field.metadata))
        found |= {name} if "Shown(" in told else set()
        for part in re.findall(r"engine\.persona\.schema\.\w+\.(\w+)", told):
            found |= (
                keys_shown(getattr(schema, part))
                if hasattr(schema, part) and part != "Shown"
                else set()
            )
    return found


def test_which_keys_hold_texts() -> None:
    """Whoever adds a key says if it is shown: `Text`, `Texts` and `Notes` are, `Word` is not."""
    said = "accept ask declined enter exhausted otherwise refuse say settled suggest vague"
    shown = "because epilogue know label name role situation summary title want"
    assert keys_shown(schema.PersonaFile) == {*said.split(), *shown.split()}


def test_an_id_is_of_the_words_and_not_of_the_space_between_them() -> None:
    assert text_id("Well,  \n I   see. ") == text_id("Well, I see.")
    assert text_id("Well, I see.") != text_id("Well, I see!")
    assert len(text_id("")) == 8


def test_what_is_translated_is_shown_and_the_rest_stays(path: Path) -> None:
    texts = {"A neighbour": "Ein Nachbar", "Calm": "Ruhig", "Trust": "Vertrauen", "Hm.": "Na ja."}
    file = write_translation(path, {**texts, "What is it?": "Was ist?", "Robin": "Robert"})
    persona = load_persona(path, language="de")
    assert (persona.title, persona.name, persona.language) == ("Ein Nachbar", "Robert", "de")
    assert persona.stances["calm"].title == "Ruhig"
    assert persona.feelings["trust"].label == "Vertrauen"
    assert persona.opening.texts[0].parts[0].text == "Was ist?"
    assert persona.opening.texts[1] == load_persona(path).opening.texts[1]
    assert persona.translated
    assert persona.translated.original == "en"
    assert persona.files == (path.resolve(), file.resolve())
    assert (persona.translated.texts, persona.translated.missing) == (73, 68)
    assert load_persona(path, language="en") is load_persona(path) is load_persona(path, (), "")
    assert load_persona(path).translated is None


def test_an_empty_text_is_a_missing_one(path: Path) -> None:
    write_translation(path, {"A neighbour": "", "Calm": " \n"})
    persona = load_persona(path, language="de")
    assert persona.title == "A neighbour"
    assert persona.translated
    assert persona.translated.missing == 73


def stripped(data: Any) -> Any:
    """Return a turn's data without what is put in words."""
    worded = {"because", "text", "directions", "parts", "title", "epilogue"}
    if isinstance(data, dict):
        return {key: stripped(one) for key, one in data.items() if key not in worded}
    return [stripped(one) for one in data] if isinstance(data, list) else data


@pytest.mark.parametrize("into", [lambda text: f"Ja: {text} So", lambda text: f"{text} Nicht?"])
def test_a_conversation_goes_the_same_way_in_every_language(
    path: Path, into: Callable[[str], str]
) -> None:
    write_translation(path, everything(path, into))
    ours = Conversation.open(load_persona(path), 3)
    theirs = Conversation.open(load_persona(path, language="de"), 3)
    assert stripped(ours.opening.as_dict()) == stripped(theirs.opening.as_dict())
    for line in LINES:
        one, other = ours.say(line), theirs.say(line)
        assert stripped(one.as_dict()) == stripped(other.as_dict())
        assert one.reply.text != other.reply.text
        assert one.reading == other.reading


def test_a_record_and_a_saved_conversation_keep_the_language(path: Path) -> None:
    write_translation(path, everything(path))
    talk = Conversation.open(str(path), language="de")
    turn = talk.say("Hello.")
    assert turn.reply.text.startswith("Ja: ")
    assert talk.record.language == "de"
    assert Conversation.replay(talk.record).turn == turn
    again = Conversation.restore(talk.save())
    assert again.say("It is your fault.") == talk.say("It is your fault.")
    plain = Conversation.open(load_persona(path))
    assert plain.record.language == ""
    older = {key: one for key, one in plain.save().items() if key != "language"}
    assert Conversation.restore(older).persona is load_persona(path)
    assert Record("x", "1", 0, "easy", ()).language == ""


def test_a_language_there_is_none_of_is_said_with_those_there_are(path: Path) -> None:
    write_translation(path, {})
    write_translation(path, {}, "pt-BR")
    with pytest.raises(UnknownLanguage) as caught:
        load_persona(path, language="fr")
    assert isinstance(caught.value, UnknownPersona)
    assert str(caught.value).endswith(
        'not translated into "fr"; it has en (as written), de, pt-BR.'
    )
    assert load_persona(path, language="PT-br").language == "pt-BR"


def test_mistakes_are_told_in_the_file_of_the_translation(path: Path) -> None:
    told = {"What is it?": "Was {is}?", "Well.": "*(nickt Na.", "Calm": "{is} no gap here"}
    name = write_translation(path, told).name
    wrong, open_one = problems(path)
    assert wrong.startswith(f"{name}:5:13 texts.{text_id('What is it?')}: nothing fills {{is}}")
    assert open_one.startswith(f"{name}:6:13 texts.{text_id('Well.')}: ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("language: de", "language: fr", '3:11 language: this is "fr", the file\'s name says'),
        ("translates: ", "translates: no_", '2:13 translates: this is "no_'),
        ("detente: 1", "detente: 2", "1:10 detente: expected 1"),
        ("texts:", "text:", 'no key "text" is known here. Did you mean "texts"?'),
        ('"Ruhig"', "3", "expected a text, found 3; put it in quotes if it is one"),
    ],
)
def test_a_file_that_is_none_is_refused(path: Path, old: str, new: str, told: str) -> None:
    file = write_translation(path, {"Calm": "Ruhig"})
    file.write_text(file.read_text().replace(old, new))
    assert any(told in problem for problem in problems(path))


def test_a_translation_that_changes_is_loaded_again(path: Path) -> None:
    import os

    write_translation(path, {"Calm": "Ruhig"})
    first = load_persona(path, language="de")
    assert load_persona(path, language="de") is first
    file = write_translation(path, {"Calm": "Still"})
    os.utime(file, ns=(1, 1))
    assert load_persona(path, language="de").stances["calm"].title == "Still"


def test_files_beside_a_persona_are_translations_only_if_they_say_so(path: Path) -> None:
    path.with_name(f"{path.stem}.old.yaml").write_text(path.read_text())
    path.with_name(f"{path.stem}.tests.yaml").write_text("translates: x\n")
    write_translation(path, {}, "nb")
    assert languages_of(path) == ["nb"]


def test_a_translation_is_no_persona(path: Path) -> None:
    file = write_translation(path, {})
    with pytest.raises(PersonaError, match="this is a translation") as caught:
        load_persona(file)
    assert caught.value.problems[0].line == 2


def test_what_is_taken_over_is_translated_too_and_comes_last(tmp_path: Path, path: Path) -> None:
    base = tmp_path / "base.yaml"
    base.write_text(path.read_text())
    child = tmp_path / "a_child.yaml"
    child.write_text('detente: 1\nversion: "1"\nname: Jo\ntitle: Another\nextends: base\n')
    source, model = read_persona(child)
    assert [text.text for text in texts_of(model, source)][:3] == [
        "Jo",
        "Another",
        "Wants the hedge left alone.",
    ]
    file = write_translation(child, {"Calm": "Ruhig"})
    persona = load_persona(child, language="de")
    assert persona.stances["calm"].title == "Ruhig"
    assert persona.files == (child.resolve(), base.resolve(), file.resolve())


def test_languages_have_names() -> None:
    assert language_name("de") == "German"
    assert language_name("pt-BR") == "Portuguese (pt-BR)"
    assert language_name("xx") == '"xx"'


def test_texts_in_another_order_keep_their_translations(path: Path, tiny_text: str) -> None:
    write_translation(path, {"Go on.": "Weiter.", "And?": "Und?"})
    turned = tiny_text.replace('["Hm.", "Go on.", "And?"]', '["And?", "Hm.", "Go  on."]')
    path.write_text(turned)
    last = load_persona(path, language="de").stances["calm"].answers[-2].pool
    assert [text.parts[0].text for text in last.texts] == ["Und?", "Hm.", "Weiter."]
    assert replace(last.texts[0], original=None).gaps == frozenset()


def test_words_that_may_be_missing_are_asked_for_only_where_the_original_does(path: Path) -> None:
    quoting = path.read_text().replace('"Could be."', '"You said {said.apologised}."')
    path.write_text(quoting)
    write_translation(path, {"You said {said.apologised}.": "Sie sagten: {said.apologised}."})
    told = load_persona(path, language="de").stances["talking"].answers[-2].pool.texts[1]
    assert told.needs == {"said.apologised"}
    write_translation(path, {"Well.": "{name}?", "You said {said.apologised}.": "{said.nothing}"})
    more, unknown = problems(path)
    assert "the original does without {name}" in more
    assert 'no fact "nothing"' in unknown
