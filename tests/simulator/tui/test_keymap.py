"""keys.yaml: what is right holds, what is wrong is told, and nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.room.console import actions as console
from simulator.room.terminal import actions as seat
from simulator.tui.actions import ACTIONS, SCOPES, Action, binding, bindings
from simulator.tui.keymap import ROOM_SCOPES, Keymap, check, read_keymap


def written(folder: Path, text: str) -> Keymap:
    (folder / "keys.yaml").write_text(text, encoding="utf-8")
    return read_keymap(folder / "keys.yaml")


def test_every_action_has_its_own_id_in_a_known_scope() -> None:
    ids = [action.id for action in ACTIONS]
    assert len(ids) == len(set(ids))
    assert {action.scope for action in ACTIONS} == set(SCOPES)


def test_the_keys_as_delivered_do_not_clash() -> None:
    assert check({action.id: action.keys for action in ACTIONS}).problems == ()


def test_bindings_leave_out_what_another_widget_has() -> None:
    assert binding("library.open") in bindings("library")
    assert binding("library.open") not in bindings("library", leaving_out=("library.open",))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("conversation.gauges: f9", {"conversation.gauges": "f9"}),
        ("conversation.gauges: F9, ctrl+o", {"conversation.gauges": "f9,ctrl+o"}),
        ("conversation.gauges: [f9, ctrl+o]", {"conversation.gauges": "f9,ctrl+o"}),
        ("ending.again: 7", {"ending.again": "7"}),
        ("conversation.gauges: f5\nconversation.stance: f4", None),
        ("", {}),
        ("# nothing yet", {}),
    ],
)
def test_right_keys_are_taken(tmp_path: Path, text: str, keys: dict[str, str] | None) -> None:
    keymap = written(tmp_path, text)
    assert keymap.problems == ()
    if keys is not None:
        assert keymap.keys == keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "conversation.guages: f9",
            "no action 'conversation.guages'. Did you mean 'conversation.gauges'?",
        ),
        ("conversation.gauges: pagedwn", "no key 'pagedwn'. Did you mean 'pagedown'?"),
        ("conversation.gauges: ctr+o", "'ctr' in 'ctr+o' is no modifier. Did you mean 'ctrl'?"),
        ("conversation.gauges: g", "'g' is typed into the line"),
        ("conversation.gauges: f2", "'f2' is taken by conversation.rewind"),
        ("conversation.gauges: f1", "'f1' is taken by app.help"),
        ("conversation.gauges:", "expected a key such as f4"),
        ("conversation.gauges: true", "no key 'true'"),
        ("- f4", "expected lines such as"),
        ("a: b: c", "is not YAML"),
        ("\x00", "is not YAML"),
        ("x: &a [*a]", "no action 'x'"),
    ],
)
def test_wrong_keys_are_told_and_left_out(tmp_path: Path, text: str, said: str) -> None:
    keymap = written(tmp_path, text)
    assert keymap.keys == {}
    assert said in "\n".join(keymap.problems)


def test_one_wrong_line_does_not_spoil_the_others(tmp_path: Path) -> None:
    keymap = written(tmp_path, "nonsense: f9\nconversation.stance: f9")
    assert keymap.keys == {"conversation.stance": "f9"}
    assert len(keymap.problems) == 1


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert read_keymap(tmp_path / "keys.yaml") == Keymap()


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in read_keymap(tmp_path).problems[0]
    (tmp_path / "keys.yaml").write_bytes(b"\xff\xfe\xff")
    assert "cannot be read" in read_keymap(tmp_path / "keys.yaml").problems[0]


SHARED = "exercise.next: f9\nseat.hand: f10\nlibrary.level: f11\napp.help: f12\n"


@pytest.mark.parametrize(
    ("actions", "apart", "bound"),
    [
        (ACTIONS, True, {"library.level": "f11", "app.help": "f12"}),
        (console.ACTIONS, False, {"exercise.next": "f9", "app.help": "f12"}),
        (seat.ACTIONS, True, {"seat.hand": "f10"}),
    ],
    ids=["play", "console", "seat"],
)
def test_one_file_has_the_keys_of_every_application(
    tmp_path: Path, actions: tuple[Action, ...], apart: bool, bound: dict[str, str]
) -> None:
    (tmp_path / "keys.yaml").write_text(SHARED, encoding="utf-8")
    assert read_keymap(tmp_path / "keys.yaml", actions, apart=apart) == Keymap(bound)


@pytest.mark.parametrize(
    ("actions", "apart", "line", "said"),
    [
        (console.ACTIONS, False, "exercise.nxt: f9", "Did you mean 'exercise.next'?"),
        (console.ACTIONS, False, "exercise.next: j", "'j' is taken by exercise.phase"),
        (console.ACTIONS, False, "exercise.next: z", "'z' is taken by talk.freeze"),
        (console.ACTIONS, False, "exercise.close: O", "'O' is taken by projector.open"),
        (seat.ACTIONS, True, "seat.hnd: f9", "Did you mean 'seat.hand'?"),
        (seat.ACTIONS, True, "seat.hand: h", "'h' is typed into the line"),
        (seat.ACTIONS, True, "seat.hand: f8", "'f8' is taken by app.theme"),
    ],
)
def test_what_is_wrong_is_told_where_it_would_be_bound(
    actions: tuple[Action, ...], apart: bool, line: str, said: str
) -> None:
    name, key = line.split(": ")
    keymap = check({name: key}, actions, apart=apart)
    assert keymap.keys == {}
    assert said in keymap.problems[0]


def test_a_capital_letter_is_a_key_of_its_own() -> None:
    keymap = check({"projector.open": "W"}, console.ACTIONS, apart=False)
    assert keymap == Keymap({"projector.open": "W"})


def test_the_scopes_of_the_room_are_those_of_its_actions() -> None:
    scopes = {action.scope for action in (*console.ACTIONS, *seat.ACTIONS)}
    assert scopes - {"app"} == ROOM_SCOPES


@pytest.mark.parametrize(("actions", "apart"), [(console.ACTIONS, False), (seat.ACTIONS, True)])
def test_the_keys_of_the_room_as_delivered_do_not_clash(
    actions: tuple[Action, ...], apart: bool
) -> None:
    keys = {action.id: action.keys for action in actions if action.keys}
    assert check(keys, actions, apart=apart) == Keymap(keys)
