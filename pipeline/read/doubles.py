"""What a page shows twice: a caption with and without its credit, a pull quote beside the text, a standfirst above it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.read.rows import BYLINE, Row
from pipeline.read.summaries import recaps, stands_in
from pipeline.regex import regex
from pipeline.text.sentences import split_sentences
from pipeline.text.words import content

NEAR = 2
"""Lines between a caption and the same again with its credit, at most."""
SHORTEST_QUOTE = 3
"""Words: a shorter quotation stands in two places by chance."""
LONGEST_STANDFIRST = 40
"""Words."""
_MARKED = regex(r"[“\"]([^“”\"]{8,600})[”\"]")
_WHOLE = regex(r"[“\"][^“”\"]{8,400}[”\"]\.?")
_NO_WORD = regex(r"\W+")


def decide(rows: Sequence[Row]) -> None:
    """Set aside what stands twice, of lines whose kinds are known."""
    captions_again(rows)
    pull_quotes(rows)
    standfirst(rows)
    recaps(rows)


def captions_again(rows: Sequence[Row]) -> None:
    """A sentence that stands again beside it with a picture's credit is that picture's caption."""
    for i, row in enumerate(rows):
        if row.kind != "caption":
            continue
        for other in (*rows[max(0, i - NEAR) : i], *rows[i + 1 : i + 1 + NEAR]):
            if other.kind == "body" and len(other.text) >= 20 and row.text.startswith(other.text.rstrip(".")):
                other.set("caption", "a picture's caption, which stands beside it with its credit", 0.9)


def pull_quotes(rows: Sequence[Row]) -> None:
    """A quotation by itself that stands in the text as well is set in large type there: nobody says it twice."""
    alone = [i for i, row in enumerate(rows) if row.kind in ("body", "") and _WHOLE.fullmatch(row.text) and row.words >= SHORTEST_QUOTE]
    if not alone:
        return
    known = {piece for i, row in enumerate(rows) if row.kind == "body" and i not in alone for piece in _pieces(row.text)}
    for i in alone:
        led = i > 0 and rows[i - 1].text.endswith(":")
        if not led and _bare(rows[i].text) in known:
            rows[i].set("furniture", "a pull quote, which stands in the text", 0.85)


def _pieces(text: str) -> set[str]:
    """What stands between quotation marks, whole and sentence by sentence."""
    quoted = _MARKED.findall(text)
    return {_bare(piece) for each in quoted for piece in (each, *split_sentences(each))}


def _bare(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip().lower()


def standfirst(rows: Sequence[Row]) -> None:
    """What stands between an article's title and who wrote it sums the article up: it opens nothing where the text below tells it."""
    body = [i for i, row in enumerate(rows) if row.kind == "body"]
    first = body[0] if body else 0
    timed = sum(row.inline or (row.stamp is not None and row.stamp.timed) for row in rows)
    if len(body) < 4 or timed > 1 or rows[first + 1].reason != BYLINE or rows[first].words > LONGEST_STANDFIRST:
        return
    below = " ".join(rows[i].text for i in body[1:])
    if content(rows[first].text) and stands_in(rows[first].text, below):
        rows[first].set("furniture", "sums the article up above it, and is told below", 0.8)
