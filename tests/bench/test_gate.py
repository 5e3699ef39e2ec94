"""The proof of the gate proves: good episodes pass it, planted defects are named, and what was missed is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.gate import good, planted
from tests.bench.gate.__main__ import document, summary
from tests.bench.gate.planted import DEFECTS, Row

CHOSEN = (
    ("provenance", "digits of a number change places"),
    ("provenance", "news in other words without a mark"),
    ("words", "Updated at 12:30"),
    ("beside", "a cue's word"),
    ("beside", "another length"),
)


def test_every_defect_has_a_name_of_its_own_and_a_code() -> None:
    names = [(each.group, each.name) for each in DEFECTS]
    assert len(set(names)) == len(names) >= 60
    assert {each.group for each in DEFECTS} == {"provenance", "turns", "words", "sound", "beside", "feed"}
    assert all(code.split(".")[0] in ("provenance", "words", "sound", "beside") for each in DEFECTS for code in each.codes)


def test_good_episodes_are_made_in_many_ways() -> None:
    made = good.recipes(50, 1)
    assert len({each.name for each in made}) == 50
    assert made == good.recipes(50, 1) != good.recipes(50, 2)
    assert {each.after for each in made} == {"", "corrected", "published", "both"}


def test_two_good_episodes_pass_and_planted_defects_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    passed = good.passes([each for each in good.recipes(4, 1) if "sample" not in each.name], tmp_path / "good", lambda _: None)
    chosen = [each for each in DEFECTS if (each.group, each.name) in CHOSEN]
    rows = planted.plant(chosen, tmp_path / "planted", lambda _: None)
    found = document(passed, rows)
    assert found["ok"], summary(found)
    assert (found["good"], found["planted"]) == (2, len(CHOSEN))


def test_a_miss_and_a_false_alarm_are_told() -> None:
    found = document([], [Row(DEFECTS[0], None, ("words.unsaid",))])
    assert not found["ok"]
    assert f"MISSED {DEFECTS[0].group}: {DEFECTS[0].name}" in summary(found)
