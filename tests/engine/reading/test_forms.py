"""Silence, noise and other languages are told from words."""

from __future__ import annotations

import pytest

from engine.reading import read


@pytest.mark.parametrize("line", ["", "  \t ", "...", "…", ". . ."])
def test_silence(line: str) -> None:
    assert read(line).form == "silent"


@pytest.mark.parametrize(
    "line",
    [
        "asdf qwer",
        "xxxxxxxxxx",
        "?!?!",
        "🙂🙂",
        "for(i=0;i<9;i++){};",
        "SELECT * FROM users",
        "<b>",
    ],
)
def test_noise(line: str) -> None:
    assert read(line).form == "unclear"


@pytest.mark.parametrize(
    "line",
    [
        "Ich verstehe nicht, was Sie von mir wollen",
        "Je ne comprends pas ce que vous voulez",
        "No entiendo qué quieren ustedes",
        "Non capisco perché questo è successo",
        "すみません、わかりません",
        "Я вас не понимаю",
        "nie rozumiem, o co panu chodzi, przepraszam",
    ],
)
def test_other_languages(line: str) -> None:
    assert read(line).form == "foreign"


@pytest.mark.parametrize(
    "line",
    [
        "Señora Muñoz, I am sorry about the café.",
        "ok",
        "hmm",
        "We was waiting since Monday, is not normal.",
        "pls fix asap thx",
        "Sorry?",
        "Adaeze",
        "60% by 1 March",
        "I'm at the rendezvous, c'est la vie",
    ],
)
def test_words(line: str) -> None:
    assert read(line).form == "words"
