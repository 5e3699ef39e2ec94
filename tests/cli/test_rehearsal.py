"""`episode lint` driven from outside: what a producer types and sees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.test_build import SAMPLE, edit, listed
from tests.conftest import Episode

DAY = """---
title: A day
date: 2026-11-27
format: briefing
briefing: day.txt
---

# A day

**Anchor:** The mayor, Zylphia Quenby, met the WXQT on 4 May.
"""


@pytest.fixture
def show(tmp_path: Path) -> Path:
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/2026-11-27.md").write_text(DAY, encoding="utf-8")
    return tmp_path


def test_a_producer_sees_each_word_with_its_place(episode: Episode, show: Path) -> None:
    done = episode("lint")
    assert (done.code, done.err) == (0, "episode: taking scripts/2026-11-27.md\n")
    head, listen, *rows = done.out.splitlines()
    assert head == "scripts/2026-11-27.md: 4 words to hear before it goes on air"
    assert re.fullmatch(r"listen: output/2026-11-27/rehearsal\.mp3  \(0:0\d: all of them\)", listen)
    words = [row.split()[1] for row in rows if re.match(r"  \d:\d\d", row)]
    assert words == ["Quenby", "Zylphia", "WXQT", "4"]
    assert any(row.endswith("W X Q T  (letter by letter: a guess)") for row in rows)
    assert any("the fourth of May" in row or "fourth of May" in row for row in rows)
    assert all("scripts/2026-11-27.md:10" in row for row in rows if re.match(r"  \d:\d\d", row))
    assert "episode lexicon add Quenby ɪpə" in done.out
    assert max(len(row) for row in rows[:-2]) <= 100
    assert listed(show / "output") == {"2026-11-27/rehearsal.mp3"}


def test_what_it_advises_is_what_mends_it(episode: Episode, show: Path) -> None:
    assert episode("lexicon", "add", "Quenby", "ˈkwenbi").code == 0
    edit(show / "scripts/2026-11-27.md", "Zylphia", "{Zylphia|ˈzɪlfiə}")
    edit(show / "scripts/2026-11-27.md", "on 4 May", "on the fourth of May")
    assert [word["word"] for word in episode("lint", "--json", "--no-reel").json["words"]] == ["WXQT"]
    edit(show / "scripts/2026-11-27.md", "the WXQT", "a club")
    assert "nothing to rehearse" in episode("lint").out


def test_outside_a_show_it_stands_beside_the_script(episode: Episode, tmp_path: Path) -> None:
    assert episode("script", SAMPLE, "--date", "2026-11-27", "--quiet").code == 0
    script = "output/2026-11-27/script.md"
    facts = episode("lint", script, "--engine", "tone", "--json").json
    assert facts["reel"]["file"] == str(tmp_path / "output/2026-11-27/rehearsal.mp3")
    assert facts["reel"]["duration_ms"] <= 60_000
    assert [word["word"] for word in facts["words"][:3]] == ["38F", "3C", "200ml"]


def test_outside_a_show_nothing_is_written_beside_what_lies_elsewhere(episode: Episode, tmp_path: Path) -> None:
    assert episode("script", SAMPLE, "--date", "2026-11-27", "--quiet").code == 0
    (tmp_path / "src").mkdir()
    (tmp_path / "output/2026-11-27/script.md").rename(tmp_path / "src/mine.md")
    facts = episode("lint", "src/mine.md", "--engine", "tone", "--json").json
    assert facts["reel"]["file"] == str(tmp_path / "output/mine.rehearsal.mp3")
    assert listed(tmp_path / "src") == {"mine.md"}


def test_the_gate_knows_the_reel_beside_the_episode(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text("Mayor Zylphia Quenby met the WXQT on 4 May.\n" * 2, encoding="utf-8")
    assert episode("build", "day.txt", "--date", "2026-11-27", "--engine", "tone", "--quiet").code == 0
    before = episode("check", "--json").json["findings"]
    assert episode("lint", "output/2026-11-27/script.md", "--engine", "tone", "--quiet").code == 0
    assert (tmp_path / "output/2026-11-27/rehearsal.mp3").is_file()
    assert episode("check", "--json").json["findings"] == before


def test_the_reel_goes_where_it_is_sent(episode: Episode, show: Path) -> None:
    assert episode("lint", "--reel", "here/mine.mp3", "--quiet").code == 0
    assert (show / "here/mine.mp3").stat().st_size > 10_000
    assert not (show / "output").exists()
    before = listed(show)
    done = episode("lint", "scripts/2026-11-27.md", "--no-reel")
    assert (done.code, done.err, listed(show)) == (0, "", before)
    assert "REEL" not in done.out


def test_voices_are_chosen_as_in_a_build(episode: Episode, show: Path) -> None:
    refused = episode("lint", "--voice", "tone:alto")
    assert (refused.code, refused.err.count("\n")) == (1, 2)
    assert not (show / "output").exists()
    assert episode("lint", "--voice", "tone:low", "--json").json["voices"] == {"anchor": "tone:low"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lint"], "no script was named, and this folder is not in a show. Name a script file: episode lint SCRIPT"),
        (["lint", "none.md"], "none.md: there is no such script"),
        (["lint", "broken.md"], "broken.md:1: the header is missing"),
        (["lint", "day.md", "--engine", "tone", "--reel", "day.md/reel.mp3"], "day.md/reel.mp3"),
    ],
)
def test_what_goes_wrong_is_one_line(episode: Episode, tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "broken.md").write_text("Hello.\n")
    (tmp_path / "day.md").write_text(DAY, encoding="utf-8")
    done = episode(*words)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err
    assert listed(tmp_path) == {"broken.md", "day.md"}


def test_wrong_usage(episode: Episode, show: Path) -> None:
    assert episode("lint", "--reel", "x.mp3", "--no-reel").code == 2
