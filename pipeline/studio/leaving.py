"""Chapters and paragraphs that are taken out of a script's text, and put back where they stood."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import ScriptError
from pipeline.model import Segment
from pipeline.regex import regex
from pipeline.studio import reading, splice
from pipeline.studio.kept import Left

_MARK = regex(r"\[\^([^\]]+)\](?!:)")
_DEFINED = regex(r"^\[\^([^\]]+)\]:")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph, and the chapter that it stands in."""

    n: int
    """Of the segment, from 1."""
    k: int
    """Of the chapter, from 1."""
    title: str
    lines: tuple[str, ...]
    """As they stand in the file."""


def places(text: str, file: str) -> tuple[Place, ...]:
    """Every paragraph in order. Raises ScriptError where the text is no script."""
    lines, found = splice.plain(text), list[Place]()
    own = splice.paragraphs(text, file)
    for k, section in enumerate(reading.script(text, file).sections, 1):
        for part in section.parts:
            if isinstance(part, Segment):
                there = own[len(found)]
                found.append(Place(len(found) + 1, k, section.title, tuple(lines[there.first - 1 : there.end - 1])))
    return tuple(found)


def take(
    text: str, file: str, chapters: Collection[int], paragraphs: Collection[int], lengths: Mapping[int, int], by: str = "hand"
) -> tuple[str, tuple[Left, ...]]:
    """(the text without these chapters and paragraphs, what was left out). `lengths` has the milliseconds of each paragraph.

    Raises ScriptError where one is not there, or nothing would be left.
    """
    there = places(text, file)
    lines, starts = splice.plain(text), splice.headings(text)
    if not set(chapters) <= set(range(1, len(starts) + 1)) or not set(paragraphs) <= {each.n for each in there}:
        raise ScriptError("these are not in the script", where=file, remedy="Load the day again.")
    if all(each.k in chapters or each.n in paragraphs for each in there):
        raise ScriptError("nothing would be left to say", where=file, remedy="Leave one chapter in.")
    titles = [lines[start - 1].strip().removeprefix("# ").strip() for start in starts]
    gone = list[Left]()
    for each in there:
        if each.n in paragraphs and each.k not in chapters:
            after = tuple("\n".join(other.lines) for other in there if other.k == each.k and other.n < each.n)
            gone.append(Left("paragraph", each.title, each.lines, after, _notes(lines, each.lines), lengths.get(each.n, 0), by))
    stops = [*(start - 1 for start in starts[1:]), splice.tail(text)]
    for k in sorted(chapters):
        block = tuple(line for line in lines[starts[k - 1] - 1 : stops[k - 1]] if not _DEFINED.match(line))
        long_ms = sum(lengths.get(each.n, 0) for each in there if each.k == k)
        gone.append(Left("chapter", titles[k - 1], block, tuple(titles[: k - 1]), _notes(lines, block), long_ms, by))
    for n in sorted((each.n for each in there if each.n in paragraphs and each.k not in chapters), reverse=True):
        text = splice.delete(text, file, n)
    if chapters:
        text = splice.order(text, file, [k for k in range(1, len(starts) + 1) if k not in chapters])
    return text, tuple(gone)


def put(text: str, file: str, lefts: Sequence[Left]) -> str:
    """The text with these put back: chapters first, each behind the nearest that it stood behind and that is still there.

    Raises ScriptError where a paragraph's chapter is not in the script, or a footnote has come to mean another line.
    """
    for left in sorted(lefts, key=lambda each: each.kind != "chapter"):
        text = _chapter(text, left) if left.kind == "chapter" else _paragraph(text, file, left)
        text = _with_notes(text, file, left)
    return text


def absent(text: str, file: str, lefts: Sequence[Left]) -> tuple[Left, ...]:
    """Those of this story that do not stand in the script: what an undo brought back is not left out any more."""
    if not lefts:
        return ()
    there, about = places(text, file), reading.script(text, file).about
    titles, paragraphs = {each.title for each in there}, {each.lines for each in there}
    return tuple(
        each
        for each in lefts
        if each.about == about and (each.title not in titles if each.kind == "chapter" else each.lines not in paragraphs)
    )


def _chapter(text: str, left: Left) -> str:
    lines, starts = splice.plain(text), splice.headings(text)
    titles = [lines[start - 1].strip().removeprefix("# ").strip() for start in starts]
    ends = [*(start - 1 for start in starts[1:]), splice.tail(text)]
    behind = next((title for title in reversed(left.after) if title in titles), None)
    at = starts[0] - 1 if behind is None else ends[titles.index(behind)]
    block = [*left.lines, *([""] if left.lines[-1].strip() else [])]
    before = [""] if at and lines[at - 1].strip() else []
    return splice.with_lines(text, at + 1, at + 1, [*before, *block])


def _paragraph(text: str, file: str, left: Left) -> str:
    own = [each for each in places(text, file) if each.title == left.title]
    if not own:
        raise ScriptError(f"the chapter {left.title!r} is left out, too", where=file, remedy="Put the chapter back first.")
    spots = splice.paragraphs(text, file)
    written = {"\n".join(each.lines): each for each in own}
    behind = next((written[words] for words in reversed(left.after) if words in written), None)
    if behind is None:
        first = spots[own[0].n - 1].first
        return splice.with_lines(text, first, first, [*left.lines, ""])
    end = spots[behind.n - 1].end
    return splice.with_lines(text, end, end, ["", *left.lines])


def _notes(lines: Sequence[str], own: Sequence[str]) -> tuple[str, ...]:
    marks = {mark for line in own for mark in _MARK.findall(line)}
    return tuple(line for line in lines if (found := _DEFINED.match(line)) and found[1] in marks)


def _with_notes(text: str, file: str, left: Left) -> str:
    lines = splice.plain(text)
    defined = {found[1]: line.strip() for line in lines if (found := _DEFINED.match(line))}
    missing = []
    for note in left.notes:
        mark = _DEFINED.match(note)
        if mark and (there := defined.get(mark[1])) is None:
            missing.append(note)
        elif mark and there != note.strip():
            raise ScriptError(
                f"footnote {mark[1]} means another line by now", where=file, remedy="Write the paragraph anew in the whole text."
            )
    if not missing:
        return text
    end = len(lines) - (not lines[-1])
    return splice.with_lines(text, end + 1, end + 1, missing if defined else ["", *missing])
