"""What a user is told to do is something that the command at hand can do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pipeline import remedies
from pipeline.check.finding import Finding
from pipeline.cli import checking
from pipeline.errors import PublishError
from tests.conftest import Episode

ELSEWHERE = {"--out": "episode build", "--voice": "episode build", "--again": "episode publish"}


@pytest.mark.parametrize(
    ("remedy", "own", "said"),
    [
        ("Make room, or write elsewhere with --out.", {"--out"}, "Make room, or write elsewhere with --out."),
        ("Make room, or write elsewhere with --out.", {"--port"}, "Make room."),
        ("Write elsewhere with --out, or make room.", set(), "Make room."),
        ("See it. Build again, or try another voice (`--voice`); wait longer.", set(), "See it. Build again; wait longer."),
        ("If it was renamed, say so with --again.", {"--out"}, "If it was renamed, say so with `episode publish --again`."),
        ("Try another voice (`--voice`)", set(), "Try another voice (`episode build --voice`)"),
        ("Run `npm pack x`, then the same with `--from .`; or make room.", set(), "Run `npm pack x`, then the same with `--from .`; or make room."),
        ("Speak it, or say where: episode check --out DIR.", set(), "Speak it, or say where: episode check --out DIR."),
    ],
)  # fmt: skip
def test_a_way_that_the_command_does_not_have_is_left_out_or_named_in_full(remedy: str, own: set[str], said: str) -> None:
    remedies.of_command(own, ELSEWHERE)
    error = PublishError("the disk is full", remedy=remedy)
    assert error.remedy == said
    assert str(error) == f"the disk is full. {said}"


def test_without_a_command_at_hand_a_remedy_stands_as_it_is() -> None:
    assert (
        PublishError("it is full", remedy="Make room, or write elsewhere with --out.").remedy == "Make room, or write elsewhere with --out."
    )


def test_each_command_speaks_of_its_own_options(episode: Episode) -> None:
    """A file where the folder of the episode should be, met by a command that has `--out` and by one that has not."""
    (episode.folder / "output").write_text("notes")
    (episode.folder / "day.txt").write_text("The old bridge is open again, the council said on Friday. It had been closed for two years.\n")
    assert "Move it away, or write elsewhere with --out." in episode("build", "day.txt", "--engine", "tone").err
    heard = episode("lint", "day.txt", "--engine", "tone").err
    assert "--out" not in heard


def test_what_the_gate_finds_is_mended_by_what_the_gate_has() -> None:
    remedies.of_command(frozenset({"--briefing"}), {"--repeats": "episode build"})
    found = Finding("warning", "words.again", "scripts/x.md:3", "it was told yesterday", "Take it out, or say it again with --repeats.")
    done = SimpleNamespace(path=Path("scripts/x.md"), findings=[found], measured={})
    assert checking.report(cast("Any", done)).splitlines()[-1] == "    Take it out."
