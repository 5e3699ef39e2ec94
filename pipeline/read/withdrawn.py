"""Orders to the desks among a day's texts: `KILL: Brewery sold` takes that story out, `CORRECTED: Trams by night` takes the place of an earlier one."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.model import Briefing, Line, Update
from pipeline.regex import regex

KILLED = "withdrawn: an order to the desks in the day's text says so"
CORRECTED = "an earlier version: a corrected one stands in the day's text"
ORDER = "an order to the desks, which takes a story out"
LEAST = 2
"""Words of a title by which a story is known."""

# In capitals, as nobody writes a title; behind a time, too.
_KILL = regex(
    r"(?:\W*\d[\d:. ]{2,6}(?:[ap]m|GMT|UTC)?\s?[-–—:|]*\s*)?(?:[A-Z]+ )?(?:KILL(?:ED)?|WITHDRAWN|WITHDRAWAL|RETRACT(?:ED|ION))\s?[:–—-]\s*"
    r"(?:(?:the )?story )?(?P<title>.+)"
)
_MENDED = regex(r"(?:CORRECTED|REFILED?)\s?[:–—-]\s*(?=\S)")
"""An `UPDATE` may add to what was said before, a `CORRECTION` only say what was wrong."""
_BEHIND = regex(r"\s[-–—|]\s|(?<=\w)\. ")


def heeded(briefing: Briefing) -> Briefing:
    """The briefing without the stories that its own lines withdraw, and without those of which it has a corrected version. A story is known by its heading."""
    killed = {title for line in briefing.lines if (title := _killed(line.text))}
    killed |= {title for update in briefing.updates if (title := _killed(update.heading))}
    mended = {_bare(_MENDED.sub("", update.heading, count=1)) for update in briefing.updates if _MENDED.match(update.heading)}
    if not killed and not mended:
        return briefing
    out: dict[tuple[str, int], str] = {}
    kept: list[Update] = []
    for update in briefing.updates:
        if why := _why(update, killed, mended):
            out |= {(p.source.file, n): why for p in update.paragraphs for n in range(p.source.first_line, p.source.last_line + 1)}
        else:
            kept.append(replace(update, heading=_MENDED.sub("", update.heading, count=1)) if _MENDED.match(update.heading) else update)
    lines = tuple(_line(line, out.get((line.file or briefing.file, line.n), "")) for line in briefing.lines)
    return replace(briefing, lines=lines, updates=tuple(kept))


def _killed(text: str) -> str:
    """The title of the story that a line takes out; empty for any other line."""
    order = _KILL.match(text)
    title = _bare(_BEHIND.split(order["title"], maxsplit=1)[0]) if order else ""
    return title if len(title.split()) >= LEAST else ""


def _why(update: Update, killed: set[str], mended: set[str]) -> str:
    heading = _bare(update.heading)
    if _killed(update.heading) or _killed(update.paragraphs[0].text):
        return ORDER
    if heading in killed or _bare(_MENDED.sub("", update.heading, count=1)) in killed:
        return KILLED
    return CORRECTED if heading in mended else ""


def _line(line: Line, why: str) -> Line:
    return replace(line, kind="furniture", reason=why, confidence=0.9) if why and line.kind != "blank" else line


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()
