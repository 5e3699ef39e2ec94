"""`episode watch` builds again on every save, and a mistake does not end it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from pipeline.desk import opening
from pipeline.studio.following import Followed
from tests.conftest import PROGRAM
from tests.studio.conftest import show_in


def test_a_save_is_built_and_a_mistake_is_told(tmp_path: Path) -> None:
    show = show_in(tmp_path / "show")
    script = show / "scripts" / "2026-11-27.md"
    with subprocess.Popen([str(PROGRAM), "watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=show) as process:
        try:
            assert process.stdout is not None
            assert "spoken" in process.stdout.readline()
            text = script.read_text(encoding="utf-8")
            script.write_text(text.replace("two weeks", "ten weeks"), encoding="utf-8")
            assert "1 spoken" in process.stdout.readline()
            script.write_text("---\nbroken", encoding="utf-8")
            assert "scripts/2026-11-27.md:1: the header has no end" in process.stdout.readline()
            script.write_text(text, encoding="utf-8")
            assert "output/2026-11-27: 0 spoken" in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_what_the_build_writes_does_not_wake_it(tmp_path: Path) -> None:
    show = show_in(tmp_path / "show")
    (show / "scripts" / "2026-11-27.md").unlink()  # the build writes one
    elsewhere = tmp_path / "2026-11-28.txt"
    elsewhere.write_text("The mill at Kellmoor is shut after two weeks. Nobody was hurt.\n", encoding="utf-8")
    with subprocess.Popen(
        [str(PROGRAM), "watch", str(elsewhere)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=show
    ) as process:
        try:
            assert process.stdout is not None
            assert "output/2026-11-28: " in process.stdout.readline()
            (show / "lexicon.yaml").write_text("Kellmoor: kɛlmɔː\n", encoding="utf-8")
            assert "unchanged" not in process.stdout.readline()
            (show / "notes.md").write_text("nothing of it", encoding="utf-8")
            elsewhere.write_text("The mill at Kellmoor is open after ten weeks. Nobody was hurt.\n", encoding="utf-8")
            assert "unchanged" not in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.stdout.read() == ""
        finally:
            process.kill()


def test_only_what_the_show_is_made_of_wakes_it(tmp_path: Path) -> None:
    home = show_in(tmp_path / "show").resolve()
    (home / "sounds").mkdir()
    with (home / "episode.toml").open("a", encoding="utf-8") as file:
        file.write('lexicon = "words.yaml"\n[music.stings]\nopen = "sounds/ours.wav"\n')
    followed = Followed("", opening.find(home))
    for name in (
        "scripts/2026-11-27.md",
        "briefings/2026-11-28.items.yaml",
        "templates/parts/bye.j2",
        "words.yaml",
        "episode.toml",
        "sounds/ours.wav",
    ):
        assert followed.matters(home / name), name
    for name in (
        "output/2026-11-27/script.md",
        "output/.2026-11-27.partial/script.md",
        "output/index.html",
        ".episode/journal.jsonl",
        ".git/index",
        "scripts/README.md",
        "scripts/2026-11-27.md.bak",
        "scripts/.2026-11-27.md.x.partial",
        "scripts/2026-11-27.rehearsal.mp3",
        "templates/.bye.j2.swp",
        "briefings/2026-11-27.txt~",
        "sounds/theirs.wav",
        "lexicon.yaml",
        "notes.md",
    ):
        assert not followed.matters(home / name), name


def test_the_command_line_loads_no_server() -> None:
    code = "import sys, pipeline.cli.commands; print(*(name for name in ('starlette', 'uvicorn', 'watchfiles', 'anyio') if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
