"""What the projector is shown of those who sit together, and of who has answered."""


def tables(play):
    play.catch_up()
    play.beat()
    return play.screen.view["tables"]


def test_who_sits_with_whom_and_who_is_away(play):
    clients = [play.join(f"Name {n}") for n in range(3)]
    assert tables(play)["tables"] == []
    play.done(play.leader, "begin", phase=4)
    play.detach(clients[2])
    called = [play.room.seats[client.seat].called for client in clients]
    found = {
        (table["label"], table["persona"], person["called"], person["here"])
        for table in tables(play)["tables"]
        for person in table["people"]
    }
    assert {called for _, _, called, _ in found} == set(called)
    assert {called for _, _, called, here in found if not here} == {called[2]}
    assert ("Conversation 1", "Robin") in {found[:2] for found in found}


def test_the_speaker_stands_first_after_parts_were_passed_on(play):
    clients = [play.join() for _ in range(2)]
    play.done(play.leader, "group", size=2, by="arrival")
    before = [person["called"] for person in tables(play)["tables"][0]["people"]]
    play.done(clients[0], "rotate", conversation="c1")
    (table,) = tables(play)["tables"]
    assert [person["called"] for person in table["people"]] == before[::-1]
    assert table["people"][0]["part"] == "speaker"


def test_names_are_shown_only_where_the_room_agreed_to_it(play):
    play.join("Ann")
    play.done(play.leader, "group", size=1)
    assert tables(play)["tables"][0]["people"][0]["called"] != "Ann"
    play.done(play.leader, "anonymous", on=False)
    assert tables(play)["tables"][0]["people"][0]["called"] == "Ann"


def test_nobody_sits_anywhere_once_the_talking_is_over(play):
    play.join()
    play.done(play.leader, "begin", phase=4)
    play.done(play.leader, "begin", phase=5)
    assert tables(play)["tables"] == []


def test_how_many_have_answered_what_is_asked_now(play):
    clients = [play.join() for _ in range(2)]
    assert (tables(play)["answered"], tables(play)["of"]) == (0, 0)
    play.done(play.leader, "begin", phase=1)
    play.done(clients[0], "answers", when="before", answers={"ready": 2})
    assert (tables(play)["answered"], tables(play)["of"]) == (1, 2)
    play.done(play.leader, "begin", phase=6)
    assert (tables(play)["answered"], tables(play)["of"]) == (0, 2)
