"""Jinja2 templates, for scripts, show notes and pages alike: a show's own first, in a sandbox, and each mistake with its file and line."""

from __future__ import annotations

import re
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import jinja2
from jinja2.exceptions import SecurityError

from pipeline import patience
from pipeline.errors import ScriptError
from pipeline.regex import regex
from pipeline.text import slips
from pipeline.text.sandbox import Sandbox

_HERE = Path(__file__).resolve().parent.parent
_BUNDLED = _HERE / "_bundled" / "templates"
BUILTIN_TEMPLATES = _BUNDLED if _BUNDLED.is_dir() else _HERE.parent / "templates"
"""The built-in templates: in the wheel beside the code, in a checkout at the top level."""

PREFIX = "!builtin/"
LIMIT_S = 60.0
"""Of rendering; ten hours of script take a second."""

T = TypeVar("T")

_THREAD = "template"
_TAG = regex(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


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
        except jinja2.TemplateNotFound:
            raise jinja2.TemplateNotFound(template) from None  # with its prefix
        except UnicodeDecodeError as error:
            raise ScriptError("the template is not UTF-8 text", where=template, remedy="Save it as UTF-8") from error

    def searched(self) -> list[Path]:
        """The folders, in the order in which they are looked through."""
        return [*map(Path, self.own.searchpath), BUILTIN_TEMPLATES]

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
        undefined=slips.Undefined,
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
        slips.look(where, name)
        return where.get_template(name).render(**values)
    except slips.SlipError as error:
        raise _error(error.message or "", error.filename or error.name, error.lineno) from error
    except jinja2.TemplateSyntaxError as error:
        raise _error(slips.broken(error.message or "", where), error.filename or error.name, error.lineno) from error
    except jinja2.TemplateNotFound as error:
        raise _not_found(error, name, like) from error
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
        raise _error(f"{error}{slips.nearest_name(str(error), values)}" or type(error).__name__, file, line) from error


def in_time(action: Callable[[], T], name: str) -> T:
    """What a rendering gives. Raises ScriptError where it comes to no end: a build at six in the morning must not wait for a loop in loops."""
    try:
        return patience.within(LIMIT_S, action, _THREAD)
    except patience.NoAnswerError as error:
        message = f"the template has not come to an end after {patience.times(LIMIT_S):.3g} s"
        raise ScriptError(
            message, where=_busy() or name, remedy=f"Mend its loops, or set {patience.VARIABLE}=5 on a slow machine"
        ) from error


def _busy() -> str:
    """The template's file and line that is being rendered still."""
    running = {thread.ident for thread in threading.enumerate() if thread.name == _THREAD}
    for frame in [frame for ident, frame in sys._current_frames().items() if ident in running]:
        for inner, line in traceback.walk_stack(frame):
            if (template := inner.f_globals.get("__jinja_template__")) is not None:
                return f"{_short(template.filename or template.name)}:{template.get_corresponding_lineno(line)}"
    return ""


def _not_found(error: jinja2.TemplateNotFound, name: str, like: str) -> ScriptError:
    """What a template, or the build itself, names and is not there."""
    builtin = sorted(path.relative_to(BUILTIN_TEMPLATES).as_posix() for path in BUILTIN_TEMPLATES.glob(like))
    file, line = _template_line(error)
    if str(error.name).startswith(PREFIX):
        remedy = f"Write {' or '.join(f'{PREFIX}{each}' for each in builtin)}"
    else:
        remedy = f"Put it into the show's templates; the built-in ones are {', '.join(builtin)}"
    return ScriptError(f"there is no template '{error.name}'", where=f"{_short(file)}:{line}" if file else name, remedy=remedy)


def _error(message: str, file: str | None, line: int) -> ScriptError:
    return ScriptError(
        message, where=f"{_short(file or 'template')}:{line}", remedy="Mend that line; docs/templates.md lists what a template gets"
    )


def _template_line(error: BaseException) -> tuple[str, int]:
    """The template's file and line that an error came from: Jinja gives the frames of templates the templates' names."""
    found = [
        f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py") and not f.filename.startswith("<frozen")
    ]
    return (found[-1].filename, found[-1].lineno or 1) if found else ("", 0)


def written(line: str, where: jinja2.Environment, like: str) -> str:
    """The file and line of the template that a rendered line is written on: of those that can give it, the one that has most of its words."""
    folders = where.loader.searched() if isinstance(where.loader, Loader) else []
    best, found = 0, ""
    for path in (path for folder in folders for path in sorted(folder.glob(like if folder == BUILTIN_TEMPLATES else "*.j2"))):
        text = where.loader.edited.get(path.name) if isinstance(where.loader, Loader) else None
        for number, each in enumerate((text or path.read_text(encoding="utf-8", errors="replace")).split("\n"), 1):
            words = _TAG.split(each.strip())
            own = sum(len(word.strip()) for word in words)
            if own > best and re.fullmatch(".*".join(map(re.escape, words)), line):
                best, found = own, f"{_short(str(path))}:{number}"
    return found


def _short(file: str) -> str:
    """A template's path as a user knows it."""
    path = Path(file)
    for base, name in ((BUILTIN_TEMPLATES, PREFIX), (Path.cwd(), "")):
        if path.is_absolute() and path.is_relative_to(base):
            return f"{name}{path.relative_to(base).as_posix()}"
    return file
