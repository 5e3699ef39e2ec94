"""`Rundown` + templates → `Script`; script text ⇄ `Script`; written text → spoken text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipeline.errors import ScriptError
from pipeline.model import Briefing, Cue, Delivery, Pace, Rundown, Script, Segment, Utterance
from pipeline.text.disclosed import APART, WHOLE

__all__ = [
    "builtin_templates",
    "format_script",
    "is_edited",
    "lines_of_segments",
    "mistakes",
    "parse_script",
    "render",
    "spoken",
    "utterances",
]

IN_RENDERED = " in the rendered line "
"""Where a template's mistake is told by what it rendered; the line's beginning follows, in single quotes."""


def builtin_templates() -> Path:
    """The folder of the built-in templates."""
    from pipeline.text.templating import BUILTIN_TEMPLATES

    return BUILTIN_TEMPLATES


def render(
    rundown: Rundown,
    *,
    form: str,
    date: dt.date,
    show: Mapping[str, object],
    briefing: Briefing,
    template_folders: Sequence[Path] = (),
    cut: str = "",
    about: str = "",
    edition: str = "",
    edited: Mapping[str, str] | None = None,
) -> Script:
    """The day's script: the template `FORM.md.j2`, of the show or built in, rendered and read back.

    `show` holds what templates may say of the show: `title`, `language`, `disclosure` and whatever else the caller gives. `edition` is what
    the text's name says beside its date. `edited` are templates' texts, by name, that count before the files. Raises ScriptError with the
    template's file and line, also where what it rendered is no script.
    """
    from pipeline.write import filters, script, templates

    notes = filters.Notes(filters.common_words(p.text for u in briefing.updates for p in u.paragraphs))
    name = f"{form}.md.j2"
    values = {"show": show, "date": date, "rundown": rundown, "format": form, "cut": cut, "edition": edition}
    body = templates.render_text(name, values, notes, template_folders, edited)
    empty = Script(rundown.heading or rundown.title, date, str(show["title"]), form, briefing.file, briefing.sha256, (), cut, about)
    head = script.format_script(empty)
    try:
        made = script.parse_script(f"{head}\n{body}\n\n{notes.definitions()}\n", name)
    except ScriptError as error:
        line = _rendered_line(error, f"{head}\n{body}")
        where = templates.written(line, template_folders, edited) or name
        shown = f"{IN_RENDERED}'{line[:70]}'" if line else ""
        raise ScriptError(f"{error.message}{shown}", where=where, remedy=error.remedy) from error
    return script.seal(_disclosed(made))


def _disclosed(made: Script) -> Script:
    """The script whose sign-off does not call synthetic what people have said."""
    if all(not segment.recording for segment in made.segments):
        return made

    def part(each: Segment | Cue) -> Segment | Cue:
        if not isinstance(each, Segment) or each.recording:
            return each
        return replace(each, passages=tuple(replace(said, text=APART) if said.text == WHOLE else said for said in each.passages))

    return replace(made, sections=tuple(replace(section, parts=tuple(map(part, section.parts))) for section in made.sections))


def _rendered_line(error: ScriptError, text: str) -> str:
    """The line in what a template rendered that is no line of a script: that is what the author can look for."""
    number = error.where.rpartition(":")[2]
    lines = text.split("\n")
    return lines[int(number) - 1].strip() if number.isdigit() and 0 < int(number) <= len(lines) else ""


def format_script(made: Script) -> str:
    """The script file's text; `parse_script` gives the same script back."""
    from pipeline.write import script

    return script.format_script(made)


def parse_script(text: str, file: str) -> Script:
    """The script in a file's text. Raises ScriptError with file and line."""
    try:
        return _parsed(text)
    except ScriptError:  # said again with the file
        return _parse(text, file)


def _parse(text: str, file: str) -> Script:
    from pipeline.write import script

    return script.parse_script(text, file)


@lru_cache(maxsize=1)
def _parsed(text: str) -> Script:
    """The script in a text: the desk reads it, and then the gate does, twice."""
    return _parse(text, "")


def lines_of_segments(text: str, file: str) -> tuple[tuple[int, ...], ...]:
    """The lines of a script file's text that each segment is written on, from 1. Raises ScriptError with file and line."""
    from pipeline.write import script

    return script.lines_of_segments(text, file)


def is_edited(made: Script) -> bool:
    """True where a script is not what the templates rendered."""
    from pipeline.write import script

    return script.is_edited(made)


def spoken(text: str, language: str = "en-GB") -> str:
    """The spoken form of a written text, in that kind of English."""
    from pipeline.write.aloud import spoken as say

    return say(text, style=language)


def mistakes(made: Script, pace: Pace, file: str) -> Iterator[ScriptError]:
    """For what in it, beside sounds and voices, `utterances` would refuse it; see `voicing.mistakes`."""
    from pipeline.write import voicing

    return voicing.mistakes(made, pace, file)


def utterances(
    made: Script,
    voices: Mapping[str, Delivery],
    *,
    rate_wpm: int,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    language: str = "en-GB",
    file: str = "",
    notation: Callable[[str], str] = lambda voice: "",
    lexicon_files: Sequence[Path] = (),
    recording: Callable[[str], str] = lambda named: named,
) -> tuple[Utterance, ...]:
    """What each segment's voice is to speak, in order; see `voicing.utterances`."""
    from pipeline.write import voicing

    return voicing.utterances(
        made,
        voices,
        rate_wpm=rate_wpm,
        pace=pace,
        language=language,
        file=file,
        notation=notation,
        lexicon_files=lexicon_files,
        recording=recording,
    )
