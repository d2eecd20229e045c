"""Names people give as their own: found where they introduce themselves, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reading.names import LONGEST, own_name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("My name is Lena.", "Lena"),
        ("my name is lena", "Lena"),
        ("Hello, my name's Tom and I run the support desk.", "Tom"),
        ("MY NAME IS LENA", "Lena"),
        ("Hi! My name is Ben Carter, I'm the manager here.", "Ben"),
        ("Good morning, my first name is Zoë.", "Zoë"),
        ("my name is priya and i look after returns", "Priya"),
        ("My name is Mrs Olsen.", "Mrs Olsen"),
        ("My name is Jean-Luc.", "Jean-Luc"),
        ("I'm Ben from support.", "Ben"),
        ("Hi, I\u2019m Ben from support", "Ben"),
        ("Hello there, I am Amina, the shop manager.", "Amina"),
        ("Hi Dana, I'm Tom.", "Tom"),
        ("I am Dr. Weber from the clinic.", "Dr. Weber"),
        ("Hi I'm Ian and I'd like to understand what happened.", "Ian"),
        ("I'm Emily.", "Emily"),
        ("I'm Ahmed, your contact for this.", "Ahmed"),
        ("I'm Ben Carter from the returns team.", "Ben"),
        ("So, I'm Jonas. What can I do for you?", "Jonas"),
        ("Ben here.", "Ben"),
        ("Hi, Ben here from support.", "Ben"),
        ("Lena speaking.", "Lena"),
        ("Hello, this is Ben.", "Ben"),
        ("This is Ben from support.", "Ben"),
        ("Good afternoon, this is Sarah Miles speaking, how can I help?", "Sarah"),
        ("It's Marta from the front desk.", "Marta"),
        ("You can call me Ben.", "Ben"),
        ("I'm Łukasz.", "Łukasz"),
        ("My name is on the order, and my name is Lena.", "Lena"),
    ],
)
def test_who_introduces_themselves_is_known_by_name(line: str, name: str) -> None:
    assert own_name(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "",
        "I'm sorry.",
        "I'm Sorry.",
        "I'm Afraid I can't do that.",
        "I'm Afraid.",
        "I am Very Disappointed In You",
        "I'm German.",
        "I'm Disappointed.",
        "I'm Listening.",
        "I'm Lena's manager.",
        "I'm ben from support",
        "I'm the manager.",
        "I'm Head of Support.",
        "I'm CEO here.",
        "I'm Microsoft certified.",
        "I'm from Berlin.",
        "I'm with Anna on this.",
        "My name is on the form.",
        "my name is not important",
        "my name is in your file",
        "My name isn't Ben.",
        "Her name is Lena.",
        "My daughter's name is Lena.",
        "Your name is Dana, right?",
        "What is my name to you?",
        "This is Nonsense.",
        "This is Germany.",
        "Hello, this is Ridiculous.",
        "This is Ben's desk.",
        "It's Monday.",
        "It's Friday here.",
        "Right here.",
        "Nothing here.",
        "Same here!",
        "Manager here.",
        "Support here from 9 to 5.",
        "Call me tomorrow.",
        "Call me when you know more.",
        "You can call me anytime.",
        "Ben is here.",
        "Sit here.",
        "Ah here. Okay.",
        "I\u2019m here, it's tough but I\u2019m here.",
        "Third here.",
        "Hey girl! East Bay here!",
        "I talked to Ben here yesterday.",
        'You said "I\'m Ben from support" and hung up.',
        "Do you think I'm Stupid?",
        "I'm Sorry To Hear That About Your Daughter",
        "Thank you, Lena.",
        "Dear Dana, I am Truly sorry.",
        "I'm A",
        "My name is Lenaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.",
    ],
)
def test_nobody_is_given_a_name_they_did_not_give(line: str) -> None:
    assert own_name(line) == ""


@given(st.text(max_size=80) | st.text(alphabet="I'm Ben,. hereMyns", max_size=60))
def test_whatever_is_typed_has_a_name_or_none(line: str) -> None:
    name = own_name(line)
    assert name == name.strip()
    assert len(name) <= LONGEST + 12
