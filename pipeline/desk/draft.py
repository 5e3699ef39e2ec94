"""The edit loop: the script that is spoken is the one that stands there, and nothing that a human wrote is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline import write
from pipeline.desk import day, files
from pipeline.desk.order import Watch
from pipeline.desk.show import Show
from pipeline.errors import ScriptError
from pipeline.model import Script


@dataclass(frozen=True, slots=True)
class Draft:
    """The script of the day, and how it came about."""

    script: Script
    text: str
    """Of the script file: a human's own, to the letter, where a human changed it."""
    how: str
    """`rendered` anew, `unchanged` since it was rendered, `edited` by a human, or `kept` as --keep-script asks."""
    put_by: bool = False
    """Whether a script that a human changed stands in its way and is to be kept under another name."""


def settle(path: Path, render: Callable[[], Script], briefing_sha256: str, *, keep: bool, rewrite: bool) -> Draft:
    """The script to speak: the one at `path` where a human changed it, else a new one.

    Raises ScriptError where a human changed it and the briefing has changed too: which of the two counts is not ours to say.
    """
    if not path.is_file():
        return _rendered(render())
    if rewrite:
        return _rendered(render(), put_by=is_edited(path))
    text = read(path)
    there = write.parse_script(text, files.short(path))
    edited = is_edited(path)
    if keep or (edited and there.briefing_sha256 == briefing_sha256):
        return Draft(there, text, "edited" if edited else "kept")
    if edited:
        raise ScriptError(
            "the script was edited by hand, and the briefing has changed since",
            where=files.short(path),
            remedy="Speak the script as it is with --keep-script, or render it anew with --rewrite (the old one is kept).",
        )
    new = _rendered(render())
    return Draft(new.script, new.text, "unchanged") if new.text == text else new


def renew(path: Path, render: Callable[[], Script], *, rewrite: bool) -> Draft:
    """A new script for `path`. Raises ScriptError where a human changed the one that is there, unless it may be put by."""
    edited = path.is_file() and is_edited(path)
    if edited and not rewrite:
        remedy = "Speak it with `episode build`, or render it anew with --rewrite (the old one is kept)."
        raise ScriptError("the script was edited by hand", where=files.short(path), remedy=remedy)
    new = _rendered(render(), put_by=edited)
    return Draft(new.script, new.text, "unchanged") if path.is_file() and not edited and read(path) == new.text else new


def _rendered(script: Script, *, put_by: bool = False) -> Draft:
    return Draft(script, write.format_script(script), "rendered", put_by)


def is_edited(path: Path) -> bool:
    """Whether a script file differs in any letter from what the templates rendered; one that cannot be read was changed by somebody."""
    try:
        text = read(path)
        script = write.parse_script(text, files.short(path))
    except ScriptError:
        return True
    return write.is_edited(script) or write.format_script(script) != text


def read(path: Path) -> str:
    """A script file's text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScriptError("this is not UTF-8 text", where=f"{files.short(path)}:{line}", remedy="Save it as UTF-8.") from error
    except OSError as error:
        raise ScriptError(f"cannot be read: {error.strerror}", where=files.short(path), remedy="Check its permissions.") from error


def newest(show: Show, watch: Watch) -> Path:
    """The newest script of a show. Raises ScriptError where it has none."""
    folder = show.path("scripts") or Path("scripts")
    found = [path for path in folder.glob("*.md") if path.is_file() and path.stem.upper() != "README"] if folder.is_dir() else []
    if not found:
        raise ScriptError("there is no script here", where=files.short(folder), remedy="Render one with: episode script")
    latest = day.newest(found)
    watch.note(f"taking {files.short(latest)}, the newest of {len(found)}" if len(found) > 1 else f"taking {files.short(latest)}")
    return latest


def save(draft: Draft, path: Path) -> Path | None:
    """Put the script at its path, if it is not there; say where one that a human changed went."""
    kept = files.put_by(path, ScriptError) if draft.put_by else None
    if draft.how == "rendered":
        files.write(path, draft.text, ScriptError)
    return kept
