"""What is checked: a script, the episode that was made of it, and the briefing that it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import write
from pipeline.check import sources
from pipeline.desk import day, draft, files
from pipeline.desk.job import SCRIPT
from pipeline.desk.order import Watch
from pipeline.desk.show import Show
from pipeline.errors import ScriptError
from pipeline.model import Briefing, Script
from pipeline.publish import RECORD


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check looks at; what is not there is None."""

    path: Path
    """The script file that a human would change: in a show that in `scripts/`, where it is the episode's own."""
    show: Show
    script: Script | None
    """None where the file is no script; see `trouble`."""
    trouble: ScriptError | None
    """Why it is none."""
    folder: Path | None
    """The finished episode's."""
    record: Mapping[str, Any] | None
    """The episode's `episode.json`."""
    briefing: Briefing | None
    """What the script was made from; see `missing`."""
    missing: str
    """Why it is not there."""
    built_now: bool = False
    """It is a build that asks: what needs a program of its own, and only explains a finding, is left to `episode check`."""

    def where(self, line: int = 0) -> str:
        """A place in the script."""
        return f"{files.short(self.path)}:{line}" if line else files.short(self.path)

    def at_ms(self, segment: int, passage: str) -> int | None:
        """When a passage of a segment, counted from 1, begins in the finished programme, as its record has it; None where that is not known."""
        for each in _tables((self.record or {}).get("segments")):
            if each.get("number") == segment:
                said = [one for one in _tables(each.get("sentences")) if one.get("text") == passage]
                found = (said or [each])[0].get("start_ms")
                return found if isinstance(found, int) else None
        return None


def of(target: str, show: Show, watch: Watch, briefings: Sequence[str], kind: str) -> Subject:
    """The subject that a command names, or the newest. Raises ScriptError where there is none, BriefingError for a briefing that is given and cannot be read."""
    path, folder = _named(target, show) if target else _newest(show, watch)
    if folder is not None and (later := _changed(path, folder, show)) is not None:
        watch.note(f"{files.short(later)} was changed after this episode was made; what is checked is the episode")
    text = draft.read(path)
    record = _record(folder) if folder is not None else None
    try:
        script = write.parse_script(text, files.short(path))
    except ScriptError as error:
        return Subject(path, show, None, error, folder, record, None, "")
    briefing, missing = sources.briefing_of(script, show, briefings, kind, near=path.parent)
    return Subject(path, show, script, None, folder, record, briefing, missing)


def cuts(show: Show) -> tuple[Path, ...]:
    """The folders of the other cuts that were made of the same text and date as the show's newest episode."""
    made = _made(show)
    if not made:
        return ()
    newest = day.newest(made)
    same = [_record(each) or {} for each in (newest, *made)]
    of = [(record.get("date"), record.get("format"), record.get("briefing")) for record in same]
    return tuple(
        sorted(folder for folder, this, record in zip(made, of[1:], same[1:], strict=True) if folder != newest and this == of[0] and record)
    )


def made(folder: Path, script: Path, show: Show, briefing: Briefing) -> Subject:
    """The subject of a build that has just ended: its files are read back from the disk, its briefing is at hand."""
    path = script if _same(script, folder / SCRIPT) else folder / SCRIPT
    try:
        found, trouble = write.parse_script(draft.read(path), files.short(path)), None
    except ScriptError as error:
        found, trouble = None, error
    return Subject(path, show, found, trouble, folder, _record(folder), briefing, "", built_now=True)


def _named(target: str, show: Show) -> tuple[Path, Path | None]:
    """The script and the episode's folder that a path means."""
    path = Path(target)
    if path.is_dir():
        if not (path / SCRIPT).is_file():
            raise ScriptError(
                f"there is no episode in it: no {SCRIPT}", where=target, remedy="Name an episode's folder, such as output/2026-11-27."
            )
        return _as_written(path / SCRIPT, show), path
    if not path.is_file():
        raise ScriptError("there is no such script or episode", where=target, remedy="Make one with: episode build BRIEFING")
    if path.name == SCRIPT:
        return path, path.parent
    output, scripts = show.path("output"), show.path("scripts")
    if output is not None and scripts is not None and path.resolve().parent == scripts.resolve():
        made = output / path.stem
        if _same(made / SCRIPT, path):
            return path, made
    return path, None


def _newest(show: Show, watch: Watch) -> tuple[Path, Path | None]:
    made = _made(show)
    if made:
        newest = day.newest(made)
        watch.note(f"checking {files.short(newest)}, the newest of {len(made)}" if len(made) > 1 else f"checking {files.short(newest)}")
        return _as_written(newest / SCRIPT, show), newest
    if show.folder is None:
        raise ScriptError("no episode was named, and there is none in ./output", remedy="Name an episode's folder, or a script.")
    return draft.newest(show, watch), None


def _made(show: Show) -> list[Path]:
    """The folders of its episodes."""
    folder = show.path("output") or Path("output")
    return [each.parent for each in folder.glob(f"*/{SCRIPT}") if not each.parent.name.startswith(".")]


def _as_written(copy: Path, show: Show) -> Path:
    """The script in `scripts/` that an episode was made from, where it is still that; else the episode's own copy."""
    scripts = show.path("scripts")
    written = scripts / f"{copy.parent.name}.md" if scripts is not None else copy
    return written if _same(written, copy) else copy


def _tables(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list, whatever else may stand in its place."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _same(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _changed(path: Path, folder: Path, show: Show) -> Path | None:
    """The script in `scripts/` that is no longer what this episode was made from."""
    scripts = show.path("scripts")
    written = scripts / f"{folder.name}.md" if scripts is not None else None
    return written if written is not None and written != path and written.is_file() and not _same(written, folder / SCRIPT) else None


def _record(folder: Path) -> Mapping[str, Any] | None:
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
