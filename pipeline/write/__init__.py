"""`Rundown` + templates → `Script`; script text ⇄ `Script`; written text → spoken text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ScriptError
from pipeline.model import Briefing, Rundown, Script, Utterance

if TYPE_CHECKING:
    from pipeline.model import Segment

__all__ = ["builtin_templates", "format_script", "is_edited", "parse_script", "render", "spoken", "utterances"]


def builtin_templates() -> Path:
    """The folder of the built-in templates."""
    from pipeline.write.templates import BUILTIN_TEMPLATES

    return BUILTIN_TEMPLATES


def render(
    rundown: Rundown,
    *,
    form: str,
    date: dt.date,
    show: Mapping[str, object],
    briefing: Briefing,
    template_folders: Sequence[Path] = (),
) -> Script:
    """The day's script: the template `FORM.md.j2`, of the show or built in, rendered and read back.

    `show` holds what templates may say of the show: `title`, `language`, `disclosure` and whatever else the caller gives. Raises ScriptError
    with the template's file and line, also where what it rendered is no script.
    """
    from pipeline.write import filters, script, templates

    notes = filters.Notes()
    name = f"{form}.md.j2"
    values = {"show": show, "date": date, "rundown": rundown, "format": form}
    body = templates.render_text(name, values, notes, template_folders)
    empty = Script(rundown.title, date, str(show["title"]), form, briefing.file, briefing.sha256, ())
    head = script.format_script(empty)
    try:
        made = script.parse_script(f"{head}\n{body}\n\n{notes.definitions()}\n", name)
    except ScriptError as error:
        raise _in_rendered(error, name, f"{head}\n{body}") from error
    return script.seal(made)


def _in_rendered(error: ScriptError, name: str, text: str) -> ScriptError:
    """A mistake in what a template rendered, with the rendered line: that is what the author can look for."""
    number = error.where.rpartition(":")[2]
    lines = text.split("\n")
    line = lines[int(number) - 1].strip() if number.isdigit() and 0 < int(number) <= len(lines) else ""
    shown = f" in the rendered line '{line[:70]}'" if line else ""
    return ScriptError(f"{error.message}{shown}", where=name, remedy=error.remedy)


def format_script(made: Script) -> str:
    """The script file's text; `parse_script` gives the same script back."""
    from pipeline.write import script

    return script.format_script(made)


def parse_script(text: str, file: str) -> Script:
    """The script in a file's text. Raises ScriptError with file and line."""
    from pipeline.write import script

    return script.parse_script(text, file)


def is_edited(made: Script) -> bool:
    """True where a script is not what the templates rendered."""
    from pipeline.write import script

    return script.is_edited(made)


def spoken(text: str) -> str:
    """The spoken form of a written text."""
    from pipeline.write.aloud import spoken as say

    return say(text)


RATES = {"slower": 0.88, "slow": 0.88, "faster": 1.1, "fast": 1.1}
"""What the settings of a role do to its words a minute."""


def utterances(made: Script, voices: Mapping[str, str], *, rate_wpm: int) -> tuple[Utterance, ...]:
    """What each segment's voice is to speak, in order.

    `voices` maps each role of the script to `engine:voice`. Raises ScriptError for a setting of a role that nobody knows.
    """
    return tuple(
        Utterance(number, spoken(segment.text), voices[segment.role], round(rate_wpm * _rate(segment)))
        for number, segment in enumerate(made.segments, 1)
    )


def _rate(segment: Segment) -> float:
    rate = 1.0
    for setting in segment.settings:
        if setting not in RATES:
            raise ScriptError(
                f"'{segment.role} ({setting})' is no setting of a role",
                where=f"the segment '{segment.text[:40]}'",
                remedy=f"Use {', '.join(RATES)}",
            )
        rate *= RATES[setting]
    return rate
