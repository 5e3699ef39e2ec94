"""What the gate said of each finished episode, remembered for the very bytes that it looked at: asked again, it need not measure again.

Each verdict is a file of its own, so that a thousand episodes cost a thousand times what one costs. It names by digests all that it rests on;
where one of them is another, the gate looks once more.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.desk import briefings, day, digests, document, marked, memory
from pipeline.desk.show import Show

CHECKED = "checked"
"""The folder of them, in the show's memory."""

ELSEWHERE = "elsewhere"
"""In it: of episodes that are not in the show's folder."""

DAYS = 7
"""So far back the gate looks for what was told before: what is older is news to most listeners again."""

Verdict = Mapping[str, Any]
"""`ok`, `errors` and `warnings` (how many), `findings` as `episode check --json` tells them."""

Digest = Callable[[Path], str]
"""Gives a file's SHA-256."""


def rules(show: Show) -> str:
    """What every verdict of a show rests on: the program, its settings and the files that they name. Taken once for many episodes."""
    return digests.of(digests.of_tool(), digests.of_show(show))


def state(show: Show, folder: Path, under: str = "") -> str:
    """What a verdict on an episode rests on, to be taken before the gate looks: the rules (`under`, where they were taken), the record, which
    holds each file's digest, the texts that it was made from, what is marked as wrong, and what listeners were told before. Empty where a part
    of it cannot be read.
    """
    try:
        record = (folder / document.RECORD).read_bytes()
        before = [(each.name, _sum(each / document.RECORD)) for each in _heard_before(folder)]
        texts = sorted(_texts(show, folder, record))
    except (OSError, ValueError, RecursionError):
        return ""
    return digests.of(under or rules(show), hashlib.sha256(record).hexdigest(), before, texts)


def keep(show: Show, folder: Path, verdict: Verdict, of: str) -> None:
    """Remember a verdict and what it rests on (see `state`); nothing outside a show. What is refused for a file that is not the record's may be mended
    by putting that back: it is looked at again. Raises PublishError for the disk.
    """
    if show.folder is None or not of or not (verdict["ok"] or document.whole(document.read(folder), folder)):
        return
    name = _name(folder, show.folder)
    new = memory.file(show, name) is None
    memory.save(show, name, {"of": of, **verdict})
    if new and (there := memory.file(show, name)) is not None:
        for other in there.parent.glob(
            "*.json"
        ):  # an episode that was taken away needs none; another process's half-written one is no matter here
            if not folder.absolute().with_name(other.stem).is_dir():
                with contextlib.suppress(OSError):
                    other.unlink()


def kept(show: Show, folder: Path, under: str = "", digest: Digest | None = None) -> Verdict | None:
    """What was said of the episode as it stands; None where that is not known. Whether its files are what its record says is found out by
    `digest`, or is the caller's matter.
    """
    found = memory.load(show, _name(folder, show.folder)) if show.folder is not None else None
    if not isinstance(found, dict) or not isinstance(found.get("findings"), list):
        return None
    of = state(show, folder, under)
    if not of or found.get("of") != of or (digest is not None and not document.whole(document.read(folder), folder, digest)):
        return None
    return {key: found.get(key) for key in ("ok", "errors", "warnings", "findings")}


def _name(folder: Path, show: Path) -> str:
    """Its place in the show's memory, by the episode's path inside the show, which may be moved; else by its whole one."""
    home, path = show.absolute(), folder.absolute()
    inside = path.parent.relative_to(home).as_posix() if path.is_relative_to(home) else f"{ELSEWHERE}/{digests.of(str(path.parent))[:16]}"
    return f"{CHECKED}/{inside}/{path.name}.json"


def _texts(show: Show, folder: Path, record: bytes) -> Iterator[tuple[str, str]]:
    """The digests of the texts that an episode was made from, where the gate looks for them, and of what is marked as wrong in its script."""
    found = json.loads(record)
    briefing = found.get("briefing") if isinstance(found, dict) else None
    name = str(briefing.get("file", "")) if isinstance(briefing, dict) else ""
    scripts = show.path("scripts") or folder
    folders = [
        each
        for each in (show.folder, Path.cwd(), scripts, scripts.parent, folder, folder.parent, show.path("briefings"))
        if each is not None
    ]
    for each in dict.fromkeys((name, *map(briefings.known_as, name.split(briefings.BETWEEN)))):
        yield from ((each, _sum(path)) for path in {path.resolve() for path in briefings.places(each, folders)})
    home = show.path("recordings")
    heard = found.get("recordings", ()) if isinstance(found, dict) else ()
    for path in (home / str(dict(each).get("file")) for each in heard) if home is not None else ():
        yield path.name, _sum(path) if path.is_file() else ""
    yield from (("marks", _sum(path)) for path in marked.of_episode(folder, scripts) if path.exists())


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _heard_before(folder: Path) -> list[Path]:
    """The episodes beside it of the week before its day, but for those that were withdrawn."""
    own, home = day.date_in(folder.name), folder.absolute().parent
    week = {str(own - dt.timedelta(days=back)) for back in range(1, DAYS + 1)} if own else set()
    near = [home / name for name in sorted(os.listdir(home)) if name[:10] in week]  # noqa: PTH208 - of a thousand, names are enough
    return [each for each in near if (each / document.RECORD).is_file() and not document.withdrawn(each)]
