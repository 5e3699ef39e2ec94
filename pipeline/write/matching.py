"""Which spoken word begins which written one: “€185 billion” is one thing to a listener, “a hundred and eighty-five billion euros”."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.write.aloud.edits import Edit, apply, compose, replacements

_WORD = regex(r"\S+")


def begins(written: str, passes: Sequence[Sequence[Edit]]) -> tuple[int | None, ...]:
    """For each word of a written text (as white space parts it) the place, among the words of the text that its passes make of it, of the
    first that is spoken for it.

    None for a word that has none of its own: a dash, or one of several that are said in other words together, which counts to the word
    before it. The places rise.
    """
    said, edits = written, list[Edit]()
    for more in passes:
        said, edits = apply(said, more), compose(edits, said, more)
    changed = replacements(written, edits)
    words = [match.span() for match in _WORD.finditer(written)]
    texts = [written[start:end] for start, end in words]
    starts = [start for start, _ in words]
    spoken_starts = [each.spoken_start for each in changed]
    found: list[int | None] = [None] * len(words)
    least, last = 0, ""  # no word before `least` is begun any more; what was spoken last
    for place, match in enumerate(_WORD.finditer(said)):
        if not _heard(match[0]):
            continue
        nth = bisect_right(spoken_starts, match.start()) - 1
        before = changed[nth] if nth >= 0 else None
        if before is None or match.start() >= before.spoken_end:
            at = match.start() - (before.spoken_end - before.end if before else 0)
            word = max(0, bisect_right(starts, at) - 1)
        else:
            word = _of_several(match[0], last, texts, least, *_covered(words, before.start, before.end))
        if word >= least and word < len(words):
            if found[word] is None:
                found[word] = place
            least = word
        last = match[0]
    return tuple(found)


def _covered(words: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The first word that a stretch of the written text touches, and one past the last."""
    touched = [n for n, (first, last) in enumerate(words) if first < end and start < last]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _of_several(spoken: str, before: str, words: Sequence[str], least: int, first: int, last: int) -> int:
    """The word of a stretch that a spoken word is for: its very self further on; figures behind one that was said as it is written
    (“November 2026”); else the one that was begun.
    """
    same = next((n for n in range(max(first, least), last) if _bare(words[n]) == _bare(spoken)), None)
    if same is not None:
        return same
    following = least + 1
    if first <= least and following < last and _bare(words[least]) == _bare(before) and any(map(str.isdigit, words[following])):
        return following
    return max(first, least)


def _heard(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()
