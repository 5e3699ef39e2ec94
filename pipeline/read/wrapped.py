"""Text as mail programs and typewriters leave it: broken at some seventy characters, with `>` in front of what is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Line, Update
from pipeline.read import page
from pipeline.read.summaries import BULLET
from pipeline.regex import regex

GOES_ON = "goes on from the line above"
"""The reason of lines that stand in the paragraph above them."""
NARROWEST, WIDEST = 30, 100
"""Characters of a line that was broken: a column of a newspaper or of teletext is narrow."""
SHORTEST_HEADLINE = 3
"""Words."""
SIGNS = 2
"""So many lines that go on with a small letter show that a text was broken."""

_QUOTED = regex(r"(?:>\s?)+")
_PARTED = regex(
    r"(?<![\w-])(?!(?:well|long|short|self|non|anti|part|full|half|high|low|ex|co|mid|so|pro|old|new|two|three|four|five|six|seven|eight|nine|ten|\d+)-)"
    r"[^\W\d_]{2,}-$"
)
"""The first half of a word that was parted at the line's end; `well-` may be a word of its own."""
_ENDS = regex(r"[.!?…:;][”\"’')\]]*$")


def joined(text: str) -> tuple[str, dict[int, int]]:
    """The text with each broken paragraph on its first line and nothing on its others, and where such paragraphs end: first line → last (from 1).

    As many lines as before. Whether a paragraph goes on shows in its next word: it would not have fitted on the line.
    """
    lines = [line.strip() for line in text.removesuffix("\n").split("\n")]
    if sum(line.startswith(">") for line in lines) > SIGNS:
        lines = [_QUOTED.sub("", line, count=1) if line.startswith(">") else line for line in lines]
    width = _width(lines)
    ends: dict[int, int] = {}
    if not width:
        return _parted(lines)
    first, found = 0, list(lines)
    for i, (line, below) in enumerate(pairwise(lines)):
        # The head of a page, and a headline in capitals, above or below: "EU." may go on a line.
        heading = "   " in line or (
            line.isupper() != below.isupper() and len((line if line.isupper() else below).split()) >= SHORTEST_HEADLINE
        )
        goes_on = line and below and (_goes_on(line, below) or len(line) + 1 + len(below.split()[0]) > width)
        if not goes_on or heading or BULLET.match(below) or page.furniture(below):
            first = i + 1
            continue
        hyphen = below[0].islower() and re.search(r"\w-$", line)
        found[first] = f"{found[first][:-1] if hyphen and _PARTED.search(line) else found[first]}{'' if hyphen else ' '}{below}"
        found[i + 1] = ""
        ends[first + 1] = i + 2
    return "\n".join([*found, ""]), ends


def _parted(lines: list[str]) -> tuple[str, dict[int, int]]:
    """The same of a text that is not broken, but for a word here and there: `Inspec-` above `tors found …`."""
    found, ends = list(lines), {}
    for i, (line, below) in enumerate(pairwise(lines)):
        if len(line) >= NARROWEST and below[:1].islower() and _PARTED.search(line) and found[i]:
            found[i], found[i + 1] = f"{line[:-1]}{below}", ""
            ends[i + 1] = i + 2
    return "\n".join([*found, ""]), ends


def _width(lines: list[str]) -> int:
    """How long a line of a broken text is at most; 0 for a text that was not broken."""
    broken = [len(line) for line, below in pairwise(lines) if NARROWEST <= len(line) <= WIDEST and _goes_on(line, below)]
    width = max(broken, default=0)
    longer, told = sum(len(line) > width and "   " not in line for line in lines), sum(map(bool, lines))
    return width if len(broken) >= SIGNS and 5 * longer <= told else 0


def _goes_on(line: str, below: str) -> bool:
    return below[:1].islower() and not _ENDS.search(line)


def accounted(lines: Iterable[Line], ends: dict[int, int]) -> tuple[Line, ...]:
    """The classified lines, with the reason of those that stand in the paragraph above them."""
    inside = {n for first, last in ends.items() for n in range(first + 1, last + 1)}
    return tuple(replace(line, reason=GOES_ON) if line.n in inside else line for line in lines)


def spread(updates: Iterable[Update], ends: dict[int, int]) -> tuple[Update, ...]:
    """The updates, with the last line of each paragraph that was broken."""
    return tuple(
        replace(
            update,
            paragraphs=tuple(
                replace(p, source=replace(p.source, last_line=ends.get(p.source.last_line, p.source.last_line))) for p in update.paragraphs
            ),
        )
        for update in updates
    )
