"""The daily run as docs/daily.md writes it: by cron, by systemd and by GitHub Actions, each as it would be run there."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import PROGRAM

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "daily.md").read_text(encoding="utf-8")
FEED = "web/podcast/feed.xml"
TODAY = dt.date.today()
DAY = "Mayor Ada Stone said that the north bridge would open again on Friday. It was closed for two years.\n"


def snippets(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's home with a show that is ready to be published."""
    show = tmp_path / "my-show"
    subprocess.run([PROGRAM, "init", show], check=True, capture_output=True, timeout=60)
    feed = '[feed]\nurl = "https://example.org/podcast/"\ndescription = "The news."\n'
    (show / "episode.toml").write_text(f'title = "The Valley"\nengine = "tone"\n{feed}', encoding="utf-8")
    (show / "briefings/sample.txt").unlink()
    (show / f"briefings/{TODAY}.txt").write_text(DAY, encoding="utf-8")
    (tmp_path / ".local/bin").mkdir(parents=True)
    (tmp_path / ".local/bin/episode").symlink_to(PROGRAM)  # as README says
    return tmp_path


def run(words: list[str], home: Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """With the little that a scheduler hands on, and where this tree is."""
    path = f"{home}/bin:/usr/bin:/bin"
    around = {
        "HOME": str(home),
        "LOGNAME": "editor",
        "SHELL": "/bin/sh",
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "EPISODE_CACHE": os.environ["EPISODE_CACHE"],
        **env,
    }
    return subprocess.run(words, cwd=cwd, env=around, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, check=False)


def spoil(home: Path) -> None:
    """A newer text of the day with nothing in it that can be told."""
    (home / f"my-show/briefings/{TODAY}-evening.txt").write_text("\n")


def test_the_line_for_cron(home: Path) -> None:
    line, *others = snippets("cron")
    assert line in (ROOT / "README.md").read_text(encoding="utf-8")
    for each in (*others, line):
        *when, command = each.strip().split(None, 5)
        assert [bool(re.fullmatch(r"[\d*/,-]+", field)) for field in when] == [True] * 5
        assert "%" not in command, "cron makes lines of it"
    done = run(["/bin/sh", "-c", command], home, home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    feed = (home / FEED).read_bytes()
    assert b"<enclosure" in feed
    again = run(["/bin/sh", "-c", command], home, home)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert (home / FEED).read_bytes() == feed
    spoil(home)
    failed = run(["/bin/sh", "-c", command], home, home)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert f"{TODAY}-evening.txt" in failed.stderr
    assert len(failed.stderr.splitlines()) <= 3
    assert (home / FEED).read_bytes() == feed


def test_a_morning_without_a_text_is_said_and_tomorrows_text_waits(home: Path) -> None:
    command = snippets("cron")[0].strip().split(None, 5)[5]
    briefings = home / "my-show/briefings"
    for days in (-1, 1):
        (briefings / f"{TODAY}.txt").replace(briefings / f"{TODAY + dt.timedelta(days=days)}.txt")
        failed = run(["/bin/sh", "-c", command], home, home)
        (line,) = failed.stderr.splitlines()
        assert (failed.returncode, failed.stdout) == (1, "")
        assert f"briefings: there is no text of {TODAY} here: the newest is {TODAY + dt.timedelta(days=days)}.txt" in line
        assert not list((home / "my-show/output").glob("2*"))
        (briefings / f"{TODAY + dt.timedelta(days=days)}.txt").replace(briefings / f"{TODAY}.txt")
    (briefings / f"{TODAY + dt.timedelta(days=1)}.txt").write_text("Tomorrow the locks at Millford open, the river authority said.\n")
    assert run(["/bin/sh", "-c", command], home, home).returncode == 0
    assert [path.name for path in (home / "my-show/output").glob("2*")] == [str(TODAY)]


def test_the_units_for_systemd(home: Path, tmp_path: Path) -> None:
    service, timer = snippets("ini")
    assert "Type=oneshot" in service, "only such a unit takes several commands, and stops at the first that fails"
    commands = [line.replace("%h", str(home)) for line in re.findall(r"^ExecStart=(.*)$", service, re.MULTILINE)]
    (folder,) = re.findall(r"^WorkingDirectory=(.*)$", service, re.MULTILINE)
    for command in commands:
        done = run(shlex.split(command), home, Path(folder.replace("%h", str(home))))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), command
    assert (home / FEED).exists()
    if shutil.which("systemd-analyze"):
        units = {"episode.service": service.replace("%h", str(home)), "episode.timer": timer}
        for name, text in units.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        checked = run(["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units)], home, tmp_path)
        assert (checked.returncode, [line for line in checked.stderr.splitlines() if str(tmp_path) in line]) == (0, []), checked.stderr
        (when,) = re.findall(r"^OnCalendar=(.*)$", timer, re.MULTILINE)
        assert run(["systemd-analyze", "calendar", when], home, tmp_path).returncode == 0


def steps() -> list[dict[str, Any]]:
    (workflow,) = (yaml.safe_load(text) for text in snippets("yaml"))
    found: list[dict[str, Any]] = workflow["jobs"]["episode"]["steps"]
    return found


def test_the_steps_for_github_actions(home: Path) -> None:
    (home / "bin").mkdir()
    (home / "bin/episode").symlink_to(PROGRAM)
    ours = [step["run"] for step in steps() if step.get("run", "").startswith("episode ")]
    assert len(ours) == 2
    for command in ours:
        done = run(["bash", "-e", "-c", command], home, home / "my-show", PODCAST=str(home / "web/podcast"))
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), command
    assert (home / FEED).exists()
    spoil(home)
    assert run(["bash", "-e", "-c", ours[0]], home, home / "my-show").returncode == 1


VALIDATOR = ROOT / ".tools/node_modules/.bin/action-validator"


@pytest.mark.skipif(not VALIDATOR.exists(), reason="needs `make checkers`")
def test_the_workflow_is_what_its_schema_asks(tmp_path: Path) -> None:
    file = tmp_path / "episode.yml"
    for text, code in ((snippets("yaml")[0], 0), (snippets("yaml")[0].replace("runs-on", "runs-upon"), 1)):
        file.write_text(text, encoding="utf-8")
        done = subprocess.run([VALIDATOR, file], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == code, done.stdout + done.stderr


def test_each_is_short() -> None:
    assert all(len(text.splitlines()) <= 20 for kind in ("cron", "ini", "yaml") for text in snippets(kind))
