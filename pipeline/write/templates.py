"""`Rundown` + Jinja2 templates → script text. Items are data: nothing in them is ever a template, a mark or a cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pipeline.errors import ScriptError
from pipeline.text import slips, templating
from pipeline.text.sandbox import Sandbox
from pipeline.write import filters
from pipeline.write.marks import escape

SCRIPTS = "*.md.j2"
"""Templates of scripts, among those of pages and notes."""


def _finalize(value: object) -> Markup:
    """What a template prints: markup that our filters wrote as it is, any other words escaped. Raises ScriptError for what has no words."""
    if what := slips.no_text(value):
        raise ScriptError(
            f"{{{{ … }}}} prints what is no text, but {what}", remedy="Mend that line; docs/templates.md lists what a template gets"
        )
    return value if isinstance(value, Markup) else Markup(escape(str(value)))  # noqa: S704 - escaped


def _environment(folders: Sequence[Path], edited: Mapping[str, str] | None) -> Sandbox:
    # With autoescape, Jinja hands on what blocks, macros and super() rendered as markup, so that it is not escaped twice.
    return templating.environment(folders, finalize=_finalize, edited=edited)


def written(line: str, folders: Sequence[Path], edited: Mapping[str, str] | None = None) -> str:
    """The file and line of the template that a rendered line is written on; empty where that cannot be told."""
    return templating.written(line, _environment(folders, edited), SCRIPTS)


def render_text(
    name: str, values: Mapping[str, object], notes: filters.Notes, folders: Sequence[Path], edited: Mapping[str, str] | None = None
) -> str:
    """What the template `name` renders; `edited` are texts, by name, that stand in for the files. Raises ScriptError with file and line."""
    environment = _environment(folders, edited)

    def narrate(told: object, role: str = "Anchor", opening: str = "") -> Markup:
        return filters.narrate(told, notes, role, opening)

    def marks(sources: Any) -> Markup:
        return Markup(notes.mark(getattr(sources, "sources", sources)))  # noqa: S704 - names of our own making

    environment.filters |= {
        "narrate": narrate,
        "marks": marks,
        "say": filters.say,
        "voice_of": filters.voice_of,
        "spoken_date": filters.spoken_date,
        "spoken_list": filters.spoken_list,
        "spoken_count": filters.spoken_count,
    }
    return templating.render(environment, name, values, like=SCRIPTS)
