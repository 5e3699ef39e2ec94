"""The script file: text ⇄ `Script`. Markdown that a person reads and changes; every mistake in it has its line and its mend."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import re
from dataclasses import replace

import yaml

from pipeline.errors import ScriptError
from pipeline.model import Cue, Script, Section, Segment, Source
from pipeline.regex import regex
from pipeline.write.marks import escape, format_passages, parse_passages, unescape

KEYS = ("title", "date", "show", "format", "briefing", "briefing_sha256", "cut", "about", "rendered_sha256")
MAX_PAUSE_MS = 60_000

_SEGMENT = regex(r"^\*\*([^*]+?)\s*(?:\(([^()*]*)\))?:\*\*\s*(.*)$")
_LOOSE_SEGMENT = regex(r"^\*{0,2}([A-Z][\w’' .-]{0,60}?)\s*(?:\([^()]*\))?\s*(?::\*\*|\*\*:|:\*|:)\s+\S")
_PAUSE = regex(r"^\[pause\s+(\d{1,9}(?:\.\d{1,20})?)\s*(ms|s)\]$", re.IGNORECASE)
_NAMED = regex(r"^\[(sting|bed|tone)\s*:\s*([\w./ -]+?)\s*\]$", re.IGNORECASE)
_NOTE = regex(r"^\[\^([^\]\s]+)\]:\s*(.+?):(\d{1,9})(?:[-–](\d{1,9}))?\s*$")
_COMMENT = regex(r"^<!--.*-->$")


# ── Script → text ────────────────────────────────────────────────────────────────────────────────────────


def format_script(script: Script) -> str:
    """The script file's text. `parse_script` of it gives the same script."""
    header = {
        "title": script.title,
        "date": script.date,
        "show": script.show,
        "format": script.format,
        "briefing": script.briefing,
        "briefing_sha256": script.briefing_sha256,
    }
    if script.cut:
        header["cut"] = script.cut
    if script.about:
        header["about"] = script.about
    if script.rendered_sha256:
        header["rendered_sha256"] = script.rendered_sha256
    ids = _ids(script)
    blocks = [f"---\n{yaml.safe_dump(header, sort_keys=False, allow_unicode=True, width=1000)}---"]
    for section in script.sections:
        blocks.append(f"# {escape(section.title)}")
        blocks += [_format_part(part, ids) for part in section.parts]
    if ids:
        blocks.append("\n".join(f"[^{name}]: {source}" for source, name in sorted(ids.items())))
    return "\n\n".join(blocks) + "\n"


def _format_part(part: Segment | Cue, ids: dict[Source, str]) -> str:
    if isinstance(part, Cue):
        return f"[pause {part.pause_ms / 1000:g}s]" if part.kind == "pause" else f"[{part.kind}: {part.name}]"
    settings = f" ({', '.join(part.settings)})" if part.settings else ""
    return f"**{part.role}{settings}:** {format_passages(part.passages, ids)}"


def _ids(script: Script) -> dict[Source, str]:
    """A footnote's name for each source: its line number, with the file's letter where the script has several files."""
    sources = sorted({source for segment in script.segments for source in segment.sources})
    files = list(dict.fromkeys(source.file for source in sources))
    ids = {}
    for source in sources:
        place = files.index(source.file)
        letter = _letters(place) if place else ""
        span = f"-{source.last_line}" if source.last_line != source.first_line else ""
        ids[source] = f"{letter}{source.first_line}{span}"
    return ids


def _letters(place: int) -> str:
    """The letters of a file by its place (b … z, aa, ab …): no file's letters and line can be taken for another's."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(97 + place % 26)


# ── text → Script ────────────────────────────────────────────────────────────────────────────────────────


def parse_script(text: str, file: str) -> Script:
    """The script in a file's text. `file` is the name that errors carry. Raises ScriptError with file and line."""
    lines = text.replace("\r\n", "\n").split("\n")
    header, first = _header(lines, file)
    notes, body = _notes(lines, first, file)
    sections: list[Section] = []
    for number, block in _blocks(body, first):
        where = f"{file}:{number}"
        if block.startswith("#"):
            title = block.lstrip("#").strip()
            if not title or not block.startswith("# "):
                raise ScriptError("a chapter has one # and a title", where=where, remedy="Write '# Title'")
            sections.append(Section(unescape(title), ()))
            continue
        if not sections:
            raise ScriptError("this stands before the first chapter", where=where, remedy="Put a line '# Title' above it")
        part = _part(block, notes, file, number)
        sections[-1] = replace(sections[-1], parts=(*sections[-1].parts, part))
    script = replace(header, sections=tuple(sections))
    if not script.segments:
        raise ScriptError("nobody says anything in it", where=file, remedy="Add a line such as '**Anchor:** Good evening.'")
    return script


def lines_of_segments(text: str, file: str) -> tuple[tuple[int, ...], ...]:
    """The lines of a script file's text that each segment is written on, from 1, in order. Raises ScriptError as `parse_script` does."""
    lines = text.replace("\r\n", "\n").split("\n")
    _, first = _header(lines, file)
    _, body = _notes(lines, first, file)
    blocks = _blocks(body, first)
    ends = [number for number, _ in blocks[1:]] + [len(lines) + 1]
    return tuple(tuple(range(number, end)) for (number, block), end in zip(blocks, ends, strict=True) if block.startswith("**"))


def _header(lines: list[str], file: str) -> tuple[Script, int]:
    remedy = "Begin the file with the header: '---', title, date …, '---'"
    if not lines or lines[0].lstrip("\ufeff").strip() != "---":
        raise ScriptError("the header is missing", where=f"{file}:1", remedy=remedy)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise ScriptError("the header has no end", where=f"{file}:1", remedy="Close it with a line '---'")
    try:
        found = yaml.safe_load("\n".join(lines[1:end]))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 2 if mark else 1}"
        raise ScriptError(f"the header is not valid YAML: {getattr(error, 'problem', error)}", where=where, remedy=remedy) from error
    except RecursionError as error:
        raise ScriptError("the header is nested too deeply", where=f"{file}:1", remedy=remedy) from error
    if not isinstance(found, dict):
        raise ScriptError("the header has no 'key: value' lines", where=f"{file}:1", remedy=remedy)
    for key in found:
        if key not in KEYS:
            near = difflib.get_close_matches(str(key), KEYS, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"The header knows {', '.join(KEYS)}"
            raise ScriptError(f"the header has an unknown key '{key}'", where=f"{file}:{_line_of(lines, key)}", remedy=hint)
        if not _is_plain(found[key]):
            raise ScriptError(
                f"the header's {key} is no text", where=f"{file}:{_line_of(lines, key)}", remedy="Put it in quotes, on one line"
            )
    date = found.get("date")
    if isinstance(date, dt.datetime) or not isinstance(date, dt.date):
        raise ScriptError(f"the header's date is {date!r}", where=f"{file}:{_line_of(lines, 'date')}", remedy="Write it as 2026-11-27")
    words = {key: "" if found.get(key) is None else str(found[key]) for key in KEYS if key != "date"}
    if not words["title"].strip():
        raise ScriptError("the header has no title", where=f"{file}:1", remedy="Add a line 'title: …'")
    return Script(date=date, sections=(), **words), end + 1


def _is_plain(value: object) -> bool:
    """False for a list, which aliases can make endless, and for a number that has more digits than can be written."""
    return value is None or isinstance(value, str | float | dt.date) or (isinstance(value, int) and value.bit_length() <= 64)


def _line_of(lines: list[str], key: object) -> int:
    return next((i for i, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _notes(lines: list[str], first: int, file: str) -> tuple[dict[str, Source], list[str]]:
    """The footnotes by name, and the lines with those of the notes made empty, so that numbers stay."""
    notes: dict[str, Source] = {}
    body = list(lines[first:])
    for i, line in enumerate(body):
        where = f"{file}:{first + i + 1}"
        if not re.match(r"^\[\^[^\]]*\]:", line):
            continue
        match = _NOTE.match(line)
        if match is None:
            raise ScriptError("this footnote names no place", where=where, remedy="Write '[^7]: FILE:7' or '[^7]: FILE:7-9'")
        name, source_file, start, end = match.groups()
        source = Source(source_file, int(start), int(end or start))
        if source.last_line < source.first_line:
            raise ScriptError("this footnote ends before it begins", where=where, remedy=f"Write {end}-{start}")
        if notes.get(name, source) != source:
            raise ScriptError(f"the footnote [^{name}] stands twice", where=where, remedy="Give one of them another name")
        notes[name] = source
        body[i] = ""
    return notes, body


def _blocks(body: list[str], first: int) -> list[tuple[int, str]]:
    """Paragraphs and single lines with their numbers; a paragraph broken over lines is one."""
    blocks: list[tuple[int, str]] = []
    open_paragraph = False
    for i, line in enumerate(body):
        words = line.strip()
        if not words or _COMMENT.match(words):
            open_paragraph = False
            continue
        starts = words.startswith(("**", "# ", "##")) or _PAUSE.match(words) or _NAMED.match(words)
        if open_paragraph and not starts:
            number, before = blocks[-1]
            blocks[-1] = (number, f"{before} {words}")
        else:
            blocks.append((first + i + 1, words))
            open_paragraph = words.startswith("**")
    return blocks


def _part(block: str, notes: dict[str, Source], file: str, line: int) -> Segment | Cue:
    where = f"{file}:{line}"
    pause = _PAUSE.match(block)
    if pause:
        pause_ms = round(float(pause.group(1)) * (1 if pause.group(2).lower() == "ms" else 1000))
        if pause_ms > MAX_PAUSE_MS:
            raise ScriptError("a pause of more than a minute", where=where, remedy="Write at most [pause 60s]")
        return Cue("pause", pause_ms=pause_ms, line=line)
    named = _NAMED.match(block)
    if named:
        return Cue(named.group(1).lower(), " ".join(named.group(2).split()), line=line)
    if block.startswith("[") and not block.startswith("[^"):
        remedy = "Cues are [pause 0.6s], [sting: open], [bed: headlines], [bed: stop], [tone: casualties]"
        raise ScriptError(f"{block.split(']')[0][:40]}] is no cue", where=where, remedy=remedy)
    match = _SEGMENT.match(block)
    if match is None:
        loose = _LOOSE_SEGMENT.match(block)
        mend = f"Write '**{loose.group(1)}:** …'" if loose else "Write '**Anchor:** …', a '# Chapter', or a cue such as [pause 0.6s]"
        raise ScriptError("nobody speaks this line", where=where, remedy=mend)
    role, settings, words = match.groups()
    if not words.strip():
        raise ScriptError(f"{role} says nothing", where=where, remedy="Give the line its words or delete it")
    passages = parse_passages(words, notes, where)
    return Segment(" ".join(role.split()), passages, tuple(s.strip() for s in (settings or "").split(",") if s.strip()), line)


# ── has a human been here? ───────────────────────────────────────────────────────────────────────────────


def seal(script: Script) -> Script:
    """The script with the hash of what was rendered, so that a later hand can be told from the template's."""
    return replace(script, rendered_sha256=_digest(script))


def is_edited(script: Script) -> bool:
    """True where the script is not what the templates rendered (or nobody knows)."""
    return script.rendered_sha256 != _digest(script)


def _digest(script: Script) -> str:
    return hashlib.sha256(format_script(replace(script, rendered_sha256="")).encode()).hexdigest()
