"""Changes of a script's text that leave every other letter of it as a human wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import yaml

from pipeline.errors import ScriptError
from pipeline.model import Script, Segment
from pipeline.regex import regex
from pipeline.studio import reading
from pipeline.write.marks import escape

_HEAD = regex(r"^\s*\*\*([^*]+?)\s*(?:\(([^()*]*)\))?:\*\*\s*")
_NOTE = regex(r"^\[\^[^\]]*\]:")
_MARKS = regex(r"\s*\[\^[^\]]*\]")
_SOUND = regex(r"\{([^|{}]+)\|[^{}]*\}")
_COMMENT = regex(r"^\s*<!--.*-->\s*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a segment stands in the file, and what is written there."""

    first: int
    """Its first line, from 1."""
    end: int
    """One past its last."""
    text: str
    """As written, with marks and line breaks, without the role."""


@lru_cache(reading.KEPT)
def paragraphs(text: str, file: str) -> tuple[Paragraph, ...]:
    """The paragraph of each segment. Raises ScriptError where the text is no script."""
    lines = plain(text)
    found = []
    for own in reading.lines_of_segments(text, file):
        first, end = own[0], own[0] + 1
        while end <= own[-1] and end <= len(lines) and _goes_on(lines[end - 1]):
            end += 1
        written = "\n".join(lines[first - 1 : end - 1])
        found.append(Paragraph(first, end, _HEAD.sub("", written, count=1)))
    return tuple(found)


def words(line: str) -> str:
    """What is said of a line of a paragraph: without role, marks and sounds; nothing of a cue or a comment."""
    if _is_cue(line) or _COMMENT.match(line):
        return ""
    return _SOUND.sub(r"\1", _MARKS.sub("", _HEAD.sub("", line))).strip()


def unmarked(words: str) -> str:
    """A paragraph's text without its footnote marks."""
    return _MARKS.sub("", words)


def headings(text: str) -> tuple[int, ...]:
    """The lines of the chapters' headings, from 1."""
    lines = plain(text)
    after = _header_end(lines)
    return tuple(n for n, line in enumerate(lines, 1) if n > after and line.strip().startswith("# "))


def segment(text: str, file: str, n: int, words: str, role: str, settings: Sequence[str]) -> str:
    """The text with segment `n` in other words. Raises ScriptError where that makes no script, or one that differs elsewhere."""
    there = _one(text, file, n)
    made = with_lines(text, there.first, there.end, _lines(role, settings, words))
    return _alone(made, file, there.first, _without(reading.script(text, file), n), n)


def _lines(role: str, settings: Sequence[str], words: str) -> list[str]:
    """A paragraph's lines, whatever was typed between them."""
    kept = (line.strip() for line in words.replace("\r\n", "\n").split("\n"))
    return spoken(role, settings, "\n".join(filter(None, kept))).split("\n")


def _alone(made: str, file: str, line: int, others: list[list[object]], n: int) -> str:
    """The text, where nothing but segment `n` of it is new. Raises ScriptError."""
    if _without(reading.script(made, file), n) != others:
        raise ScriptError("this is more than one paragraph", where=f"{file}:{line}", remedy="Write it in the text of the whole script.")
    return made


def _without(script: Script, n: int) -> list[list[object]]:
    """All parts of a script but one segment."""
    found, at = list[list[object]](), 0
    for section in script.sections:
        own: list[object] = [section.title]
        for part in section.parts:
            at += isinstance(part, Segment)
            if at != n or not isinstance(part, Segment):
                own.append(part)
        found.append(own)
    return found


def spoken(role: str, settings: Sequence[str], words: str) -> str:
    """A paragraph as the file holds it."""
    how = f" ({', '.join(settings)})" if settings else ""
    return f"**{role}{how}:** {words}"


def insert(text: str, file: str, n: int, words: str, role: str, settings: Sequence[str] = ()) -> str:
    """The text with a new paragraph behind segment `n`. Raises ScriptError where that makes no script, or more than a paragraph."""
    there = _one(text, file, n)
    made = with_lines(text, there.end, there.end, ["", *_lines(role, settings, words)])
    return _alone(made, file, there.end + 1, _without(reading.script(text, file), 0), n + 1)


def delete(text: str, file: str, n: int) -> str:
    """The text without segment `n`, and without one of the blank lines around it."""
    there = _one(text, file, n)
    lines = plain(text)
    end = there.end + (there.end <= len(lines) and not lines[there.end - 1].strip())
    return with_lines(text, there.first, end, [])


def split(text: str, file: str, n: int, at: int) -> str:
    """The text with segment `n` parted at a character of its raw text."""
    there = _one(text, file, n)
    made = reading.script(text, file).segments[n - 1]
    _not_recorded(made, f"{file}:{there.first}")
    halves = there.text[:at].rstrip(), there.text[at:].lstrip()
    if not all(halves):
        raise ScriptError("there is nothing to part here", where=f"{file}:{there.first}", remedy="Part it between two words.")
    first, second = (spoken(made.role, made.settings, half).split("\n") for half in halves)
    return with_lines(text, there.first, there.end, [*first, "", *second])


def _not_recorded(segment: Segment, where: str) -> None:
    """Raise ScriptError for one whose sound is a file's: it would be heard twice, or not at all."""
    if segment.recording:
        raise ScriptError(
            "a recording is one paragraph", where=where, remedy="Name the stretch of each part in the text of the whole script."
        )


def join(text: str, file: str, n: int) -> str:
    """The text with segment `n` and the next as one, in the role of the first."""
    one, other = _one(text, file, n), _one(text, file, n + 1)
    between = plain(text)[one.end - 1 : other.first - 1]
    if any(line.strip() for line in between):
        raise ScriptError("something stands between the two", where=f"{file}:{one.end}", remedy="Take it out first.")
    made, second = reading.script(text, file).segments[n - 1 : n + 1]
    _not_recorded(made, f"{file}:{one.first}")
    _not_recorded(second, f"{file}:{other.first}")
    return with_lines(text, one.first, other.end, spoken(made.role, made.settings, f"{one.text} {other.text}").split("\n"))


def move(text: str, file: str, n: int, way: int) -> str:
    """The text with segment `n` and its neighbour in each other's place, the next where `way` is 1, the one before where it is -1; cues stay
    where they are. Raises ScriptError where its chapter ends there.
    """
    one, other = _one(text, file, min(n, n + way)), _one(text, file, max(n, n + way))
    lines = plain(text)
    between = lines[one.end - 1 : other.first - 1]
    if any(line.strip().startswith("# ") for line in between):
        raise ScriptError("its chapter ends here", where=f"{file}:{one.end}", remedy="Move the chapter, or write it in the whole text.")
    return with_lines(text, one.first, other.end, [*lines[other.first - 1 : other.end - 1], *between, *lines[one.first - 1 : one.end - 1]])


def title(text: str, file: str, k: int, words: str) -> str:
    """The text with chapter `k` under another title, or for 0 the programme. Raises ScriptError where that makes no script, or one that
    differs elsewhere.
    """
    lines, words = plain(text), " ".join(words.split())
    before = reading.script(text, file)
    if not 0 <= k <= len(before.sections):
        raise ScriptError(f"there is no chapter {k}", where=file, remedy="Load the day again.")
    if not words:
        raise ScriptError("a title has words", where=file, remedy="Write one.")
    if k:
        line, new = headings(text)[k - 1], f"# {escape(words)}"
        sections = list(before.sections)
        sections[k - 1] = replace(sections[k - 1], title=words)
        wanted, end = replace(before, sections=tuple(sections)), line + 1
    else:
        line = next((n for n, each in enumerate(lines, 1) if each.startswith("title:")), 1)
        end = next(n for n, each in enumerate(lines, 1) if n > line and not each.startswith((" ", "\t")))
        new, wanted = yaml.safe_dump({"title": words}, allow_unicode=True, width=len(words) * 4).strip(), replace(before, title=words)
    made = with_lines(text, line, end, [new])
    if reading.script(made, file) != wanted:
        raise ScriptError("this cannot be a title", where=f"{file}:{line}", remedy="Write it in the text of the whole script.")
    return made


def order(text: str, file: str, chapters: Sequence[int]) -> str:
    """The text with its chapters in this order, whole blocks of it; those left out go, footnotes stay at the end."""
    lines = text.split("\n")
    starts = headings(text)
    if len(set(chapters)) != len(chapters) or not chapters or any(not 1 <= k <= len(starts) for k in chapters):
        raise ScriptError("these are not the chapters of the script", where=file, remedy="Load the day again.")
    end = _tail(lines)
    stops = [*(start - 1 for start in starts[1:]), end]
    blocks = [lines[start - 1 : stop] for start, stop in zip(starts, stops, strict=True)]
    gone = [line for k, block in enumerate(blocks, 1) if k not in chapters for line in block if _NOTE.match(line)]
    moved = [list(blocks[k - 1]) for k in chapters]
    for block in moved:
        if block and block[-1].strip():  # the last one of a file may have no blank line behind it
            block.append("\r" if lines[0].endswith("\r") else "")
    return "\n".join([*lines[: starts[0] - 1], *(line for block in moved for line in block), *gone, *lines[end:]])


def cue(text: str, file: str, line: int, words: str | None) -> str:
    """The text with another cue on a line, or none."""
    lines = plain(text)
    there = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if not (there.startswith("[") and there.endswith("]")) or (words is not None and not _is_cue(words)):
        raise ScriptError("this line is no cue", where=f"{file}:{line}", remedy="Cues are [pause 0.6s], [sting: open], [bed: headlines].")
    end = line + 1 + (words is None and line < len(lines) and not lines[line].strip())
    return with_lines(text, line, end, [] if words is None else [words.strip()])


def with_lines(text: str, first: int, end: int, new: Sequence[str]) -> str:
    """The text with other lines from `first` up to `end`, in the file's own line ends."""
    lines = text.split("\n")
    tail = "\r" if lines[0].endswith("\r") else ""
    return "\n".join([*lines[: first - 1], *(f"{line}{tail}" for line in new), *lines[end - 1 :]])


def plain(text: str) -> list[str]:
    """The lines without their ends."""
    return text.replace("\r\n", "\n").split("\n")


def _one(text: str, file: str, n: int) -> Paragraph:
    there = paragraphs(text, file)
    if not 1 <= n <= len(there):
        raise ScriptError(f"there is no paragraph {n}", where=file, remedy="Load the day again.")
    return there[n - 1]


def _goes_on(line: str) -> bool:
    return bool(line.strip()) and not _COMMENT.match(line) and not _NOTE.match(line)


def _is_cue(words: str) -> bool:
    words = words.strip()
    return words.startswith("[") and words.endswith("]") and "\n" not in words and not words.startswith("[^")


def _header_end(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines, 1) if n > 1 and line.strip() == "---"), 0)


def _tail(lines: Sequence[str]) -> int:
    """Where the footnotes at the end begin: a place among the lines, from 0."""
    at = len(lines)
    for place in range(len(lines) - 1, -1, -1):
        if _NOTE.match(lines[place]):
            at = place
        elif lines[place].strip() and not _COMMENT.match(lines[place].rstrip("\r")):
            break
    return at


def tail(text: str) -> int:
    """How many lines stand before the footnotes at the end."""
    return _tail(text.split("\n"))


def written(text: str, file: str, n: int) -> Segment:
    """Segment `n`. Raises ScriptError where there is none."""
    _one(text, file, n)
    return reading.script(text, file).segments[n - 1]
