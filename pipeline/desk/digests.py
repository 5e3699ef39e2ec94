"""Digests of what an episode is made from, beside its script and its clips: the tool itself, the settings, the files that they name."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from pipeline.desk.show import Show
from pipeline.model import recording_of
from pipeline.regex import regex

HOUSE = Path(__file__).resolve().parents[1]
"""The package; in a checkout the built-in templates stand beside it, in the wheel inside."""

NOT_HEARD = frozenset(
    {"folder", "file", "briefings", "scripts", "output", "recordings", "sources", "networks", "feed", "cache_max_gb", "deadline"}
)
"""Settings that shape no episode: where things stand, what is read, where it is published."""

MOST_FILES = 2_000
"""Of a folder that a setting names: nobody has more templates or sounds; a slip such as `templates = "/"` must not take an hour."""

_RECORDING = regex(r"^\*\*[^*\n]*\( *recording *: *([^()*\n]+)\):\*\*", re.IGNORECASE | re.MULTILINE)
"""A paragraph that is heard from a recording."""

_CUE_FILE = regex(r"^\[(?:sting|bed): *([^\]\n]*[./][^\]\n]*)\]", re.MULTILINE)
"""A cue that names a file of the show's own."""


def of(*parts: object) -> str:
    """The digest of some plain values: 64 hex digits."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def of_tool() -> str:
    """The program: its code, templates and word lists. A checkout in which a line was changed is another program."""
    folders = (HOUSE,) if (HOUSE / "_bundled").is_dir() else (HOUSE, HOUSE.parent / "templates")
    return of([(path.relative_to(HOUSE.parent).as_posix(), _content(path)) for folder in folders for path in _within(folder)])


def of_show(show: Show, script: str = "") -> str:
    """The settings that shape an episode, and every file of the show that they or the script's cues name."""
    settings = {key: value for key, value in asdict(show).items() if key not in NOT_HEARD}
    named = [*_texts(settings), *_CUE_FILE.findall(script)]
    for said in _RECORDING.findall(script):
        with contextlib.suppress(ValueError):
            named.append(f"{show.recordings}/{recording_of(said).file}")
    return of(settings, [] if show.folder is None else [each for name in named for each in _named(show.folder, name)])


def of_machine() -> str:
    """What is installed, and what the environment sets: an engine, a voice or a library that came, went or changed."""
    packages: list[str] = []
    for folder in dict.fromkeys(sys.path):
        try:
            packages += [name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208 - names do
        except OSError:
            continue
    chosen = {name: value for name, value in os.environ.items() if name.startswith("EPISODE_") and name not in UNHEARD_VARIABLES}
    system = os.uname()[:3:2] if hasattr(os, "uname") else sys.platform
    return of(sorted(packages), chosen, sys.version, system)


UNHEARD_VARIABLES = frozenset({"EPISODE_CACHE", "EPISODE_CACHE_MAX", "EPISODE_SHOW", "EPISODE_WORKERS"})
"""Variables that shape no episode."""


def _texts(value: object) -> Iterable[str]:
    """All texts in nested values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _named(folder: Path, name: str) -> Iterable[tuple[str, str]]:
    """A file of the show, or all that a folder of it holds, each with its digest; nothing where the text names neither."""
    try:
        path = folder / name.strip()
        if not name.strip() or path == folder or "\0" in name:
            return
        if path.is_file():
            yield name, _content(path)
        elif path.is_dir():
            for each in _within(path):
                yield f"{name}/{each.relative_to(path).as_posix()}", _content(each)
    except OSError:
        yield name, "cannot be read"


def _within(folder: Path) -> list[Path]:
    """The files below a folder, in order; what Python compiles is not one of them."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each != "__pycache__" and not each.startswith("."))
        found += [Path(parent, name) for name in sorted(names)]
        if len(found) > MOST_FILES:
            break
    return found[:MOST_FILES]


def _content(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "cannot be read"
