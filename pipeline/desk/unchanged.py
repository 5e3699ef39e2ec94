"""Whether an episode stands as it would be made now: then nothing is spoken, mixed or encoded.

Its record says in `made_from` what it was made from, by digests, and under `files` what its files hold. It is asked twice. `at_once` looks
at all that goes in (the briefing, the script, settings, templates, lexicon, memory, what is installed) and loads no stage; a build that has
got as far as its script asks `stands` with what it would be made from. The first is quick and careful: whatever it cannot be sure of it
leaves to the second, which asks for no more than what is heard and shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline import read
from pipeline.desk import claims, day, digests, document, files, memory, verdicts
from pipeline.desk.briefings import BETWEEN
from pipeline.desk.order import STAGES, Order, Watch
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError

MADE_FROM = "made_from"
"""The record's key: digests by what they are of."""
INPUTS = "inputs"
"""In it: of all that goes in; empty where that cannot be told beforehand."""
WANTED = "wanted"
"""In it: of the clips that the better voice would have spoken, where there was no time for it."""
EDITED = "edited"
"""In it: whether the script was a human's."""

PACKAGED = ("pyttsx3", "tone")
"""Engines whose voices come and go with packages and the system; the voices of others stand in folders, or on servers."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an episode is made of, beside settings and memory."""

    form: str
    date: dt.date
    source: str
    """The briefing's name."""
    source_sha256: str
    script: str
    """The script's text, as it stands once the episode is made."""


def stands(folder: Path, made_from: Mapping[str, Any], *, late: bool = False) -> bool:
    """Whether the finished episode in a folder was made from just this, and its files are what they were.

    One that had to be spoken by a faster voice does not stand, but where it is `late` as it is: nothing could be spoken better now.
    """
    record = document.read(folder)
    was = record.get(MADE_FROM)
    if late and isinstance(was, dict) and WANTED in was:
        was = {**was, "clips": was[WANTED]}
    elif isinstance(was, dict) and WANTED in was:
        return False
    return isinstance(was, dict) and _heard(was) == _heard(made_from) and document.whole(record, folder)


def since(folder: Path) -> str:
    """What is told of an episode that stands."""
    made = dt.datetime.fromtimestamp((folder / document.RECORD).stat().st_mtime)
    when = f"{made:%H:%M}" if made.date() == dt.date.today() else f"{made.day} {made:%B, %H:%M}"
    return f"nothing has changed since {when}: {files.short(folder)} stands as it is"


def withdrawn(folder: Path) -> str:
    """What is told of an episode that listeners will not get; else empty."""
    since_day = document.withdrawn(folder)
    return (
        f"{folder.name} is withdrawn since {since_day}: no publish brings it out, until episode withdraw {folder.name} --restore"
        if since_day
        else ""
    )


def at_once(order: Order, show: Show, watch: Watch) -> dict[str, Any] | None:
    """The document of an episode that stands as it would be made now, found without making its script; none where that is not sure."""
    started = time.perf_counter()
    names = [name for name in (order.briefing, *order.more) if name] or list(show.sources) or [""]
    if any(name == "-" or "://" in name for name in names) or not _settled(order, show):
        return None
    try:
        given = [day.given(name, show, out=order.out, date=day.asked(order.date)) for name in names]
        date = day.date_of(order.date, BETWEEN.join(each.name for each in given), dt.date.today())
        if any(read.waits(each.data) for each in given):  # an embargo may have ended since
            return None
    except (EpisodeError, ValueError):
        return None  # the build says why
    home = order.out if order.out is not None else show.path("output") or Path("output")
    for folder in sorted(home.absolute().glob(f"{date}*")):
        record = document.read(folder)
        if not _is_of(record, given) or (found := _script(folder, show)) is None:
            continue
        script, text = found
        made = Made(order.form or show.format, date, str(record["briefing"]["file"]), _sum(given), text)
        if record[MADE_FROM][INPUTS] != inputs(order, show, made, memory.recall(show, memory.TURNS)) or not document.whole(record, folder):
            continue
        if claims.broken_off(folder):  # its files stand, but page and memory may lack them: the build makes good
            continue
        checked = verdicts.kept(show, folder)
        if checked is None and show.folder is not None:  # the build asks the gate; outside a show nothing is remembered
            return None
        edited = bool(record[MADE_FROM].get(EDITED))
        by_hand = f"speaking {files.short(script)} as it was edited by hand" if edited else ""
        for note in (*(each.note for each in given), by_hand, since(folder), withdrawn(folder)):
            if note:
                watch.note(note)
        took = {**dict.fromkeys(STAGES, 0.0), "read": round(time.perf_counter() - started, 3)}
        how = "edited" if edited else "unchanged"
        return document.episode(record, folder, script, how=how, briefing=order.briefing, timings_s=took, unchanged=True, checked=checked)
    return None


def inputs(order: Order, show: Show, made: Made, turns: Mapping[str, str]) -> str:
    """The digest of all that goes into an episode. `turns` is who has which voice as it stands once it is made; empty where a part of it
    cannot be read.
    """
    told: Sequence[object] = ()
    if not (order.repeats or show.repeats) and memory.file(show, memory.TOLD) is not None:
        from pipeline.desk import past

        if past.trouble(show):
            return ""
        editions = past.before(show, made.date, made.form, made.source, order.cut)
        told = [(each.key, sorted(each.told), sorted(each.passed)) for each in editions]
    asked = (order.voices, order.engine, order.kind, order.strict, order.repeats, order.cut, order.about, order.target_ms)
    around = (digests.of_show(show, made.script), digests.of_tool(), digests.of_machine())
    return digests.of(asked, asdict(made), told, dict(turns), around)


def _settled(order: Order, show: Show) -> bool:
    """Whether the outcome is decided by what can be read here: no human is asked to choose, no model words it, no engine is to be found."""
    asked = order.keep or order.rewrite or order.writer or show.writer.style
    return not asked and "auto" not in (order.engine, show.engine)


def _heard(made_from: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in made_from.items() if key not in (INPUTS, EDITED, WANTED)}


def _is_of(record: Mapping[str, Any], given: Sequence[day.Given]) -> bool:
    """Whether a record is of these sources, as far as can be told: an item file carries the name of its text."""
    briefing, made_from = record.get("briefing"), record.get(MADE_FROM)
    if not isinstance(briefing, dict) or not isinstance(made_from, dict) or not made_from.get(INPUTS):
        return False
    spoken_by = {str(voice).partition(":")[0] for voice in dict(record.get("voices", {})).values()}
    named = len(given) > 1 or given[0].name.endswith(day.ITEMS) or given[0].name == briefing.get("file")
    return named and spoken_by <= set(PACKAGED) and briefing.get("sha256") == _sum(given)


def _sum(given: Sequence[day.Given]) -> str:
    """The checksum that a briefing of these has: see `pipeline.read.joining`."""
    sums = [hashlib.sha256(each.data).hexdigest() for each in given]
    if len(given) == 1:
        return sums[0]
    return hashlib.sha256("".join(f"{one} {each.name}\n" for one, each in zip(sums, given, strict=True)).encode()).hexdigest()


def _script(folder: Path, show: Show) -> tuple[Path, str] | None:
    """The script that a build of this episode would find, and its text."""
    scripts = show.path("scripts")
    path = scripts.absolute() / f"{folder.name}.md" if scripts is not None else folder / "script.md"
    try:
        return path, path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
