"""What the gate said of each finished episode, remembered for the very files that it looked at: asked again, it need not measure again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.desk import day, document, marked, memory
from pipeline.desk.show import Show

CHECKED = "checked.json"
"""By folder: what was looked at, and what was found."""

DAYS = 7
"""So far back the gate looks for what was told before: what is older is news to most listeners again."""

Verdict = Mapping[str, Any]
"""`ok`, `errors` and `warnings` (how many), `findings` as `episode check --json` tells them."""


def keep(show: Show, folder: Path, verdict: Verdict) -> None:
    """Remember a verdict on the episode as it stands now; nothing outside a show. Raises PublishError for the disk."""
    if show.folder is None:
        return
    home = show.folder.absolute()

    def changed(known: Any) -> dict[str, Any]:
        others = known if isinstance(known, dict) else {}
        there = {name: value for name, value in others.items() if (home / name).is_dir()}
        return {**there, _name(folder, home): {"of": _state(show, folder), **verdict}}

    memory.update(show, CHECKED, changed)


def kept(show: Show, folder: Path) -> Verdict | None:
    """What was said of the episode as it stands; None where that is not known. Whether its files are what its record says is the caller's matter."""
    known = memory.load(show, CHECKED)
    found = known.get(_name(folder, show.folder.absolute())) if isinstance(known, dict) and show.folder is not None else None
    if not isinstance(found, dict) or found.get("of") != _state(show, folder) or not isinstance(found.get("findings"), list):
        return None
    return {key: found.get(key) for key in ("ok", "errors", "warnings", "findings")}


def _name(folder: Path, home: Path) -> str:
    """Its path inside the show, which may be moved; else its whole one."""
    path = folder.absolute()
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)


def _state(show: Show, folder: Path) -> str:
    """What a verdict rests on: the record, which holds each file's digest, the rules of this version, what is marked as wrong, and what listeners
    were told before.
    """
    try:
        record = (folder / document.RECORD).read_bytes()
        before = [(each.name, hashlib.sha256((each / document.RECORD).read_bytes()).hexdigest()) for each in _heard_before(folder)]
        marks = _marks(show, folder)
    except OSError:
        return ""
    return hashlib.sha256(__version__.encode() + record + json.dumps(before).encode() + marks).hexdigest()


def _marks(show: Show, folder: Path) -> bytes:
    """What is marked as wrong in the script of an episode, which has its folder's name."""
    scripts = show.path("scripts")
    file = marked.file_of(scripts / f"{folder.name}.md") if scripts is not None else None
    return file.read_bytes() if file is not None and file.is_file() else b""


def _heard_before(folder: Path) -> list[Path]:
    """The episodes beside it of the week before its day, but for those that were withdrawn."""
    own, home = day.date_in(folder.name), folder.absolute().parent
    week = {str(own - dt.timedelta(days=back)) for back in range(1, DAYS + 1)} if own else set()
    near = sorted(each for each in home.iterdir() if each.name[:10] in week and (each / document.RECORD).is_file())
    return [each for each in near if not document.withdrawn(each)]
