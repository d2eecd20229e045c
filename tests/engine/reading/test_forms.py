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
        "koennen wir das morgen besprechen",
        "c'est beaucoup trop cher pour nous",
        "quiero que me devuelvan el dinero",
        "voces prometeram entregar na sexta",
        "dat is veel te duur voor ons",
        "parami geri istiyorum",
        "det är alldeles för dyrt för oss",
        "imi pare rau pentru intarziere",
        "proc jste mi nezavolali",
        "saya mau uang saya kembali",
        "tại sao anh không gọi cho tôi",
        "nataka pesa zangu zirudishwe",
        "maraming salamat po sa tulong ninyo",
        "mujhe samajh nahi aa raha hai",
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
        "merci for the update",
        "adios",
        "wetin happen na",
        "mi nuh know wha fi tell yuh",
        "dinnae fash yersel",
        "yaar, please listen na",
        "status quo ante bellum",
        "Olufunmilayo Adebayo-Ogunleye",
        "eid mubarak boss",
        "ngl thats lowkey mid",
    ],
)
def test_words(line: str) -> None:
    assert read(line).form == "words"
