"""An engine that breaks: its segment is named, nothing of it is kept, and the next build goes on from what was well spoken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import BLOG, Home, a_home, refused, stands, undisturbed

AT = "Ferries"
"""A word of the one text that goes wrong."""


@pytest.fixture(scope="module")
def spoken_well(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Any]]:
    """What the show becomes with the same engine in good health."""
    return undisturbed(tmp_path_factory.mktemp("well") / "show", "faulty")


@pytest.fixture
def faulty(tmp_path: Path) -> Home:
    """A show whose engine breaks where it is told to."""
    return a_home(tmp_path / "show", "faulty")


FAULTS = {
    "silence": "silence",
    "noise": "noise",
    "pink": "noise",
    "empty": "does not open as WAV",
    "nothing": "there is no file",
    "cut": "cut off",
    "short": "it lasts 0.2 s",
    "long": "it lasts 200.0 s",
    "dies": "A program of the engine “faulty” was ended by signal 9",
    "fails": "A program of the engine “faulty” ended with status 1: no licence",
}
"""What it does, and what its message says."""
BROKEN_OFF = {"dies", "fails"}
"""Of these there is no sound."""


def test_what_breaks_or_is_no_speech_is_named_and_never_kept(faulty: Home, spoken_well: tuple[bytes, dict[str, Any]]) -> None:
    for fault, says in FAULTS.items():
        done = faulty.build(env={"FAULT": fault, "FAULT_AT": AT})
        line = refused(done, "segment ", f"“{AT}", says, "try another voice")
        assert ("twice" in line) == (fault not in BROKEN_OFF)
        assert not faulty.made.exists()
    again = faulty.build("--json")  # what was refused is not found in the cache
    assert again.code == 0, again.err
    assert again.json["spoken"] > 0
    assert faulty.outcome() == spoken_well


def test_an_engine_that_hangs_is_let_go(faulty: Home, spoken_well: tuple[bytes, dict[str, Any]]) -> None:
    done = faulty.build(env={"FAULT": "hangs", "EPISODE_PATIENCE": "0.005"})  # of five minutes
    refused(done, "segment ", "The engine “faulty” gave no answer within", "EPISODE_PATIENCE=5")
    assert faulty.build().code == 0
    assert faulty.outcome() == spoken_well


def test_what_comes_out_broken_once_is_asked_for_again(faulty: Home, spoken_well: tuple[bytes, dict[str, Any]], tmp_path: Path) -> None:
    mark = tmp_path / "broke"
    done = faulty.build(env={"FAULT": "once", "FAULT_MARK": str(mark)})
    assert (done.code, mark.exists()) == (0, True), done.err
    assert faulty.outcome() == spoken_well


def test_the_earlier_episode_and_the_script_stand(faulty: Home) -> None:
    assert faulty.build().code == 0
    mine = faulty.script.read_text(encoding="utf-8").replace("The work took two years.", "The work took years.")
    faulty.script.write_text(mine, encoding="utf-8")
    before = faulty.state()
    refused(faulty.build(env={"FAULT": "silence", "FAULT_AT": "took years"}), "silence")
    stands(faulty, before)
    assert faulty.build().code == 0
    assert faulty.script.read_text(encoding="utf-8") == mine
    assert BLOG.count("two years") == 1
