"""A show found and opened: its settings read, each value looked at.

A show is the nearest folder upwards that has `episode.toml`, or pyproject.toml with [tool.episode] (or the folder that `$EPISODE_SHOW`
names). Outside a show the built-in settings hold.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.desk import checks, files
from pipeline.desk.show import Show
from pipeline.errors import ShowError


def find(start: Path, environ: Mapping[str, str] = os.environ) -> Show:
    """The show that `start` lies in, or the one that `$EPISODE_SHOW` names, or the built-in settings."""
    named = environ.get("EPISODE_SHOW", "")
    if named:
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise ShowError(f"there is no folder {named}", where="EPISODE_SHOW", remedy="Set it to a show's folder, or unset it.")
        show = _in_folder(folder.resolve())
        if show is None:
            raise ShowError(
                f"{named} has no episode.toml, and no pyproject.toml with [tool.episode]",
                where="EPISODE_SHOW",
                remedy=f"Make a show there with: episode init {named}",
            )
        return show
    start = start.resolve()
    for folder in (start, *start.parents):
        if show := _in_folder(folder):
            return show
    return Show()


def _in_folder(folder: Path) -> Show | None:
    file = folder / "episode.toml"
    if file.is_file():
        return load(file)
    file = folder / "pyproject.toml"
    try:
        mine = file.is_file() and b"tool.episode" in file.read_bytes()
    except OSError:
        return None  # somebody else's project that we may not read is not our show
    return load(file) if mine and _tool(_toml(file)) is not None else None


def _tool(table: dict[str, Any]) -> Any:
    """What stands under `[tool.episode]`."""
    tool = table.get("tool")
    return tool.get("episode") if isinstance(tool, dict) else None


def load(file: Path) -> Show:
    """The show whose settings stand in this file."""
    table: Any = _toml(file)
    prefix = ""
    if file.name == "pyproject.toml":
        table, prefix = _tool(table), "tool.episode"
    show = replace(checks.check(table, file=files.short(file), prefix=prefix), folder=file.parent, file=file)
    if show.cover:
        from pipeline.desk import picture

        picture.check(show)
    return show


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        what = str(error)
        line = re.search(r"at line (\d+)", what)
        where = f"{files.short(file)}:{line[1]}" if line else files.short(file)
        what = re.sub(r" \(at .*\)$", "", what)
        raise ShowError(f"this is not TOML: {what}", where=where, remedy='Settings look like: title = "The Daily Story"') from error
    except UnicodeDecodeError as error:
        raise ShowError("this is not UTF-8 text", where=files.short(file), remedy="Save it as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise ShowError("a value in it is too long, or nested too deeply", where=files.short(file), remedy="Take it out.") from error
    except OSError as error:
        raise ShowError(f"cannot be read: {error.strerror}", where=files.short(file), remedy="Make it readable.") from error
