"""The day: which briefing is meant, which date it has, and where its script and its episode stand."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.desk import claims, files
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from pipeline.regex import regex

LIMIT = 64 * 1024 * 1024
"""Bytes: a year of a live blog is under 10 MB; beyond this nobody pasted it, and it is not read into memory."""
ITEMS = ".items.yaml"
"""How an item file's name ends: `X.items.yaml` stands beside `X.txt`."""
STDIN = "stdin"
"""The name of standard input as a source."""
REHEARSAL = "rehearsal.mp3"
"""A script's risky words, to be heard; it may stand in an episode's folder before the episode does."""
_DATE = regex(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


# ── which briefing ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Given:
    """A briefing as it was given: its bytes, and the name that its sources carry."""

    data: bytes
    name: str
    path: Path | None
    """None for standard input."""
    note: str = ""
    """What a user should be told about the choice."""


def given(briefing: str, show: Show, *, beside: bool = True, out: Path | None = None, date: dt.date | None = None) -> Given:
    """The briefing that a command names: a file, `-` for standard input, or nothing for the show's newest, of a `date` where one is asked for.

    Where an item file stands beside a text (`X.items.yaml` beside `X.txt`), a human has corrected it, and it is what counts,
    unless `beside` is off. One that `episode items --edit` wrote elsewhere (`out` is the command's own folder) counts where it was made of
    these very bytes: another text may have the same name.
    """
    if briefing == "-":
        path, note = None, ""
    else:
        path, note = (Path(briefing), "") if briefing else _newest(show, date)
    data, name = _bytes(path), STDIN if path is None else named(path, show)
    raw = Given(data, name, path, note)
    if not beside or name.endswith(ITEMS):
        return raw
    items = path.with_name(f"{path.stem}{ITEMS}") if path is not None else None
    if path is not None and items is not None and items.is_file():
        corrected = _bytes(items)
        note = f"taking the item file {named(items, show)}, which stands beside {path.name}"
        if _made_from(corrected) not in ("", hashlib.sha256(data).hexdigest()):
            note += f", though {path.name} has changed since it was made"
        return Given(corrected, named(items, show), items, note)
    away = item_file(str(path or "-"), show, out)
    if not away.is_file():
        return raw
    corrected = _bytes(away)
    if _made_from(corrected) == hashlib.sha256(data).hexdigest():
        return Given(corrected, named(away, show), away, f"taking the item file {files.short(away)}, which was made of {Path(name).name}")
    return Given(
        data,
        name,
        path,
        f"not taking the item file {files.short(away)}: it was not made of {Path(name).name} as it stands now; build that file to tell it",
    )


def _made_from(items: bytes) -> str:
    """The hash of the text that an item file was made of; empty where it does not say."""
    found = re.search(rb"^source_sha256: *['\"]?([0-9a-f]{64})", items, re.MULTILINE)
    return found[1].decode() if found else ""


def item_file(name: str, show: Show, out: Path | None) -> Path:
    """Where a text's item file is written: beside it where that lies in the show, else in the show's briefings; outside a show below `out`."""
    own = Path(STDIN if name == "-" else name)
    file = f"{own.name.removesuffix(ITEMS) if own.name.endswith(ITEMS) else own.stem}{ITEMS}"
    if out is not None:
        return out / file
    briefings = show.path("briefings")
    if show.folder is None or briefings is None:
        return Path("output") / file
    inside = name != "-" and own.resolve().is_relative_to(show.folder.resolve())
    return (own.parent if inside else briefings) / file


def _newest(show: Show, date: dt.date | None) -> tuple[Path, str]:
    """The newest text in a show's folder. One that carries another date is not what is asked for: neither yesterday's text nor tomorrow's may
    go out as today's.
    """
    folder = show.path("briefings")
    if folder is None:
        remedy = "Name a file, or make a show with: episode init DIR"
        raise BriefingError("no briefing was given, and this folder is not in a show", remedy=remedy)
    if folder.is_symlink() and not folder.is_dir():
        remedy = "See that what it leads to is there, a disk in the network is mounted; or name a file."
        raise BriefingError("is a link that leads to no folder", where=str(folder), remedy=remedy)
    found = [path for path in folder.iterdir() if _is_briefing(path)] if folder.is_dir() else []
    if not found:
        raise BriefingError("there is no briefing here", where=str(folder), remedy="Save the day's text there, or name a file.")
    latest = newest(found)
    if date is not None and any(date_in(path.name) for path in found):
        if not (of_day := [path for path in found if date_in(path.name) == date]):
            message = f"there is no text of {date} here: the newest is {latest.name}"
            raise BriefingError(message, where=files.short(folder), remedy=f"Save the day's text there as {date}.txt, or name a file.")
        latest = newest(of_day)
    return latest, f"taking {named(latest, show)}, the newest of {len(found)}" if len(found) > 1 else f"taking {named(latest, show)}"


def newest(paths: Sequence[Path]) -> Path:
    """The newest of files or folders: by the date in the name, then by when it was written."""
    return max(paths, key=lambda path: (date_in(path.name) or dt.date.min, path.stat().st_mtime, path.name))


def _is_briefing(path: Path) -> bool:
    name = path.name
    if not path.is_file() or name.startswith(".") or name.endswith("~") or re.search(r"\.bak\d*$", name) or path.stem.upper() == "README":
        return False
    if name.endswith(ITEMS):  # an item file counts on its own only where its text is not there
        stem = name.removesuffix(ITEMS)
        return not any(other.stem == stem for other in path.parent.iterdir())
    return True


def named(path: Path, show: Show) -> str:
    """A file's name as sources carry it: its path below the show, else its own name; never an absolute path."""
    name = path.name
    if show.folder is not None:
        with_links, folder = Path(os.path.normpath(path.absolute())), show.folder.absolute()
        for full in (with_links, path.resolve()):
            if full.is_relative_to(folder):
                name = full.relative_to(folder).as_posix()
                break
    return re.sub(r"[\x00-\x1f\x7f]", "_", name.encode("utf-8", "replace").decode())


def _bytes(path: Path | None) -> bytes:
    where = STDIN if path is None else str(path)
    try:
        if path is None:
            data = sys.stdin.buffer.read(LIMIT + 1) if sys.stdin is not None else b""
        else:
            with path.open("rb") as file:
                data = file.read(LIMIT + 1)
    except FileNotFoundError as error:
        raise BriefingError("there is no such file", where=where, remedy="Check the path; `-` reads standard input.") from error
    except IsADirectoryError as error:
        raise BriefingError("is a folder, not a briefing", where=where, remedy="Name one file in it.") from error
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise BriefingError(what, where=where, remedy="Check the path and its permissions.") from error
    if len(data) > LIMIT:
        raise BriefingError(f"is larger than {LIMIT // 2**20} MB", where=where, remedy="Cut it down to the day's text.")
    return data


# ── which date ───────────────────────────────────────────────────────────────────────────────────────────


def date_in(name: str) -> dt.date | None:
    """The first ISO date in a file's name."""
    for match in _DATE.finditer(name):
        try:
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None


def asked(option: str) -> dt.date | None:
    """The date that a command asks for; none where it leaves that to the briefing. Raises ValueError for what is not a date."""
    return date_of(option, "", dt.date.today()) if option else None


def date_of(option: str, name: str, today: dt.date) -> dt.date:
    """The episode's date: as asked (ISO, `today`, `yesterday`), else as in the briefing's name (of several sources the first that has one), else today.

    Raises ValueError for what is not a date.
    """
    words = {"today": today, "yesterday": today - dt.timedelta(days=1)}
    if option:
        return words[option.lower()] if option.lower() in words else dt.date.fromisoformat(option)
    return next((found for each in name.split(" + ") if (found := date_in(Path(each).name))), today)


# ── where it stands ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Place:
    """Where one episode's script and finished files stand."""

    script: Path
    """`scripts/NAME.md` in a show, else `OUT/NAME/script.md`."""
    folder: Path
    """`output/NAME/`, or `OUT/NAME/`."""

    @property
    def together(self) -> bool:
        """Whether the script stands in the episode's own folder."""
        return self.script.parent == self.folder


def place(show: Show, out: Path | None, date: dt.date, form: str, briefing: str, cut: str = "") -> Place:
    """Where this episode stands: the first name that is free, or that the same format and briefing took before.

    Two formats or briefings of one date never share a name: `DATE`, `DATE-FORMAT`, `DATE-FORMAT-BRIEFING`, and then numbers.
    """
    scripts, output = show.path("scripts"), show.path("output")
    folder = out if out is not None else output if output is not None else Path("output")
    for name in _names(f"{date}-{cut}" if cut else f"{date}", form, briefing):
        script = scripts / f"{name}.md" if scripts is not None else folder / name / "script.md"
        here = Place(script.absolute(), (folder / name).absolute())
        if _is_ours(here, {"format": form, "briefing": briefing, "cut": cut}):
            return here
    raise AssertionError("the names do not end")


def _names(date: str, form: str, briefing: str) -> Iterator[str]:
    yield date
    yield f"{date}-{form}"
    base = f"{date}-{form}"
    if stem := slug(briefing):
        base = f"{base}-{stem}"
        yield base
    n = 1
    while True:
        yield f"{base}-{(n := n + 1)}"


def slug(briefing: str) -> str:
    """A briefing's name as part of a folder's: lower case, no date, no ending."""
    first = Path(briefing.split(" + ")[0]).name  # of several sources
    stem = first.removesuffix(ITEMS)
    stem = _DATE.sub("", Path(stem).stem if stem == first else stem)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _is_ours(here: Place, claimed: Mapping[str, str]) -> bool:
    """Whether this name is free, or holds the same format and cut of the same briefing."""
    claim = claims.claimed(here.folder)
    if claim is not None and any(claim.get(key, "") != value for key, value in claimed.items()):
        return False
    copies = [here.script, here.folder / "script.md"]
    present = [path for path in copies if path.is_file()]
    if not present:  # a folder that holds something else is not free
        empty = not here.folder.exists() or (here.folder.is_dir() and {path.name for path in here.folder.iterdir()} <= {REHEARSAL})
        return empty and not here.script.exists()
    return all(header(path) in ({}, claimed) for path in present)


def header(script: Path) -> dict[str, str]:
    """The format, briefing and cut that a script's header names; empty where it cannot be read: the parser will say why."""
    return _named(script, ("format", "briefing", "cut"))


def about(script: Path) -> str:
    """What a script's header says that it was asked to be about; empty where there is none."""
    return _named(script, ("about",)).get("about", "")


def _named(script: Path, keys: Sequence[str]) -> dict[str, str]:
    """What a script's header says; empty where it cannot be read."""
    import yaml

    try:
        lines = script.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        head = lines[1 : lines.index("---", 1)] if lines[:1] == ["---"] else []
        found = yaml.safe_load("\n".join(head))
        if not isinstance(found, dict) or not found.keys() >= {"format", "briefing"}:
            return {}
        named = {key: found.get(key) or "" for key in keys}
        # A list can hold itself, or itself many times over.
        return {key: str(value) for key, value in named.items()} if not any(isinstance(v, list | dict) for v in named.values()) else {}
    except (OSError, ValueError, OverflowError, RecursionError, yaml.YAMLError):
        return {}
