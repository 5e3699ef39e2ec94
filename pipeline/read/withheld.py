"""What of a source may not be told yet, because it speaks of an embargo that has not ended: a release, an entry, or all of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.model import Briefing, Line, Paragraph, Update
from pipeline.read import dates, embargoes, papers
from pipeline.read.stamps import DATE, whole
from pipeline.regex import regex

UNTIL = "embargoed until"
NO_END = "under an embargo whose end cannot be read"
CUT = "the feed breaks off"
SOLD = "the page gives only the beginning: the rest is for those who pay"
_HELD = (UNTIL, "under an embargo", "held back", "withheld", "withdrawn", "an earlier version: a corrected", "expired", CUT, SOLD)
"""How the reasons of what may not be told begin, an agency's as well, and of what did not come whole."""
_RULE = regex(r"[-–—=_*#~. ]{3,}")
_IN_NAME = regex(r"(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_DATED = regex(rf"(?:date|issued)\s?:\s*(?P<date>{DATE})", re.IGNORECASE)


def heeded(briefing: Briefing, now: dt.datetime, *, apart: bool) -> Briefing:
    """The briefing as it may be told `now`: without what an embargo holds back, and without the words that say so.

    An embargo holds what it stands in: an entry of a list or a feed (`apart`), a stamped update, a section below its heading, else the whole
    release down to where the next one begins.
    """
    if not embargoes.may_speak_of_one(
        "\n".join([*(line.text for line in briefing.lines), *(update.heading for update in briefing.updates)])
    ):
        return briefing
    held: dict[tuple[str, int], str] = {}
    updates = {(update.paragraphs[0].source.file, update.paragraphs[0].source.first_line): update for update in briefing.updates}
    for file, group in groupby(briefing.lines, key=lambda line: line.file):
        rows = [line for line in group if line.kind != "blank"]
        starts = {n: update for (own, n), update in updates.items() if own == (file or briefing.file)}
        for n, why in _held(rows, starts, briefing.file, now, apart=apart).items():
            held[file or briefing.file, n] = why
    lines = tuple(_line(line, held.get((line.file or briefing.file, line.n), "")) for line in briefing.lines)
    return replace(briefing, lines=lines, updates=tuple(filter(None, (_update(update, held) for update in briefing.updates))))


def embargoed(until: str, now: dt.datetime) -> str:
    """Why what is embargoed until then may not be told; empty for one that has ended. A time without its zone has come when it has come here and in UTC."""
    moment = dates.moment(until)
    if moment is None:
        notice = embargoes.notice(f"EMBARGO: {until}")
        if until and notice and notice.dated:
            return _why(notice, None, now)
        return f"under an embargo, until “{until[:60]}”" if until else "under an embargo, without a time at which it ends"
    ends = [moment]
    if not re.search(r"(?:Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$", until):
        ends.append(moment.replace(tzinfo=None).astimezone())
    return "" if all(end <= now for end in ends) else f"{UNTIL} {until}"


def expired(after: str, now: dt.datetime) -> str:
    """Why what is of use until then may not be told; empty for what still is, and for a time that cannot be read."""
    moment = dates.moment(after)
    return f"expired: it was of use until {after}" if moment and moment <= now else ""


def lines_of(briefing: Briefing) -> list[Line]:
    """The lines that a source holds back, each with its reason."""
    return [line for line in briefing.lines if line.reason.startswith(_HELD) and line.kind != "blank"]


def notes(briefing: Briefing) -> list[str]:
    """What a source holds back, for whoever makes the programme: where it stands, and why."""
    found: dict[tuple[str, str], list[int]] = {}
    for line in lines_of(briefing):
        found.setdefault((line.file or briefing.file, line.reason), []).append(line.n)
    return [
        f"not told: {file}:{numbers[0]}{f'-{numbers[-1]}' if len(numbers) > 1 else ''}: {why}" for (file, why), numbers in found.items()
    ]


def _line(line: Line, why: str) -> Line:
    if why:
        return replace(line, kind="furniture", reason=why, confidence=0.9)
    said = line.kind in ("body", "heading") and embargoes.notice(line.text) and not embargoes.without(line.text)
    return replace(line, kind="furniture", reason=papers.EMBARGO, confidence=0.9) if said else line


def _update(update: Update, held: dict[tuple[str, int], str]) -> Update | None:
    """An update without what is held back and without the embargo's own words; None where nothing is left of it."""
    kept = [p for p in update.paragraphs if (p.source.file, p.source.first_line) not in held]
    told = tuple(Paragraph(text, p.source) for p in kept if (text := embargoes.without(p.text)))
    heading = embargoes.without(update.heading)
    if not told:
        return None
    return (
        update
        if (told, heading) == (update.paragraphs, update.heading)
        else replace(update, start=told[0].source.first_line, paragraphs=told, heading=heading)
    )


# ── how far an embargo reaches ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Said:
    """An embargo that has not ended, by its place in the rows."""

    at: int
    why: str


def _held(rows: Sequence[Line], starts: dict[int, Update], name: str, now: dt.datetime, *, apart: bool) -> dict[int, str]:
    """The lines (by number) that are held back, each with the reason."""
    below = [*(row.text for row in rows[1:]), ""]
    found = [(i, notice) for i, row in enumerate(rows) if (notice := embargoes.notice_over(_said(row, starts), below[i]))]
    cuts = _cuts(rows, starts, {i for i, _ in found}, apart=apart) if found else []
    held: dict[int, str] = {}
    for i, notice in found:
        first = max(cut for cut in cuts if cut <= i)
        last = min((cut for cut in cuts if cut > i), default=len(rows))
        if any(row.kind == "body" for row in rows[:first]) and any(row.kind == "heading" for row in rows[first : i + 1]):
            # A heading stands above it, among others': what stands below the next one is not meant.
            last = next((j for j in range(i + 1, last) if rows[j].kind == "heading" and _opens(rows, j, starts)), last)
        why = _why(notice, _issued(rows[first:last], name, now), now)
        for row in rows[first:last] if why else ():
            if row.kind == "body" or row.reason == papers.EMBARGO or row is rows[i]:
                held[row.n] = why
    return held


def _said(row: Line, starts: dict[int, Update]) -> str:
    """A line's text, behind the heading that only its update has (a feed's entry)."""
    heading = starts[row.n].heading if row.n in starts else ""
    return heading if embargoes.notice(heading) and not embargoes.notice(row.text) else row.text


def _cuts(rows: Sequence[Line], starts: dict[int, Update], noticed: set[int], *, apart: bool) -> list[int]:
    """Where something else begins for sure: at a release's head, at a rule with a head below it, at a time, or at each entry of a list."""
    cuts = [0]
    stamped = sum(update.timed for update in starts.values()) > 1
    for i, row in enumerate(rows):
        head = _head(rows, i)
        if head in cuts or not head:
            continue
        start = starts.get(row.n)
        above, between = rows[head - 1], rows[head : i + 1]
        marked = row.reason == papers.RELEASE or (
            i in noticed and (above.kind != "body" or any(each.kind == "heading" for each in _around(rows, head, i)))
        )
        ruled = _RULE.fullmatch(above.text) is not None and (
            between[0].kind in ("heading", "stamp") or between[0].reason in (papers.RELEASE, papers.EMBARGO)
        )
        if (start is not None and (apart or (stamped and start.timed))) or (marked and _goes_on(rows, i)) or ruled:
            cuts.append(head)
    return cuts


def _head(rows: Sequence[Line], i: int) -> int:
    """Where the lines begin that stand above a line and belong to no text before it."""
    while i and not (rows[i - 1].kind == "body" or rows[i - 1].reason == papers.BELOW or _RULE.fullmatch(rows[i - 1].text)):
        i -= 1
    return i


def _around(rows: Sequence[Line], head: int, i: int) -> Sequence[Line]:
    """What stands between the text above a line and the text below it."""
    end = next((j for j in range(i, len(rows)) if rows[j].kind == "body"), len(rows))
    return rows[head:end]


def _goes_on(rows: Sequence[Line], i: int) -> bool:
    return any(row.kind == "body" for row in rows[i:])


def _opens(rows: Sequence[Line], j: int, starts: dict[int, Update]) -> bool:
    """Whether a heading is an update's own."""
    below = next((row for row in rows[j + 1 :] if row.kind == "body"), None)
    heading = starts[below.n].heading if below is not None and below.n in starts else ""
    return bool(heading) and rows[j].text.endswith(heading)


# ── until when ───────────────────────────────────────────────────────────────────────────────────────────


def _issued(rows: Sequence[Line], name: str, now: dt.datetime) -> dt.date | None:
    """The day of a text: as it says itself, else as its file's name does."""
    named = _IN_NAME.search(name.rsplit("/", 1)[-1])
    day = embargoes.day_of("-".join(named.groups()), now.date()) if named else None
    for row in rows:
        written = match["date"] if (match := _DATED.match(row.text)) else stamp.date if (stamp := whole(row.text)) else ""
        if written and (said := embargoes.day_of(written, day or now.date())):
            return said
    return day


def _why(notice: embargoes.Notice, issued: dt.date | None, now: dt.datetime) -> str:
    """Why it may not be told now; empty where it may."""
    ends = embargoes.ends(notice, issued, now)
    if not ends:
        return f"{NO_END}: “{notice.said[:60]}”"
    if all(end <= now for end in ends):
        return ""
    at = ends[0]
    zone = "" if len(ends) > 1 or not at.utcoffset() else f" ({at:%z})"
    return f"{UNTIL} {at:%A} {at.day} {at:%B %Y}, {at:%H:%M}{zone}"
