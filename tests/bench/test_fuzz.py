"""The readers of foreign bytes stand a few seconds of hostile input; and what would break one is found, made small and told."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import BriefingError
from tests.bench.fuzz import work
from tests.bench.fuzz.run import Workers
from tests.bench.fuzz.targets import TARGETS, Target
from tests.bench.fuzz.work import Finding, Grower, small, tried
from tests.bench.speed import ROOT


def test_no_reader_breaks_in_ten_seconds(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.bench.fuzz", "--count", "100000", "--seconds", "10", "--seed", "7", "--out", str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines()}
    assert sum(int(rows[name][1].replace(",", "")) for name in TARGETS) == int(rows["all"][1].replace(",", "")) > 100


def breaks(data: bytes) -> object:
    """A reader with three mistakes."""
    if b"{{" in data:
        raise KeyError(data)
    if b"[sting" in data:
        while True:
            pass
    if b"\0" in data:
        bytearray(2_000_000_000)
    if len(data) % 2:
        raise BriefingError("odd")
    return "even"


def test_what_breaks_a_reader_is_found_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = Target("text", breaks, lambda: [b"It rained. " * 9, b"a{{b"], (b"{{",), 100)
    came, found = tried(target, b"x" * 500 + b"{{ 7 * 7 }}" + b"y" * 500)
    assert found is not None
    assert found.key == came
    assert "KeyError" in found.key
    assert small(target, found).data == b"{{"
    assert tried(target, b"odd")[1] is tried(target, b"even")[1] is None
    told: list[Finding] = []
    monkeypatch.setitem(TARGETS, "text", target)
    report = Workers(["text"], 1, tmp_path, 3, float("inf"), told.append).run(400)
    assert report.tallies["text"].inputs == 400
    assert {each.key.split()[0] for each in told} >= {"KeyError", "MemoryError"}
    assert b"{{" in {file.read_bytes() for file in tmp_path.glob("text-*") if not file.suffix}
    assert all("Traceback" in file.read_text() for file in tmp_path.glob("text-*.txt"))


def test_what_takes_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MOST_S", 0.2)
    _, found = tried(replace(TARGETS["text"], run=breaks), b"[sting: open]")
    assert found is not None
    assert found.key.startswith("TooSlowError")


def test_inputs_are_the_same_for_one_seed() -> None:
    grown = [[Grower(TARGETS["script"], random.Random(5)).next() for _ in range(3)] for _ in range(2)]  # noqa: S311
    assert grown[0] == grown[1]
