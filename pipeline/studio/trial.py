"""The child process that renders a script from a template that somebody is writing: whatever that template does, only this process suffers."""

from __future__ import annotations

import base64
import contextlib
import os
import pickle
import signal
import traceback
from typing import Any

from pipeline import write
from pipeline.errors import ScriptError
from pipeline.speak.messages import receive, send

LIMIT_S = 2.0
"""Of computing; the day of a long live blog renders in 0.2 s."""
KILLED_S = 5
"""Of computing, for what no signal reaches: the system ends the process then, even where nobody waits for it any more."""
MEMORY_BYTES = 1 << 30
"""Of address space; without a template to render, 0.2 GB."""
LARGEST = 1_000_000
"""Characters of a script: twenty hours of speech."""

_NO_END = "Mend the loop; docs/templates.md lists what a template gets"


def main() -> None:
    """Answer requests `{name, edited, day}` with `{text}` or `{wrong: {message, where, remedy, line}}` until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    from pipeline.write import script, templates  # noqa: F401 - loaded before the first request, which then waits for nothing

    _bound_memory()
    send(replies, {"ok": True})
    while (request := receive(requests)) is not None:
        send(replies, answer(request))


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The script as the template writes it, or what is wrong with it."""
    rundown, values = pickle.loads(base64.b64decode(request["day"]))  # noqa: S301 - the parent's own
    name, edited = request["name"], request["edited"]
    try:
        with _bounded():
            text = write.format_script(write.render(rundown, **values, edited=edited))
        if len(text) > LARGEST:
            raise ScriptError(f"the script is longer than {LARGEST:,} characters", where=name, remedy=_NO_END)
        return {"text": text}
    except ScriptError as error:
        wrong, cause = error, error.__cause__ or error
    except MemoryError as error:
        wrong, cause = ScriptError("it wants more memory than a script needs", where=name, remedy=_NO_END), error
    except Exception as error:  # whatever a template brings about: this process is there for it
        wrong, cause = ScriptError(" ".join(f"{type(error).__name__}: {error}".split()), where=name, remedy="Mend that line"), error
    line = _line(cause, name) or _literal(wrong.message, edited.get(name, ""))
    return {"wrong": {"message": wrong.message, "where": wrong.where, "remedy": wrong.remedy, "line": line}}


def _line(error: BaseException, name: str) -> int | None:
    """The template's line: its own mistake, or the tag that led to another template's."""
    import jinja2

    if isinstance(error, jinja2.TemplateSyntaxError) and name in (error.filename, error.name):
        return error.lineno
    found = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name]
    return found[-1] if found else None


def _literal(message: str, text: str) -> int | None:
    """Where a rendered line that is no script stands in the template as it is."""
    _, _, shown = message.partition(write.IN_RENDERED)
    words = shown.strip("'")
    return next((n for n, line in enumerate(text.split("\n"), 1) if words and words in line), None)


@contextlib.contextmanager
def _bounded() -> Any:
    """What is done in here ends in time."""
    if os.name == "nt":  # the parent ends the process
        yield
        return
    import resource

    def late(_number: int, _frame: object) -> None:
        raise ScriptError(f"it takes longer than {LIMIT_S:.0f} s", remedy=_NO_END)

    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + KILLED_S, hard))
    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S, LIMIT_S)  # again, where something swallows the first
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory() -> None:
    if os.name != "nt":
        import resource

        with contextlib.suppress(ValueError, OSError):  # macOS knows no such limit
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
