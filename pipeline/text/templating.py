"""Jinja2 templates, for scripts, show notes and pages alike: a show's own first, in a sandbox, and each mistake with its file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import jinja2
from jinja2.exceptions import SecurityError

from pipeline import patience
from pipeline.errors import ScriptError
from pipeline.text.sandbox import Sandbox

_HERE = Path(__file__).resolve().parent.parent
_BUNDLED = _HERE / "_bundled" / "templates"
BUILTIN_TEMPLATES = _BUNDLED if _BUNDLED.is_dir() else _HERE.parent / "templates"
"""The built-in templates: in the wheel beside the code, in a checkout at the top level."""

PREFIX = "!builtin/"
LIMIT_S = 60.0
"""Of rendering; ten hours of script take a second."""

T = TypeVar("T")

_OBJECT = re.compile(r"'pipeline\.[\w.]+\.(\w+) object'")
"""How Jinja names what we gave it."""


class Loader(jinja2.BaseLoader):
    """A show's own folders first, then the built-in ones; `!builtin/NAME` always means the built-in.

    `edited` are texts by name that stand in for the files: what somebody writes and has not saved.
    """

    def __init__(self, folders: Sequence[Path], edited: Mapping[str, str] | None = None) -> None:
        self.edited = dict(edited or {})
        self.own = jinja2.FileSystemLoader([str(f) for f in folders])
        self.builtin = jinja2.FileSystemLoader(str(BUILTIN_TEMPLATES))

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, Any]:
        """The template's text, its path, and whether it is up to date."""
        try:
            if template.startswith(PREFIX):
                return self.builtin.get_source(environment, template.removeprefix(PREFIX))
            if template in self.edited:
                return self.edited[template], template, None
            try:
                found = self.own.get_source(environment, template)
                self._stays_inside(Path(found[1]), template)
                return found
            except jinja2.TemplateNotFound:
                return self.builtin.get_source(environment, template)
        except UnicodeDecodeError as error:
            raise ScriptError("the template is not UTF-8 text", where=template, remedy="Save it as UTF-8") from error

    def _stays_inside(self, file: Path, template: str) -> None:
        """Raise ScriptError for a link that leads out of the show's templates: a show from elsewhere could have any file of the user's read."""
        if not any(file.resolve().is_relative_to(Path(folder).resolve()) for folder in self.own.searchpath):
            raise ScriptError("the template leads out of the templates' folder", where=template, remedy="Put the file itself there")


def environment(
    folders: Sequence[Path],
    *,
    autoescape: bool = True,
    finalize: Callable[..., Any] | None = None,
    edited: Mapping[str, str] | None = None,
) -> Sandbox:
    """Where templates are rendered: a name that is not there is an error, and what they are given cannot be changed."""
    return Sandbox(
        loader=Loader(folders, edited),
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def source(where: jinja2.Environment, name: str) -> str:
    """The text of a file that stands among the templates and is none. Raises ScriptError where there is none."""
    try:
        return where.loader.get_source(where, name)[0] if where.loader else ""
    except jinja2.TemplateNotFound as error:
        raise ScriptError("there is no such file among the templates", where=name, remedy="Install the program again") from error


def render(where: jinja2.Environment, name: str, values: Mapping[str, object], *, like: str = "*") -> str:
    """What the template `name` renders. Raises ScriptError with the template's file and line; `like` are the built-in ones to name."""
    try:
        return where.get_template(name).render(**values)
    except jinja2.TemplateSyntaxError as error:
        raise _error(f"the template is broken: {error.message}", error.filename or error.name, error.lineno) from error
    except jinja2.TemplateNotFound as error:
        builtin = sorted(path.relative_to(BUILTIN_TEMPLATES).as_posix() for path in BUILTIN_TEMPLATES.glob(like))
        remedy = f"The built-in ones are {', '.join(builtin)}"
        raise ScriptError(f"there is no template '{error.name}'", where=name, remedy=remedy) from error
    except SecurityError as error:
        file, line = _template_line(error)
        raise _error(f"a template may not do that: {error}", file or name, line or 1) from error
    except MemoryError as error:
        file, line = _template_line(error)
        raise _error("the template wants more memory than there is", file or name, line or 1) from error
    except ScriptError as error:
        file, line = _template_line(error)
        if error.where or not file:
            raise
        raise ScriptError(error.message, where=f"{_short(file)}:{line}", remedy=error.remedy) from error
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
        file, line = _template_line(error)
        if not file:
            raise
        raise _error(_OBJECT.sub(_plainly, str(error)) or type(error).__name__, file, line) from error


def in_time(action: Callable[[], T], name: str) -> T:
    """What a rendering gives. Raises ScriptError where it comes to no end: a build at six in the morning must not wait for a loop in loops."""
    try:
        return patience.within(LIMIT_S, action, "template")
    except patience.NoAnswerError as error:
        message = f"the template has not come to an end after {patience.times(LIMIT_S):.3g} s"
        raise ScriptError(message, where=name, remedy=f"Mend its loops, or set {patience.VARIABLE}=5 on a slow machine") from error


def _plainly(match: re.Match[str]) -> str:
    """What has no such attribute, as templates know it."""
    return f"{'an' if match[1][0] in 'AEIOU' else 'a'} {match[1].lower()}"


def _error(message: str, file: str | None, line: int) -> ScriptError:
    return ScriptError(message, where=f"{_short(file or 'template')}:{line}", remedy="Mend that line; docs/templates.md lists what a template gets")


def _template_line(error: BaseException) -> tuple[str, int]:
    """The template's file and line that an error came from: Jinja gives the frames of templates the templates' names."""
    found = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py") and f.filename != "<frozen runpy>"]
    return (found[-1].filename, found[-1].lineno or 1) if found else ("", 0)


def _short(file: str) -> str:
    """A template's path as a user knows it."""
    path = Path(file)
    for base, name in ((BUILTIN_TEMPLATES, PREFIX), (Path.cwd(), "")):
        if path.is_absolute() and path.is_relative_to(base):
            return f"{name}{path.relative_to(base).as_posix()}"
    return file
