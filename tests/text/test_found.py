"""What was found of a text is found once, and is the same the second time."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pipeline.model import Source
from pipeline.text.faithful import Fault
from pipeline.text.found import LASTS, MOST_CHARS, Shelf, last, once, shelved


class Place(NamedTuple):
    word: str
    at: int | None


def test_without_a_shelf_all_is_found_anew() -> None:
    asked: list[str] = []

    def find() -> list[Place]:
        asked.append("once more")
        return [Place("text", 2)]

    for _ in range(2):
        assert once("places", ("a text",), find, Place) == [Place("text", 2)]
    assert len(asked) == 2


def test_on_a_shelf_it_is_found_once_for_each_text_and_kind() -> None:
    shelf, asked = Shelf(), list[tuple[str, object]]()

    def find(kind: str, *of: object) -> list[Place]:
        def anew() -> list[Place]:
            asked.append((kind, of))
            return [Place(str(of[0]), None)]

        return once(kind, of, anew, Place)

    with shelved(shelf):
        for _ in range(2):
            assert find("places", "a") == [Place("a", None)]
            assert find("other", "a") == [Place("a", None)]
            assert find("places", "a", True) == [Place("a", None)]
            assert find("places", "b") == [Place("b", None)]
    assert asked == [("places", ("a",)), ("other", ("a",)), ("places", ("a", True)), ("places", ("b",))]
    assert shelf.new == 4
    with shelved(Shelf(shelf.all(10))):
        assert find("places", "b") == [Place("b", None)]
    assert len(asked) == 4
    find("places", "b")  # behind the shelf
    assert len(asked) == 5


def test_data_classes_come_back_as_they_were_and_nothing_is_an_answer_too() -> None:
    faults = (Fault("number", "four", "the source has no such number"), Fault("name", "Ada", "the source does not name it there"))
    shelf = Shelf()
    for _ in range(2):
        with shelved(shelf):
            assert once("proof", ("wrong",), lambda: faults, Fault) == list(faults)
            assert once("proof", ("right",), lambda: (), Fault) == []
        shelf = Shelf(shelf.all(10))


def test_what_could_not_be_found_is_not_kept() -> None:
    shelf = Shelf()

    def fail() -> list[Place]:
        raise ValueError("broken")

    with shelved(shelf):
        with pytest.raises(ValueError, match="broken"):
            once("places", ("a",), fail, Place)
        assert once("places", ("a",), lambda: [Place("a", 1)], Place) == [Place("a", 1)]


def test_what_is_used_stays_and_the_oldest_of_the_rest_goes() -> None:
    shelf = Shelf({str(n): [] for n in range(6)})
    assert shelf.get("1") == []
    shelf.put("new", [["x"]])
    assert list(shelf.all(4)) == ["4", "5", "1", "new"]
    assert list(shelf.all(1)) == ["1", "new"]
    assert list(shelf.all(100)) == ["0", "2", "3", "4", "5", "1", "new"]


def test_of_what_is_large_only_the_last_is_kept() -> None:
    shelf, asked = Shelf(), list[int]()

    def found(kind: str, line: int) -> Source:
        def find() -> Source:
            asked.append(line)
            return Source("day.txt", line, line)

        return last(kind, (line,), find, Source)

    with shelved(shelf):
        assert [found("read", 1), found("read", 1), found("told", 1)] == [Source("day.txt", 1, 1)] * 3
        assert asked == [1, 1]
        assert found("read", 2) == Source("day.txt", 2, 2)
        assert found("read", 1) == Source("day.txt", 1, 1)
    assert asked == [1, 1, 2, 1]
    assert len(shelf.all(10)) == 2
    assert found("read", 1) == Source("day.txt", 1, 1)  # behind the shelf
    assert asked == [1, 1, 2, 1, 1]


def test_of_what_is_large_and_not_asked_for_again_a_few_stay() -> None:
    shelf = Shelf()
    with shelved(shelf):
        for n in range(LASTS + 3):
            last(f"read {n}", (), lambda: Source("day.txt", 1, 1), Source)
    later = Shelf(shelf.all(100))
    with shelved(later):
        last("read 0", (), lambda: Source("another.txt", 1, 1), Source)
    kept = list(later.all(100))
    assert kept == [*(f"=read {n}" for n in range(3, LASTS + 3)), "=read 0"]
    assert later.new == 0


def test_of_what_is_very_large_nothing_is_kept() -> None:
    shelf = Shelf()
    with shelved(shelf):
        last("read", (), lambda: Source("day.txt", 1, 1), Source, chars=MOST_CHARS + 1)
        assert shelf.new == 0
        last("read", (), lambda: Source("day.txt", 1, 1), Source, chars=MOST_CHARS)
    assert shelf.new == 1
