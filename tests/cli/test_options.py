"""What the pages say of commands and options is so, and the other way round; the list of commands is one line each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli.commands import app
from tests.conftest import Episode

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def walk(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Each command by its words."""
    if name:
        yield name, command
    for word, below in getattr(command, "commands", {}).items():
        yield from walk(below, f"{name} {word}".strip())


COMMANDS = dict(walk(typer.main.get_command(app)))


def options(command: Any) -> set[str]:
    """Its long options."""
    return {option for each in command.params for option in (*each.opts, *each.secondary_opts) if option.startswith("--")}


def test_every_option_is_listed_with_its_command() -> None:
    """A failure shows the line as it should be."""
    wanted = [
        f"| `{name}` | {', '.join(f'`{option}`' for option in sorted(options(command)))} |"
        for name, command in COMMANDS.items()
        if options(command)
    ]
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [line for line in page.partition("## Every option")[2].splitlines() if line.startswith("| `")] == wanted


def test_every_command_is_told_of() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").partition("## Every option")[0]
    for name in COMMANDS:
        assert all(re.search(rf"`[^`\n]*\b{word}\b", page) for word in name.split()), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_says_to_type_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    code = [block for kind, block in blocks if kind in ("sh", "console", "cron", "ini", "yaml")]
    code += re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    code = [re.sub(r"\s#.*", "", part) for part in code]  # without remarks
    for line in (line for part in code for line in re.findall(r"(?<![\w-])episode ([a-z][^\n&|#]*)", part)):
        words = line.split()
        name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0].rstrip(",")
        assert name in COMMANDS, (page.name, line)
        known = {"--help", *options(COMMANDS[name]), *options(COMMANDS[name.split()[0]])}
        assert set(re.findall(r"(?<!\S)--[a-z][a-z-]*", line)) <= known, (page.name, line)


def test_the_list_of_commands_is_one_line_each(episode: Episode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = episode("--help").out
    listed = said.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in listed if line.strip()] == [name for name in COMMANDS if " " not in name]
    assert "..." not in said.partition("Commands:")[2]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_each_help_is_in_words(episode: Episode, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No list that breaks off, and no type of the program's in place of what is to be written."""
    monkeypatch.setenv("COLUMNS", "80")
    said = episode(*name.split(), "--help").out
    assert "..." not in said.replace("]...", "")
    assert not re.findall(r"<(?:str|path|int|float|int range)>|\{[a-z]", said)
    assert re.search(r"^Arguments:\n  [\[A-Z]", said, re.MULTILINE) or "Arguments:" not in said


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_option_is_wrong_usage(episode: Episode, name: str) -> None:
    assert episode(*name.split(), "--no-such-option").code == 2


@pytest.mark.parametrize(("word", "days"), [("today", 0), ("yesterday", 1), ("2026-11-27", None), ("", None)])
def test_what_is_today_when_a_command_is_called_is_so_to_its_end(word: str, days: int | None) -> None:
    """A build that begins a minute before midnight takes no text of the next day."""
    from pipeline.cli.options import _date

    before = dt.date.today()
    given = _date(word)
    assert given == word if days is None else given in {str(each - dt.timedelta(days)) for each in (before, dt.date.today())}
