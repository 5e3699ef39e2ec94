"""Killed at random moments: a small run of the bench, whose figures for 200 kills stand in docs/faults.md."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.bench import kills
from tests.faults.conftest import Home


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_eight_kills_cost_nothing(tmp_path: Path) -> None:
    result = kills.run(8, 4, tmp_path)
    assert len(result.kills) == 8
    assert result.good, kills.table(result)


def test_a_build_that_was_killed_when_its_files_stood_is_made_good(home: Home) -> None:
    """Between the last rename and its end: the page of all episodes was not drawn yet."""
    assert home.build().code == 0
    page = home.folder / "output/index.html"
    whole = page.read_bytes()
    page.unlink()
    left = home.made.with_name(f".{home.made.name}.partial")
    left.mkdir()
    (left / "claim.json").write_text(json.dumps({"pid": 2**22 + 1}))  # beyond what Linux gives
    again = home.build("--json")
    assert (again.code, again.json["unchanged"]) == (0, True)
    assert page.read_bytes() == whole
    assert not left.exists()
