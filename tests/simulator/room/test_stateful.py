"""A room whatever anybody does in it, in any order, with hubs that are killed: nothing is lost,
nobody sees what is not theirs, and the events alone make the same room again."""

import asyncio
import json
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.room.hub.hub import ALIVE
from simulator.room.protocol.asked import parse
from tests.simulator.room.playing import (
    SECRETS,
    Client,
    Playing,
    alike,
    bare,
)

WORDS = ("", "You never trim it.", "I am sorry about the hedge.", "You idiot.", "How high is it?")
some = st.integers(0, 30)
words = st.sampled_from(WORDS)


class Room(RuleBasedStateMachine):
    """A room, its clients, and what they were promised."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.play = Playing(Path(self.folder.name))
        self.clients = [self.play.leader, self.play.screen]
        self.asked = []  # (client, message, position of its ack)
        self.lines = []  # (conversation, line) acknowledged
        self.branches = {}  # lines by conversation and branch, as they once were
        self.dealt = {}  # who was told a confidential text, by conversation and text
        self.whispers = {}  # who was to hear a whisper
        self.names = {}  # seats by name
        self.open = True  # whether the room never agreed to tell names
        self.read = {}  # how much of what a client was told was looked through

    def teardown(self):
        self.play.close()
        self.folder.cleanup()

    # Who does something.

    @property
    def room(self):
        return self.play.room

    @property
    def people(self):
        return [one for one in self.clients[2:] if not self.room.seats[one.seat].gone]

    @property
    def there(self):
        return [one for one in self.people if one.attachment]

    def one_of(self, some, number):
        return list(some)[number % len(some)]

    def conversation(self, number):
        return self.one_of(list(self.room.conversations) or ["c1"], number)

    def seat(self, number):
        return self.one_of([one.seat for one in self.people] or ["s1"], number)

    def ask(self, client, kind, **data):
        """Ask; an ack is a promise that is looked after from then on."""
        if not client.attachment:
            return None
        before = self.room.ver
        number = f"i{next(self.play.numbers)}"
        answer = self.play.ask(client, kind, number, **data)
        if answer["type"] == "ack":
            assert answer["pos"] > before
            self.asked.append((client, {"type": kind, "id": number, **data}, answer["pos"]))
        else:
            assert answer["code"] != "not_kept", answer
            assert self.room.ver == before
        return answer

    def lead(self, kind, **data):
        return self.ask(self.play.leader, kind, **data)

    # People.

    @initialize(many=st.integers(2, 4))
    def begin(self, many):
        for _ in range(many):
            self.join(role="participant")

    @precondition(lambda self: len(self.clients) < 9 and not self.room.closed)
    @rule(role=st.sampled_from(("participant", "participant", "observer")))
    def join(self, role):
        name = f"Zoë {len(self.clients)}."
        client = self.play.join(name, role)
        self.names[name] = client.seat
        self.clients.append(client)

    @rule(who=some, removed=st.booleans())
    def go(self, who, removed):
        if len(self.there) > 2:
            client = self.one_of(self.there, who)
            if removed:
                self.lead("remove", seat=client.seat)
            else:
                self.ask(client, "leave")
            assert not removed or self.play.leader.attachment is None or client.bye

    @precondition(lambda self: len(self.people) > 4)
    @rule(who=some)
    def flood_goes(self, who):
        self.lead("remove_since", seat=self.one_of([one.seat for one in self.people[2:]], who))

    @rule(who=some)
    def disconnect(self, who):
        there = [one for one in self.clients if one.attachment and not one.bye]
        client = self.one_of(there or [None], who)
        if client:
            self.play.detach(client)

    @rule(who=some, forgotten=st.booleans())
    def reconnect(self, who, forgotten):
        away = [one for one in [*self.clients[:2], *self.people] if not one.attachment]
        if away:
            client = self.one_of(away, who)
            if forgotten:
                client.pos, client.view = 0, {}
            self.play.attach(client)

    @rule(who=some, role=st.sampled_from(("participant", "observer")))
    def sit(self, who, role):
        self.lead("sit", seat=self.seat(who), role=role)

    @rule(who=some, up=st.sampled_from(("", "hand", "help")))
    def hand(self, who, up):
        if self.there:
            self.ask(self.one_of(self.there, who), "hand", up=up)

    @rule(who=some, up=st.sampled_from(("", "help")))
    def take_down(self, who, up):
        answer = self.lead("hand", up=up, seat=self.seat(who))
        if answer and self.people:
            assert (answer["type"] == "ack") == (not up)
            assert up or not self.room.seats[self.seat(who)].hand

    @rule(who=some, when=st.sampled_from(("before", "after")))
    def answers(self, who, when):
        given = {"before": {"ready": 4, "hope": "light"}, "after": {"best": "to ask"}}[when]
        if self.there:
            self.ask(self.one_of(self.there, who), "answers", when=when, answers=given)

    # Talking.

    def _said(self, answer, conversation, line):
        if answer and answer["type"] == "ack":
            self.lines.append((conversation, line))

    @rule(who=some, text=words)
    def say(self, who, text):
        speaking = [one for one in self.there if one.view["me"]["may_say"]]
        if not (speaking or self.there):
            return
        client = self.one_of(speaking or self.there, who)
        me = client.view["me"]
        held = self.room.conversations.get(me["conversation"])
        stopped = self.room.paused or self.room.closed or (held and (held.frozen or held.waiting))
        line = f"{text} Line {next(self.play.numbers)}."
        answer = self.ask(client, "say", conversation=me["conversation"] or "c1", text=line)
        assert (answer["type"] == "ack") == me["may_say"], (answer, me)
        assert not stopped or answer["type"] == "refused"
        self._said(answer, me["conversation"], line)

    @rule(who=some, text=words)
    def propose(self, who, text):
        if self.there:
            self.ask(self.one_of(self.there, who), "propose", text=text)

    @rule(who=some, which=some)
    def withdraw(self, who, which):
        own = list(self.room.proposals)
        if own and self.there:
            self.ask(self.one_of(self.there, who), "withdraw", proposal=self.one_of(own, which))

    @rule(opened=st.booleans(), live=st.booleans())
    def voting(self, opened, live):
        self.lead("voting", open=opened, live=live)

    @rule(votes=st.lists(st.tuples(some, some), max_size=4), back=st.booleans())
    def vote(self, votes, back):
        for who, which in votes:
            own = list(self.room.proposals)
            if own and self.there:
                chosen = None if back else self.one_of(own, which)
                self.ask(self.one_of(self.there, who), "vote", proposal=chosen)

    @precondition(lambda self: len(self.there) > 1 and not self.room.paused)
    @rule(live=st.booleans())
    def contest(self, live):
        """A whole vote: seldom would its parts come together by chance."""
        if self.room.mode != "fishbowl":
            self.lead("begin", phase=3)
        self.lead("voting", open=False)
        for client in self.there:
            self.ask(client, "propose", text=f"Proposed {next(self.play.numbers)}.")
        self.lead("voting", open=True, live=live)
        for client in self.there:
            self.ask(client, "vote", proposal=next(iter(self.room.proposals), None))
        self.what_changed_is_all_that_changed()

    @precondition(lambda self: self.room.breakouts and self.play.leader.attachment)
    @rule(which=some, back=st.booleans())
    def answer_for(self, which, back):
        """A line waits for the facilitator, who answers it or gives the chair back."""
        one = self.one_of(self.room.breakouts, which)
        self.lead("chair", conversation=one.id, take="on")
        speaking = [client for client in self.there if client.seat == one.speaker]
        for client in speaking:
            self.ask(client, "say", conversation=one.id, text="How high is it?")
        if back:
            self.lead("chair", conversation=one.id, take="off")
        else:
            self.lead("answer", conversation=one.id, text="No.")
        self.what_changed_is_all_that_changed()

    @precondition(lambda self: self.there and self.play.leader.attachment)
    @rule(who=some, up=st.sampled_from(("", "hand", "help")))
    def lose_the_line(self, who, up):
        """The facilitator's connection breaks before what is told late is told."""
        self.ask(self.one_of(self.there, who), "hand", up=up)
        self.lead("clock", act="set", seconds=60)
        self.play.detach(self.play.leader)
        self.play.attach(self.play.leader)
        self.what_changed_is_all_that_changed()

    @precondition(lambda self: self.room.breakouts and self.there)
    @rule(which=some, who=some)
    def move(self, which, who):
        """Somebody comes to a conversation that was told something."""
        one = self.one_of(self.room.breakouts, which)
        self.lead("broadcast", text=f"Notice {next(self.play.numbers)}.", to=one.id)
        seat = self.one_of(self.there, who).seat
        self.lead("place", seat=seat, conversation=one.id, part="observer")
        self.what_changed_is_all_that_changed()

    @rule()
    def reveal(self):
        self.lead("reveal")

    @rule(which=st.none() | some, edited=st.booleans())
    def play_one(self, which, edited):
        room, own = self.room, list(self.room.proposals)
        wanted = None if which is None or not own else self.one_of(own, which)
        line = f"Edited {next(self.play.numbers)}." if edited else None
        held = room.conversations.get(room.fishbowl)
        stopped = room.paused or room.closed or held is None or held.frozen or held.waiting
        stopped = stopped or room.mode != "fishbowl" or held.now.ended
        said = line or (room.proposals[wanted or room.leading].text if own else None)
        answer = self.lead("play", proposal=wanted, text=line)
        if answer:
            assert (answer["type"] == "ack") == (not stopped and said is not None)
            self._said(answer, room.fishbowl, said)

    @rule(who=st.none() | some)
    def baton(self, who):
        self.lead("baton", seat=None if who is None else self.seat(who))

    @rule(who=some)
    def whisper(self, who):
        coaches = [one for one in self.there if self.room.seats[one.seat].part == "coach"]
        if coaches:
            coach = self.one_of(coaches, who)
            to = self.room.conversations[self.room.seats[coach.seat].conversation].speaker
            text = f"Whisper {next(self.play.numbers)}."
            self.whispers[text] = to
            assert self.ask(coach, "advise", text=text)["type"] == "ack"

    @rule(who=some, at=some, branched=st.sampled_from(("rewind", "branch", "retry")))
    def branch(self, who, at, branched):
        asks = self.one_of([self.play.leader, *self.there], who)
        wanted = self.conversation(at)
        if asks.role != "facilitator" and asks.view["me"]["conversation"]:
            wanted = asks.view["me"]["conversation"]
        if wanted in self.room.conversations:
            at %= len(self.room.conversations[wanted].now.turns)
        self.ask(asks, "branch", conversation=wanted, at=at, why=branched)

    @rule(which=some, other=some)
    def switch(self, which, other):
        wanted = self.conversation(which)
        if wanted in self.room.conversations:
            to = self.one_of(self.room.conversations[wanted].branches, other)
            self.lead("switch", conversation=wanted, branch=to)

    # What the facilitator does.

    @rule(phase=st.sampled_from((0, 1, 2, 3, 3, 4, 4, 5, 6)))
    def phase(self, phase):
        self.lead("begin", phase=phase)

    @rule(
        by=st.sampled_from(("arrival", "random", "hand")),
        size=st.sampled_from((1, 2, 3)),
        again=st.booleans(),
    )
    def group(self, by, size, again):
        self.lead("group", by=by, size=size, again=again)

    @rule(
        who=some,
        which=st.none() | some,
        part=st.sampled_from(("speaker", "coach", "observer")),
    )
    def place(self, who, which, part):
        to = None if which is None else self.conversation(which)
        self.lead("place", seat=self.seat(who), conversation=to, part=part)

    @rule(which=st.none() | some, who=some, anew=st.booleans())
    def rotate(self, which, who, anew):
        asks = self.one_of([self.play.leader, *self.there], who)
        wanted = None if which is None else self.conversation(which)
        answer = self.ask(asks, "rotate", conversation=wanted, anew=anew)
        if answer and wanted is None and asks.role != "facilitator":
            assert answer["type"] == "refused"

    @rule(seconds=st.sampled_from((1, 20, 200, 400)))
    def time(self, seconds):
        self.play.beat(seconds)

    @rule(on=st.booleans())
    def pause(self, on):
        self.lead("pause", on=on)

    @rule(which=some, on=st.booleans())
    def freeze(self, which, on):
        self.lead("freeze", conversation=self.conversation(which), on=on)

    @rule(which=some, take=st.sampled_from(("off", "once", "on")))
    def chair(self, which, take):
        self.lead("chair", conversation=self.conversation(which), take=take)

    @rule(which=some, text=st.sampled_from((None, "No.", "*(nods)*")))
    def answer(self, which, text):
        waiting = [one.id for one in self.room.conversations.values() if one.waiting]
        wanted = self.one_of(waiting, which) if waiting else self.conversation(which)
        self.lead("answer", conversation=wanted, text=text)

    @rule(which=some, of=some)
    def prompt(self, which, of):
        wanted = self.conversation(which)
        if wanted in self.room.conversations and self.play.leader.attachment:
            texts = self.play.done(self.play.leader, "script", conversation=wanted)["result"]
            text = self.one_of(texts["script"], of)["id"]
            self.lead("prompt", conversation=wanted, text=text)

    @rule(which=some, feeling=st.sampled_from(("trust", "anger")), amount=st.floats(-1, 1))
    def nudge(self, which, feeling, amount):
        wanted = self.conversation(which)
        self.lead("nudge", conversation=wanted, feeling=feeling, amount=amount)

    @rule(who=some, which=some, turn=st.integers(0, 3))
    def bookmark(self, who, which, turn):
        asks = self.one_of([self.play.leader, *self.there], who)
        wanted = self.conversation(which)
        self.ask(asks, "bookmark", conversation=wanted, turn=turn, note="again")

    @rule(which=some, who=some)
    def unbookmark(self, which, who):
        if self.room.bookmarks:
            asks = self.one_of([self.play.leader, *self.there], who)
            self.ask(asks, "unbookmark", bookmark=self.one_of(self.room.bookmarks, which))

    @rule(to=st.none() | some, inside=st.booleans())
    def broadcast(self, to, inside):
        if to is not None:
            to = self.conversation(to) if inside else self.seat(to)
        self.lead("broadcast", text=f"Notice {next(self.play.numbers)}.", to=to)

    @rule(
        show=st.sampled_from(("join", "fishbowl", "conversation", "votes", "debrief")),
        which=st.none() | some,
        gauges=st.booleans(),
    )
    def project(self, show, which, gauges):
        wanted = None if which is None else self.conversation(which)
        self.lead("project", show=show, conversation=wanted, gauges=gauges)

    @rule(which=st.none() | some)
    def watch(self, which):
        if self.play.leader.attachment:
            wanted = None if which is None else self.conversation(which)
            self.play.ask(self.play.leader, "watch", conversation=wanted)

    @rule(act=st.sampled_from(("set", "add", "stop")), seconds=st.integers(-100, 600))
    def clock(self, act, seconds):
        self.lead("clock", act=act, seconds=seconds)

    @rule(on=st.booleans())
    def anonymous(self, on):
        answer = self.lead("anonymous", on=on)
        if answer and answer["type"] == "ack" and not on:
            self.open = False

    @rule(locked=st.booleans())
    def code(self, locked):
        if not locked:
            self.lead("code")

    # Networks, and hubs that die.

    @rule(which=some)
    def resend(self, which):
        asked = [one for one in self.asked if one[0].attachment and not one[0].bye]
        if asked:
            client, message, pos = self.one_of(asked[::-1], which)
            before, at = repr(vars(self.room)), self.room.ver
            answer = self.play.ask(client, message["type"], message["id"], **_rest(message))
            assert (answer["type"], answer["pos"]) == ("ack", pos)
            assert self.room.ver == at
            assert repr(vars(self.room)) == before

    @rule(who=some, steps=st.integers(0, 6), text=words)
    def kill(self, who, steps, text):
        """The hub dies while a line is on its way; whoever said it says it again."""
        speaking = [one for one in self.there if one.view["me"]["may_say"]]
        client = self.one_of(speaking, who) if speaking else None
        line = f"{text} Line {next(self.play.numbers)}."
        message = None
        if client:
            where = client.view["me"]["conversation"]
            message = {"type": "say", "id": line, "conversation": where, "text": line}
            self.play.run(_half_way(self.play.hub, client, message, steps))
        acked = bool(client and line in client.answers)
        self.play.kill()
        self.play.loop.told += ALIVE  # the hub looks for those that are lost
        self.play.beat()
        self.play.settle()
        assert not any(seat.here for seat in self.room.seats.values())
        for one in [*self.clients[:2], *self.people]:
            one.attachment = None
            self.play.attach(one)
        if message:
            kept = ("say", line) in [(e.kind, e.data.get("line")) for e in self.play.events()]
            assert kept or not acked or self._line_is_kept(where, line)
            answer = self.play.ask(client, "say", line, **_rest(message))
            assert answer["type"] == "ack" or not client.view["me"]["may_say"], answer
            self._said(answer, where, line)

    def _line_is_kept(self, where, line):
        branches = self.room.conversations[where].branches.values()
        return any(line in branch.lines for branch in branches)

    # What always holds.

    @invariant()
    def the_events_make_the_same_room_again(self):
        events = self.play.events()
        assert [event.ver for event in events] == list(range(1, len(events) + 1))
        assert alike(self.room, self.play.replayed())

    @invariant()
    def every_line_that_was_acknowledged_is_kept_once(self):
        said = [
            (event.data["conversation"], event.data["line"])
            for event in self.play.events()
            if event.kind == "said"
        ]
        for line in self.lines:
            if "Line" in line[1] or "Edited" in line[1]:  # the others are said by many
                assert said.count((line[0], line[1].strip())) == 1
            assert (line[0], line[1].strip()) in said

    @invariant()
    def branches_keep_their_turns(self):
        for one in self.room.conversations.values():
            for branch in one.branches.values():
                before = self.branches.get((one.id, branch.id), [])
                assert branch.lines[: len(before)] == before
                self.branches[one.id, branch.id] = branch.lines
        known = {(one.id, b) for one in self.room.conversations.values() for b in one.branches}
        assert known == set(self.branches)

    @invariant()
    def everybody_is_in_one_place_and_one_speaks(self):
        room = self.room
        inside = [(seat, one) for one in room.conversations.values() for seat in one.seats]
        assert len(inside) == len(dict(inside))
        for seat, one in inside:
            assert (room.seats[seat].conversation, room.seats[seat].part) == (
                one.id,
                one.seats[seat],
            )
            assert room.seats[seat].takes_part
            assert one.open
        for one in room.conversations.values():
            speakers = [seat for seat, part in one.seats.items() if part == "speaker"]
            assert len(speakers) <= 1
            assert all(room.seats[seat].role == "participant" for seat in speakers)
        assert not room.baton or room.seats[room.baton].role == "participant"
        placed = {seat for seat, _ in inside}
        assert all(seat.id in placed for seat in room.seats.values() if seat.conversation)

    @invariant()
    def rounds_are_counted_and_end(self):
        room = self.room
        assert bool(room.round) == bool(room.rounds)
        assert room.round <= room.rounds
        due = [each for each in (room.rotates, room.rotates_left) if each is not None]
        assert len(due) <= 1
        assert not due or room.round < room.rounds
        assert not room.paused or room.rotates is None

    @invariant()
    def nobody_may_speak_while_people_read(self):
        for client in self.there:
            if self.room.mode == "brief":
                assert not client.view["me"]["may_say"]

    @invariant()
    def nobody_is_told_anything_after_the_end(self):
        assert not any(client.too_late for client in self.clients)
        for client in self.clients[2:]:
            if self.room.seats[client.seat].gone:
                client.attachment = None
                assert client not in [one.outbox for one in self.play.actor.desk.attachments]

    @invariant()
    def nobody_sees_what_is_not_theirs(self):
        for client in self.clients:
            since = self.read.get(client.seat, 0)
            self.read[client.seat] = len(client.told)
            for told in client.told[since:]:
                self._look_through(client, told)

    def _look_through(self, client, told):
        parts = told.get("parts", {})
        me = parts.get("me") or {}
        secret = me.get("brief", {}).get("confidential")
        if secret:
            key = (self.room.seats[client.seat].conversation, secret)
            if key[0]:
                assert self.dealt.setdefault(key, client.seat) == client.seat
        for whisper in me.get("whispers", ()):
            assert self.whispers[whisper] == client.seat
        own = {key: value for key, value in me.items() if key not in ("brief", "whispers", "name")}
        hidden = {"people"} if client.role == "facilitator" else set()
        rest = told | {
            "parts": {k: v for k, v in parts.items() if k not in ("me", *hidden)} | {"me": own}
        }
        text = json.dumps(rest, ensure_ascii=False)
        assert not any(secret in text for secret in SECRETS)
        assert "Whisper" not in text
        if self.open:
            assert "Zoë" not in text
            assert me.get("name", "") == "" or self.names[me["name"]] == client.seat
        shown = parts.get("proposals") or {}
        if client.role != "facilitator":
            seen = shown.get("revealed") or (shown.get("open") and shown.get("live"))
            assert seen or not shown.get("leading")
            assert seen or not any("votes" in one for one in shown.get("proposals", ()))

    @rule()
    def what_changed_is_all_that_changed(self):
        """Who only got what changed sees the same as who comes anew."""
        self.play.beat()
        for client in [*self.clients[:2], *self.there]:
            if client.attachment and not client.bye:
                before, fresh = bare(client.view), bare(self.play.fresh(client))
                assert before.keys() == fresh.keys(), client.seat
                for name, part in fresh.items():
                    seen = before[name]
                    if name == "screen":  # its debrief is of when it was shown
                        seen, part = _without(seen, "debrief"), _without(part, "debrief")
                    assert seen == part, (client.seat, name)


def _without(part, name):
    return {key: value for key, value in part.items() if key != name}


def _rest(message):
    return {key: value for key, value in message.items() if key not in ("type", "id")}


async def _half_way(hub, client: Client, message, steps):
    await hub.ask(client.attachment, parse(json.dumps(message)))
    for _ in range(steps):
        await asyncio.sleep(0)


Room.TestCase.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)
TestRoom = Room.TestCase
