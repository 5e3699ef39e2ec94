"""One speaks at a time, in the order in which they came."""

from __future__ import annotations

import threading

from pipeline.studio.turns import Turns


def test_whoever_came_first_is_first_however_often_another_asks() -> None:
    turns, order = Turns(), list[str]()
    asked = threading.Event()

    def late() -> None:
        asked.set()
        with turns:
            order.append("late")

    other = threading.Thread(target=late)
    with turns:
        assert not turns.wanted()
        other.start()
        asked.wait(60)
        while not turns.wanted():
            pass
        order.append("first")
    with turns:
        order.append("again")
    other.join(60)
    assert order == ["first", "late", "again"]
