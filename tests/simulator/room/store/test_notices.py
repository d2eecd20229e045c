"""What hubs tell each other fits into notifications, and bad ones do no harm."""

import pytest

from simulator.room.store.notices import LONGEST, packed, unpacked


@pytest.mark.parametrize("many", [0, 1, 2, 499, 3000])
def test_what_is_packed_is_unpacked(many):
    last = {f"röom{n}": n * 7 + 1 for n in range(many)}
    texts = list(packed(last))
    assert dict(pair for text in texts for pair in unpacked(text)) == last
    assert all(0 < len(text.encode()) <= LONGEST for text in texts)
    assert len(texts) <= 1 + sum(len(text.encode()) for text in texts) // (LONGEST - 100)


def test_rooms_of_a_workshop_are_one_notification():
    assert list(packed({"abc": 3, "def": 12})) == ["abc:3,def:12"]
    assert len(list(packed({f"room{n:04}": 999 for n in range(500)}))) == 1


def test_what_somebody_else_sent_is_passed_over():
    assert list(unpacked("hello,,r1:,:3,r2:x,r3:-1,r4:²,r5:6")) == [("r5", 6)]
