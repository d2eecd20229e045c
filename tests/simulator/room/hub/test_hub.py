"""The hub: who gets in, what is kept of tokens, restarts, and two hubs with one database."""

import asyncio
import json
from datetime import timedelta

import pytest

from simulator.errors import RoomStoreError
from simulator.room import deciding
from simulator.room.hub import hub as hubs
from simulator.room.hub.hub import Hub
from simulator.room.protocol.asked import parse
from simulator.room.refusal import Refusal
from simulator.room.store import open_store
from tests.simulator.room.hub.test_erased_room import found
from tests.simulator.room.playing import EXERCISE, Client, alike, playing


def refused(play, code, name="Ada"):
    with pytest.raises(Refusal) as refusal:
        play.run(play.hub.join(code, name, "participant"))
    return refusal.value.code, refusal.value.message


# Getting in.


def test_a_code_is_found_however_it_is_typed(play):
    code = play.room.code
    for typed in (code.upper(), f" {code[:3]}-{code[3:]} "):
        assert play.run(play.hub.join(typed, "", "participant")).room == play.keys.room


def test_a_wrong_code_finds_nothing(play):
    sentence = "There is no room with this code. Check it, and try again."
    for code in ("", "nonesuch", play.room.code[:-1]):
        assert refused(play, code) == ("no_room", sentence)


def test_a_code_expires_and_can_be_renewed(play):
    old = play.room.code
    play.clock += timedelta(hours=hubs.CODE_HOURS, seconds=1)
    assert refused(play, old) == ("expired", "This code is no longer valid. Ask for a new one.")
    play.done(play.leader, "code")
    assert play.room.code != old
    assert refused(play, old)[0] == "no_room"
    assert play.join().seat == "s1"
    assert play.screen.view["screen"]["join"]["code"] == play.room.code


def test_a_locked_room_lets_nobody_in(play):
    play.done(play.leader, "code", locked=True)
    assert refused(play, play.room.code) == (
        "locked",
        "The facilitator lets nobody in at the moment.",
    )


def test_a_room_that_is_over_lets_nobody_in(play):
    play.done(play.leader, "close")
    assert refused(play, play.room.code) == ("over", "The exercise is over.")


def test_a_hub_has_only_so_many_rooms(play, monkeypatch):
    monkeypatch.setattr(hubs, "MOST_ROOMS", 1)
    with pytest.raises(Refusal, match="has 1 rooms open; close one first"):
        play.run(play.hub.create(EXERCISE))
    play.done(play.leader, "close")
    assert play.run(play.hub.create(EXERCISE)).room != play.keys.room


# Tokens and keys.


def test_tokens_are_kept_as_hashes_and_names_apart_from_events(play, tmp_path):
    client = play.join("Ada Quillfeather")
    assert found(tmp_path, client.token) == []
    assert len(client.token) >= 22  # 128 bits in base 64
    assert found(tmp_path, "Quillfeather")
    assert "Quillfeather" not in str(play.events())


def test_a_token_opens_its_own_seat_and_nothing_else(play):
    ada, bob = play.join(), play.join()
    assert play.run(play.hub.whose(ada.token)).seat == ada.seat
    assert play.run(play.hub.whose(bob.token)).seat == bob.seat
    assert play.run(play.hub.whose(play.keys.facilitator)).role == "facilitator"
    assert play.run(play.hub.whose(play.keys.projector)).role == "projector"
    for token in ("", ada.token[:-1], play.keys.code):
        assert play.run(play.hub.whose(token)) is None
    with pytest.raises(Refusal, match="Join again with the code"):
        play.attach(Client(ada.seat, "participant", "guessed"))


# Coming back.


def test_a_room_survives_its_hub(play):
    ada, bob = play.join("Ada"), play.join("Bob")
    play.done(play.leader, "begin", phase=4)
    speaker = ada if play.room.seats[ada.seat].part == "speaker" else bob
    play.done(speaker, "say", conversation="c1", text="You never trim it.")
    before, keys = repr(vars(play.room)), play.keys
    play.kill()
    assert repr(vars(play.room)) == before
    assert play.run(play.hub.restore()) == [keys]
    assert play.hub.names_in(keys.room) == {ada.seat: "Ada", bob.seat: "Bob"}
    for client in (play.leader, ada, bob):
        play.attach(client)
    play.done(speaker, "say", conversation="c1", text="Well?")
    assert len(ada.view["turns"]["turns"]) == 3
    assert play.room.seats[ada.seat].here


def test_an_expired_room_is_not_taken_up(play):
    play.clock += timedelta(hours=hubs.CODE_HOURS, seconds=1)
    play.kill()
    assert play.run(play.hub.restore()) == []


def test_a_second_connection_of_a_seat_keeps_it_there(play):
    ada = play.join()
    again = Client(ada.seat, "participant", ada.token)
    play.attach(again)
    play.detach(ada)
    assert play.room.seats[ada.seat].here
    play.detach(again)
    assert not play.room.seats[ada.seat].here


def test_a_seat_that_comes_back_at_once_is_there(play):
    """The new connection may come in the same moment as the end of the old one is noticed."""
    ada = play.join()
    other = Client(ada.seat, "participant", ada.token)

    async def both():
        coming = asyncio.create_task(play.hub.attach(ada.token, 0, other))
        await asyncio.sleep(0)
        await play.hub.detach(ada.attachment)
        return await coming

    other.attachment = play.run(both())
    play.settle()
    assert play.room.seats[ada.seat].here
    play.detach(other)
    assert not play.room.seats[ada.seat].here


def test_who_gives_up_while_connecting_is_not_there(play):
    ada = play.join(attached=False)

    async def give_up():
        coming = asyncio.create_task(play.hub.attach(ada.token, 0, ada))
        await asyncio.sleep(0)
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)

    play.run(give_up())
    play.settle()
    assert not play.room.seats[ada.seat].here
    assert ada not in [one.outbox for one in play.actor.desk.attachments]


# Sending again.


def test_a_message_sent_again_changes_nothing(play):
    ada = play.join()
    first = play.ask(ada, "hand", "a", up="")  # it was down already
    play.ask(ada, "hand", "b", up="help")
    ver = play.room.ver
    assert play.ask(ada, "hand", "a", up="") == first
    assert (play.room.seats[ada.seat].hand, play.room.ver) == ("help", ver)


def test_what_made_several_events_is_acknowledged_alike_when_sent_again(play):
    play.join()
    first = play.ask(play.leader, "group", "a", size=1)
    play.join()
    assert play.ask(play.leader, "group", "a", size=1) == first
    assert play.kill() is None
    play.attach(play.leader)
    assert play.ask(play.leader, "group", "a", size=1) == first


def test_an_id_is_its_seats_own(play):
    ada, bob = play.join(), play.join()
    play.ask(ada, "hand", "same", up="hand")
    play.ask(bob, "hand", "same", up="help")
    hands = [play.room.seats[one.seat].hand for one in (ada, bob)]
    assert hands == ["hand", "help"]


# Failures.


def test_what_could_not_be_kept_is_not_done_and_the_room_goes_on(play):
    ada = play.join()
    pages = play.store._ask("PRAGMA page_count")[0][0]
    play.store._connection.execute(f"PRAGMA max_page_count = {pages}")
    answer = {"type": "ack"}
    while answer["type"] == "ack":  # until the last page is full
        answer = play.ask(play.leader, "broadcast", text="long " * 300)
    assert answer["code"] == "not_kept"
    assert "so it is not done" in answer["message"]
    assert alike(play.room, play.replayed())
    play.store._connection.execute("PRAGMA max_page_count = 100000")
    play.done(ada, "hand", up="hand")
    assert alike(play.room, play.replayed())


def test_a_line_that_turns_out_to_be_kept_is_acknowledged(play):
    """The database may have kept it, and be lost before it could say so."""
    ada = play.join()
    real = play.store.append

    def keep_and_fail(batches):
        real(batches)
        raise RoomStoreError("The connection was lost.")

    play.store.append = keep_and_fail
    assert play.ask(ada, "hand", up="help")["type"] == "ack"
    play.store.append = real
    assert play.room.seats[ada.seat].hand == "help"
    assert alike(play.room, play.replayed())


def test_one_messages_trouble_is_not_the_next_ones(play, monkeypatch, capfd):
    ada = play.join()

    def break_down(decision, message):
        decision.happen("hand", up=message.up)
        raise ZeroDivisionError("xylophone")

    real = deciding.DECIDES["hand"]
    monkeypatch.setitem(deciding.DECIDES, "hand", break_down)
    assert play.refused(ada, "hand", up="help") == (
        "not_kept",
        "The hub could not do that. Please try again.",
    )
    assert play.room.seats[ada.seat].hand == ""
    monkeypatch.setitem(deciding.DECIDES, "hand", real)
    play.done(ada, "hand", up="help")
    told = capfd.readouterr().err
    assert "ZeroDivisionError" in told
    assert "xylophone" not in told


def test_closing_says_goodbye_and_leaves_nobody_waiting(tmp_path):
    with playing(tmp_path) as play:
        ada = play.join()

        async def close():
            coming = asyncio.create_task(play.hub.join(play.room.code, "Bob", "participant"))
            await asyncio.sleep(0)
            await play.hub.close()
            return (await asyncio.gather(coming, return_exceptions=True))[0]

        assert isinstance(play.run(close()), Refusal | RoomStoreError)
        assert ada.bye == {
            "code": "restart",
            "message": "The hub is being stopped.",
            "again": True,
        }


# Two hubs.


@pytest.fixture
def other(play, tmp_path):
    """Another hub with the same file, which knows the room; it hears of nothing by itself."""

    async def begin():
        hub = Hub(store, now=lambda: play.clock, draw=play.chance.randrange)
        await hub.restore()
        return hub

    store = open_store(tmp_path)
    hub = play.run(begin())
    yield hub
    play.run(hub.close())
    store.close()


def test_two_hubs_decide_at_the_same_time_and_both_lines_are_kept(play, other):
    ada, bob = play.join("Ada"), play.join("Bob")
    play.done(play.leader, "group", size=1, by="arrival")
    there = Client(bob.seat, "participant", bob.token)

    async def both():
        await other.restore()  # which looks at what was kept meanwhile
        there.attachment = await other.attach(bob.token, 0, there)
        lines = [("c1", "From here."), ("c2", "From there.")]
        for hub, client, (where, text) in zip((play.hub, other), (ada, there), lines, strict=True):
            said = {"type": "say", "id": text, "conversation": where, "text": text}
            await hub.ask(client.attachment, parse(json.dumps(said)))
        return [await ada.answer("From here."), await there.answer("From there.")]

    answers = play.run(both())
    assert [answer["type"] for answer in answers] == ["ack", "ack"]
    assert answers[0]["pos"] != answers[1]["pos"]
    room = play.replayed()
    assert room.conversations["c1"].now.lines == ["From here."]
    assert room.conversations["c2"].now.lines == ["From there."]
    assert len({event.ver for event in play.events()}) == len(play.events()) == room.ver


def test_who_joins_at_two_hubs_at_the_same_time_gets_two_seats(play, other):
    async def both():
        joins = [
            hub.join(play.room.code, f"At {n}", "participant")
            for n, hub in enumerate((play.hub, other))
        ]
        return await asyncio.gather(*joins)

    ada, bob = play.run(both())
    assert {ada.seat, bob.seat} == {"s1", "s2"}
    assert ada.called != bob.called
    play.hub._heard(play.keys.room, 10_000)
    play.settle()
    assert play.hub.names_in(play.keys.room) == {ada.seat: "At 0", bob.seat: "At 1"}


def test_what_another_hub_did_is_told_here(play, other):
    ada = play.join("Ada")
    leads = Client("facilitator", "facilitator", play.keys.facilitator)

    async def elsewhere(*asked):
        leads.attachment = leads.attachment or await other.attach(leads.token, play.room.ver, leads)
        for number, message in enumerate(asked):
            data = json.dumps({"id": f"{message['type']}{number}", **message})
            await other.ask(leads.attachment, parse(data))
            assert (await leads.answer(f"{message['type']}{number}"))["type"] == "ack"
        play.hub._heard(play.keys.room, other.room(play.keys.room).ver)

    play.run(elsewhere({"type": "group"}, {"type": "broadcast", "text": "Hello."}))
    play.settle()
    assert ada.view["me"]["part"] == "speaker"
    assert ada.view["notices"]["notices"][0]["text"] == "Hello."
    play.done(ada, "say", conversation="c1", text="You never trim it, xylophone.")
    assert alike(play.room, play.replayed())

    play.run(elsewhere({"type": "erase", "seat": ada.seat}))
    play.settle()
    assert "xylophone" not in repr(vars(play.room))
    assert play.hub.names_in(play.keys.room) == {}
    play.run(elsewhere({"type": "remove", "seat": ada.seat}))
    play.settle()
    assert ada.bye["code"] == "no_seat"
    assert alike(play.room, play.replayed())


def test_what_the_facilitator_did_elsewhere_counts_here(play, other):
    ada = play.join()
    play.done(play.leader, "group")
    play.done(ada, "say", conversation="c1", text="You never trim it.")
    leads = Client("facilitator", "facilitator", play.keys.facilitator)

    async def nudge():
        leads.attachment = await other.attach(leads.token, play.room.ver, leads)
        asked = {
            "type": "nudge",
            "id": "n",
            "conversation": "c1",
            "feeling": "trust",
            "amount": 0.6,
        }
        await other.ask(leads.attachment, parse(json.dumps(asked)))
        assert (await leads.answer("n"))["type"] == "ack"
        play.hub._heard(play.keys.room, 10_000)

    play.run(nudge())
    play.settle()
    play.done(ada, "say", conversation="c1", text="Hm.")
    assert play.room.conversations["c1"].now.last.digest["feelings"]["trust"] > 0.7
