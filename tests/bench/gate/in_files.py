"""Defects in the files beside the sound, and in the feed: those of the tests, planted in one list."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.gate.place import Defect, Place, Plant
from tests.check import test_beside
from tests.check.test_beside import Damage, seal


def _plant(damage: Damage, *, sealed: bool) -> Plant:
    def plant(place: Place) -> None:
        damage(place.folder)
        if sealed:
            seal(place.folder)

    return plant


def defects() -> Iterator[Defect]:
    """All of them; the record knows of most."""
    lists = [
        ("beside", "files", test_beside.UNSEALED, False),
        ("beside", "files", test_beside.SEALED, True),
        ("beside", "files", test_beside.PAGES, True),
        ("beside", "files", test_beside.TAGS, True),
        ("feed", "published", test_beside.FEEDS, False),
    ]
    for group, base, rows, sealed in lists:
        for name, damage, codes in rows:
            yield Defect(group, name, base, _plant(damage, sealed=sealed), tuple(f"beside.{code}" for code in sorted(codes)))
