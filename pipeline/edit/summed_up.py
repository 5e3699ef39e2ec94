"""What a summary tells once more goes: each sentence is told once, where it happened."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.edit.counts import standing
from pipeline.edit.gone import Overtaken
from pipeline.edit.headings import sums_up
from pipeline.edit.pieces import Piece
from pipeline.edit.said import ANNOUNCES, Said
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.words import words

MOST = 0.6
"""The share of a point's words that one other update has, from which both say the same, where they have a figure in common."""
AGAIN = 0.7
"""The same of a point without a figure (what has come since has a word of its own), and of what all others together say."""
HALF = 0.5
"""Of such a point one other update says so much by itself."""
POINTS = 3
"""So many sentences, most of them told elsewhere, are a summary, whatever stands above them."""

_CLOCK = regex(r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?|\b\d{1,2}:\d\d\b")
"""When it was stands in a live blog's stamp, and not in its words."""


def summed_up(updates: Sequence[Update], found: Overtaken) -> None:
    """Let go what a summary of the day tells once more; `updates` in the order in which they happened."""
    clock = 2 * sum(update.timed for update in updates) > len(updates)
    above = [update for update in updates[-1:] if clock and not update.timed]  # a page's key points, above its first stamp
    newest = [update for update in updates if update not in above and found.pieces[update.id]][-1:] if clock else []
    for update in (*above, *(each for each in updates if (sums_up(each) or each in newest) and each not in above)):
        points = [each for each in found.pieces[update.id] if not each.quote and not each.lead_in]
        again = _told_elsewhere(update, points, updates, found, first=update in above)
        if sums_up(update) and update is not updates[-1] and 2 * len(again) > len(points):
            # Hours later the rest of it is no news, but for a figure or a name that stands nowhere else.
            rest = [Said.of(each, " ".join(p.text for p in found.pieces[each.id])) for each in updates if each is not update]
            again += [
                (piece, "an earlier summary")
                for piece in points
                if piece not in [p for p, _ in again] and _known(Said.of(update, piece.text), rest)
            ]
        if update in above or sums_up(update) or (len(points) >= POINTS and 2 * len(again) > len(points)):
            for piece, where in again:
                found.drop([piece], f"summed up from {where}")


def _told_elsewhere(
    update: Update, points: Sequence[Piece], updates: Sequence[Update], found: Overtaken, *, first: bool
) -> list[tuple[Piece, str]]:
    """The points that another update tells, and behind the `first` one those that several do, each with where that is."""
    told: list[tuple[Piece, str]] = []
    rest = [each for each in updates if each is not update]
    others = [Said.of(each, " ".join((each.heading, *(p.text for p in found.pieces[each.id])))) for each in rest]
    came = [Said.of(each, " ".join((each.heading, *map(_came, found.pieces[each.id])))) for each in rest]
    for n, piece in enumerate(points):
        said = Said.of(update, piece.text)
        by = others if ANNOUNCES.search(said.text) else came
        figure = next(iter(_figures(said)), "")
        count = standing(said.text)
        for other in by:
            counted = count is not None and any(standing(each.text) == count for each in found.pieces[other.update.id])
            shares = len(said.words & other.words) >= (MOST if figure else AGAIN) * len(said.words) and said.names <= other.words
            if counted or (shares and (not figure or figure in words(other.text))):
                told.append((piece, str(other.update.paragraphs[0].source)))
                break
        else:
            if (n or first) and _all_say(said, by):
                told.append((piece, "several updates"))
    return told


def _came(piece: Piece) -> str:
    """What a sentence tells that has come; empty for what it announces."""
    return "" if ANNOUNCES.search(piece.text) else piece.text


def _figures(said: Said) -> list[str]:
    return [each for each in words(_CLOCK.sub("", said.text)) if each[0].isdigit()]


def _known(said: Said, others: Sequence[Said]) -> bool:
    """Whether a sentence has no figure, and no name that others have not."""
    return not _figures(said) and bool(said.names) and said.names <= frozenset(word for other in others for word in other.words)


def _all_say(said: Said, others: Sequence[Said]) -> bool:
    """Whether what a summary says of somebody or something with a name stands in others all the same, each name and each figure of it too."""
    every = frozenset(word for other in others for word in (*other.words, *words(other.text)))
    one = max((len(said.words & other.words) for other in others), default=0)
    enough = one >= HALF * len(said.words) and len(said.words & every) >= AGAIN * len(said.words)
    return enough and bool(said.names) and said.names <= every and every.issuperset(_figures(said))
