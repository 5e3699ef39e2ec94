"""Whose words are whose in a text that was looked at before: as in one that was not."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline import edit, read
from pipeline.edit.quoting import pieces_by_update
from pipeline.text.found import Shelf, shelved
from pipeline.text.people import people_of

SAMPLE = Path(__file__).resolve().parents[2] / "briefings/sample.txt"


def test_what_was_found_of_a_text_is_what_would_be_found_anew() -> None:
    anew = read.read(SAMPLE.read_bytes(), "sample.txt")
    people, pieces, quotes = people_of(anew), pieces_by_update(anew), edit.quotes(anew)
    assert people
    assert any(piece.quote for found in pieces.values() for piece in found)
    first = Shelf()
    with shelved(first):
        day = read.read(SAMPLE.read_bytes(), "sample.txt")
        assert (people_of(day), pieces_by_update(day), edit.quotes(day)) == (people, pieces, quotes)
    again = Shelf(json.loads(json.dumps(first.all(1000))))
    with shelved(again):
        day = read.read(SAMPLE.read_bytes(), "sample.txt")
        assert (people_of(day), pieces_by_update(day), edit.quotes(day)) == (people, pieces, quotes)
        assert [person.pronoun for person in people_of(day).values()] == [person.pronoun for person in people.values()]
    assert again.new == 0


def test_who_has_two_names_is_one_person() -> None:
    text = "Sir Bo Field, the deputy, disagreed. “It has until May,” said Sir Bo.".encode()
    shelf = Shelf()
    for _ in range(2):
        with shelved(shelf):
            people = people_of(read.read(text, "x.txt"))
            assert people["Bo"] is people["Field"]
        shelf = Shelf(json.loads(json.dumps(shelf.all(10))))


def test_other_words_are_looked_at_anew() -> None:
    shelf = Shelf()
    with shelved(shelf):
        one = read.read(b"\xe2\x80\x9cIt is safe,\xe2\x80\x9d Ann Other said. The bridge at Sarn is open to all again.", "x.txt")
        assert [quote.speaker for quotes in edit.quotes(one).values() for quote in quotes] == ["Ann Other"]
        two = read.read(b"\xe2\x80\x9cIt is safe,\xe2\x80\x9d Bo Field said. The bridge at Sarn is open to all again.", "x.txt")
        assert [quote.speaker for quotes in edit.quotes(two).values() for quote in quotes] == ["Bo Field"]
