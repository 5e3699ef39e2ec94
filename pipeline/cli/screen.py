"""What people see: progress and notes on standard error, tables as plain text, errors as one line."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.text.clock import clock as clock

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from pipeline.desk.audition import Heard
    from pipeline.errors import EpisodeError
    from pipeline.model import Briefing, Update
    from pipeline.speak import Listed

STAGES = {
    "read": "Reading the briefing",
    "edit": "Making the running order",
    "write": "Writing the script",
    "speak": "Speaking",
    "mix": "Mixing and mastering",
    "publish": "Writing the files",
    "check": "Checking",
    "listen": "Listening",
    "batch": "Building",
}
WIDTH = 100
"""Columns of a listing that does not go to a terminal."""


class Screen:
    """Progress on standard error where that is a terminal, notes as plain lines; nothing at all when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def note(self, text: str) -> None:
        """Tell the user something that a build goes on after."""
        if not self._quiet:
            say(f"episode: {text}")

    def stage(self, name: str) -> None:
        """A stage begins."""
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, total=None, description=STAGES.get(name, name), count="")

    def step(self, done: float, total: float) -> None:
        """So much of the stage is done; a total of 1 is a share, any other counts segments."""
        if self._bar is not None and self._task is not None:
            count = f"{done:.0%}" if total == 1 else f"{done:.0f}/{total:.0f}"
            self._bar.update(self._task, completed=done, total=total, count=count)

    @contextlib.contextmanager
    def live(self) -> Iterator[Screen]:
        """While this is open, progress is drawn."""
        if self._quiet or os.environ.get("NO_COLOR") or not sys.stderr.isatty():
            yield self
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as self._bar:
            self._task = self._bar.add_task("Starting", total=None, count="")
            try:
                yield self
            finally:
                self._bar = None


def say(line: str) -> None:
    """One line on standard error; nobody may be listening."""
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is where it is done


def put(text: str) -> None:
    """Text on standard output."""
    from pipeline.desk import files

    with files.writing(Path("standard output")):
        print(text, flush=True)  # noqa: T201 - this is where it is done


def put_json(document: Any) -> None:
    """One JSON document on standard output."""
    put(json.dumps(document, ensure_ascii=False, indent=2))


def short(path: Path) -> str:
    """A path as one would type it from here."""
    from pipeline.desk import files

    return files.short(path)


def say_kept(kept: Path | None) -> None:
    """Where a file that was in the way is now, if one was."""
    if kept is not None:
        say(f"episode: the file as it was is kept as {short(kept)}")


def error_json(error: EpisodeError) -> dict[str, Any]:
    """An error for machines."""
    return {"error": {"kind": error.kind, "message": error.message, "where": error.where, "remedy": error.remedy}}


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────


def facts(rows: Sequence[tuple[str, str]]) -> str:
    """Names and values beneath each other; a value of several lines is set in."""
    width = max((len(name) for name, _ in rows), default=0)
    lines = []
    for name, value in rows:
        first, *more = value.split("\n")
        lines += [f"  {name:<{width}}  {first}".rstrip(), *(f"  {'':<{width}}  {line}" for line in more)]
    return "\n".join(lines)


def columns(rows: Sequence[Sequence[str]], margin: int = 0) -> str:
    """Rows of cells, set in columns, no wider than the terminal less a margin."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    limit = _width() - margin
    return "\n".join(cut("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip(), limit) for row in rows)


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return WIDTH


def cut(text: str, length: int) -> str:
    """A text no longer than this, with an ellipsis where it was cut."""
    return text if len(text) <= length else text[: max(0, length - 1)].rstrip() + "…"


def number(value: float) -> str:
    """A measured value with one digit and a real minus sign."""
    return f"{value:.1f}".replace("-", "−")


def counted(count: int, name: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {name}{'' if count == 1 else 's'}"


def items(briefing: Briefing) -> str:
    """How each line of a briefing was read; of several sources each by itself."""
    starts = {(update.paragraphs[0].source.file, update.start): update for update in briefing.updates}
    tables: dict[str, list[tuple[str, ...]]] = {}
    for line in briefing.lines:
        if line.kind == "blank":
            continue
        file = line.file or briefing.file
        update = starts.get((file, line.n))
        mark = _mark(update) if update else ""
        row = (f"{line.n:>4}", line.kind, mark, f"{line.confidence:.2f}", cut(line.text, 48), line.reason)
        tables.setdefault(file, []).append(row)
    told = sum(line.kind == "body" for line in briefing.lines)
    head = f"{briefing.file}: {len(briefing.lines)} lines, {told} to be told, {len(briefing.updates)} updates, {briefing.order}"
    unsure = [
        (update.id, f"line {update.start}", f"{update.confidence:.2f}", update.reason) for update in briefing.updates if not update.sure
    ]
    one = len(tables) == 1
    listing = "\n".join([head, *(part for file, rows in tables.items() for part in ([] if one else [f"\n{file}"]) + [columns(rows)])])
    if not unsure:
        return listing
    return f"{listing}\n\nNot sure that these start an update; 'episode items FILE --edit' lets you change it:\n{columns(unsure)}"


def _mark(update: Update) -> str:
    return update.id if update.sure else f"{update.id}?"


def voices(found: Sequence[Listed]) -> str:
    """The voices that can be used."""
    if not found:
        return "no such voices here: `episode doctor` says what is missing, `episode voices install` what can be had"
    head = ("NAME", "LANGUAGE", "GENDER", "RATE", "SPEED", "LICENCE")
    table = columns([head, *(_voice(one) for one in found)])
    timed = any(one.speed_x is not None for one in found)
    return f"{table}\nSpeed: times real time, on one core of this machine" if timed else table


def _voice(one: Listed) -> tuple[str, ...]:
    voice = one.voice
    rate = f"{voice.rate_hz} Hz" if voice.rate_hz else "–"
    licence = voice.licence if voice.installed else f"{voice.licence}, not installed"
    return voice.name, voice.language or "–", voice.gender or "–", rate, times(one.speed_x), f"{licence}, paid" if one.paid else licence


def times(speed_x: float | None) -> str:
    """How many times faster than it sounds."""
    return "–" if speed_x is None else f"{speed_x:.0f} ×" if speed_x >= 10 else f"{speed_x:.1f} ×"


def voices_json(found: Sequence[Listed]) -> list[dict[str, Any]]:
    """The same for machines."""
    return [{**asdict(one.voice), "speed_x": one.speed_x} for one in found]


def audition(heard: Heard) -> str:
    """What was made to choose a voice by: each voice's place in it."""
    programme = heard.programme
    rows = [(clock(programme.ms(chapter.start_frame)), voice) for chapter, voice in zip(programme.chapters, heard.voices, strict=True)]
    more = [f"  and {heard.more} more: choose with --voice, --engine or --language"] if heard.more else []
    head = f"{short(programme.path)}: {clock(programme.duration_ms)}, {number(programme.loudness_lufs)} LUFS"
    return "\n".join((head, *(f"{at:>7}  {voice}" for at, voice in rows), *more))


def audition_json(heard: Heard) -> dict[str, Any]:
    """The same for machines."""
    programme = heard.programme
    return {
        "mp3": str(programme.path),
        "duration_ms": programme.duration_ms,
        "loudness_lufs": round(programme.loudness_lufs, 2),
        "chapters": [
            {"voice": voice, "start_ms": programme.ms(chapter.start_frame), "end_ms": programme.ms(chapter.end_frame)}
            for chapter, voice in zip(programme.chapters, heard.voices, strict=True)
        ],
        "more": heard.more,
    }


def doctor(report: Mapping[str, Any]) -> str:
    """What is there, what is missing, and how to get it."""
    ffmpeg, show = report["ffmpeg"], report["show"]
    rows = [("episode", report["episode"]), ("python", report["python"])]
    missing = f"missing: {ffmpeg['why_not']}\n{ffmpeg['remedy']}"
    rows.append(("ffmpeg", f"{ffmpeg['version']}, {ffmpeg['path']}" if ffmpeg["path"] else missing))
    for engine in report["engines"]:
        how = "usable" if engine["usable"] else f"not usable: {engine['why_not']}\n{engine['remedy']}"
        rows.append((f"engine {engine['name']}", how))
    rows.append(("cache", report["cache"] or "none"))
    here = f"{show['title']}, {show['file']}" if show.get("file") else "none here: the built-in settings hold"
    rows.append(("show", show.get("error", here)))
    return facts(rows)
