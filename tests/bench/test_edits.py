"""The gate refuses no more right edits of a hand than it did, and lets no more wrong ones pass."""

from __future__ import annotations

from tests.bench.edits.__main__ import looked

REFUSED, PASSED = 56, 0
"""Of 341 right ones, and of 878 wrong ones."""


def test_what_an_editor_does_is_judged_as_well_as_ever() -> None:
    every = looked()
    assert sum(one.false_alarm for one in every) <= REFUSED, [one.what for one in every if one.false_alarm]
    assert sum(one.missed for one in every) <= PASSED, [one.what for one in every if one.missed]
    assert (sum(one.right for one in every), len(every)) == (341, 1219)
