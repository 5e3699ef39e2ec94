"""The briefing that a script was made from, found again: in the show, beside the script, or where the user says that it is.

A script names its briefing and holds its hash. Where an item file was taken in the text's place the name is the text's and the hash the item
file's: both are looked for, and what has the hash is the one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from pipeline import read
from pipeline.desk import briefings, day, intake
from pipeline.desk.briefings import BETWEEN, known_as
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Script

MOST_WAYS = 64
"""Ways of putting several sources together that are tried for the hash, each text or item file."""


def briefing_of(script: Script, show: Show, given: Sequence[str], kind: str, near: Path) -> tuple[Briefing | None, str]:
    """The briefing, or why it is not there. `given` are files or addresses of the user's, which count first; `near` is the script's folder,
    beside which an item file may stand.

    Raises BriefingError for one of `given` that cannot be read.
    """
    folders = [folder for folder in (show.folder, Path.cwd(), near, near.parent, show.path("briefings")) if folder is not None]
    single = len(given) == 1 or (not given and any(briefings.places(script.briefing, folders)))
    names = [script.briefing] if single else script.briefing.split(BETWEEN)
    own = _assigned(names, list(given), show)
    choices: list[list[Briefing]] = []
    for name, place in zip(names, own, strict=True):
        own_name = known_as(name)
        found = [_read(place, own_name, show, kind)] if place else list(_found(own_name, folders, show, kind))
        if not found:
            return None, _why(name)
        choices.append(found)
    first: Briefing | None = None
    for way in islice(product(*choices), MOST_WAYS):
        whole = read.together(way)
        if whole.sha256 == script.briefing_sha256:
            return whole, ""
        first = first or whole
    return first, ""


def _assigned(names: Sequence[str], given: list[str], show: Show) -> list[str]:
    """For each name one of the given, by its name, else by its place; empty where none is left."""
    left = list(given)
    own = [""] * len(names)
    for same in (_same_name, _same_file, lambda *_: True):
        for n, name in enumerate(names):
            match = next((each for each in left if same(each, known_as(name), show)), None) if not own[n] else None
            if match is not None:
                own[n] = match
                left.remove(match)
    return own


def _same_name(given: str, name: str, show: Show) -> bool:
    return given == name or ("://" not in given and day.named(Path(given), show) == name)


def _same_file(given: str, name: str, _: Show) -> bool:
    def stem(path: str) -> str:
        return Path(path).name.removesuffix(day.ITEMS) if path.endswith(day.ITEMS) else Path(path).stem

    return "://" not in given and stem(given) == stem(name)


def _found(name: str, folders: Sequence[Path], show: Show, kind: str) -> Iterator[Briefing]:
    for path in dict.fromkeys(path.resolve() for path in briefings.places(name, folders)):
        try:
            yield _read(str(path), name, show, kind)
        except BriefingError:  # another file by chance: the one that was told can be read
            continue


def _read(place: str, name: str, show: Show, kind: str) -> Briefing:
    return intake.gather([place], show, None, kind=kind, beside=False, known_as=name)


def _why(name: str) -> str:
    if name == day.STDIN:
        return "the script was made from standard input, which is gone"
    if "://" in name:
        return f"the script was made from {name}, which is not fetched again unasked"
    return f"{name} is not here"
