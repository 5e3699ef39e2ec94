"""What people see of a build: the episode that was made, or would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.cli import screen

LONG_MS = 45 * 60_000
"""Longer than a daily programme is meant to be."""


def episode(made: Mapping[str, Any]) -> str:
    """The short table after a build."""
    kinds = Counter(left["reason"] for left in made["left_out"])
    left = "\n".join(f"{count:>3} × {reason}" for reason, count in kinds.most_common(5))
    rest = len(kinds) - 5
    sound = Path(made["files"]["mp3"])
    rows = [
        ("listen", screen.short(sound)),
        ("page", f"{screen.short(sound.with_name('index.html'))}  (hear it in a browser, with its words and sources)"),
        ("script", f"{screen.short(Path(made['script_path']))}  (change it and build again)"),
        ("length", f"{screen.clock(made['duration_ms'])} · {sound.stat().st_size / 1e6:.1f} MB{_shorter(made['duration_ms'])}"),
        ("loudness", "\n".join(_loudness(made, role) for role in made["audio"] or ["mp3"])),
        ("voices", "\n".join(f"{role}: {voice}" for role, voice in made["voices"].items())),
        ("segments", f"{made['segments']}: {made['spoken']} spoken now, {made['cached']} from the cache"),
        *_in_time(made),
        ("chapters", "\n".join(f"{screen.clock(chapter['start_ms']):>5}  {chapter['title']}" for chapter in made["chapters"])),
        (
            "left out",
            f"{len(made['left_out'])} lines\n{left}" + (f"\n    and {rest} more reasons" if rest > 0 else "") if left else "nothing",
        ),
    ]
    if made["unchanged"]:
        rows[6] = ("segments", f"{made['segments']}: none spoken, nothing has changed")
    if left:
        rows.append(("", f"each line: {screen.short(Path(made['files']['episode']))}"))
    rows.append(("check", _verdict(made["check"], made["dir"])))
    rows.append(("not read", f"captions, credits and the like: episode items {made['briefing']}"))
    return f"{made['title']}\n{screen.facts(rows)}"


def _shorter(duration_ms: int) -> str:
    """How to get what matters most of a very long day: nobody finds that by looking at the figure."""
    return "  (what matters most of it: --target 15:00)" if duration_ms > LONG_MS else ""


def _in_time(made: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who goes on where the better voice would be late."""
    return [("in time", f"{step['to']} from segment {step['at_segment']} on, for {step['from']}") for step in made["stepped_down"]]


def _verdict(found: Mapping[str, Any] | None, folder: str) -> str:
    """What the gate says, the first of its errors in full."""
    if found is None:
        return f"not looked at: episode check {screen.short(Path(folder))}"
    counts = [screen.counted(found[f"{kind}s"], kind) for kind in ("error", "warning") if found[f"{kind}s"]]
    said = "may go on air" if found["ok"] else "NOT for air"
    head = f"{said}: {' and '.join(counts)}, see episode check {screen.short(Path(folder))}" if counts else said
    errors = [each for each in found["findings"] if each["severity"] == "error"]
    return "\n".join([head, *(f"{each['where']}  {each['message']}" for each in errors[:3])])


def _loudness(made: Mapping[str, Any], role: str) -> str:
    """How one of its audio files measures; where there are several, with its name and size."""
    found, path = made["audio"].get(role, made), Path(made["files"][role])
    said = f"{screen.number(found['loudness_lufs'])} LUFS, true peak {screen.number(found['true_peak_dbtp'])} dBTP"
    return said if len(made["audio"]) < 2 else f"{said}  {path.name}, {path.stat().st_size / 1e6:.1f} MB"


def plan(planned: Mapping[str, Any]) -> str:
    """What a build would do."""
    rows = [
        ("script", f"{screen.short(Path(planned['files']['script']))}  ({planned['script']})"),
        ("segments", f"{planned['segments']}: {planned['segments'] - planned['cached']} to speak, {planned['cached']} in the cache"),
        ("voices", "\n".join(f"{role}: {voice}" for role, voice in planned["voices"].items())),
        *_in_time(planned),
        ("chapters", "\n".join(chapter["title"] for chapter in planned["chapters"])),
        ("left out", f"{len(planned['left_out'])} lines"),
        ("episode", screen.short(Path(planned["dir"]))),
    ]
    return f"{planned['title']}: nothing is written\n{screen.facts(rows)}"
