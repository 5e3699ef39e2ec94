"""What the commands share: their options, and how an error is answered."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import INTERRUPTED, at_work, screen
from pipeline.errors import Bug, EpisodeError, Interrupted

if TYPE_CHECKING:
    from pipeline.desk.show import Show


class Form(StrEnum):
    """The formats, as the command line takes them."""

    BRIEFING = "briefing"
    STORY = "story"


class Kind(StrEnum):
    """The kinds of source, as the command line takes them."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    MARKDOWN = "markdown"
    ITEMS = "items"
    WIRE = "wire"


class Style(StrEnum):
    """How a model words what is told."""

    CONVERSATIONAL = "conversational"
    DIALOGUE = "dialogue"
    OFF = "off"


def _voice(value: list[str]) -> list[str]:
    for each in value:
        if not each.rpartition("=")[2].strip() or each.startswith("="):
            raise typer.BadParameter(f"{each!r}: write a voice, or ROLE=VOICE; `episode voices` lists them")
    return value


def _date(value: str) -> str:
    """The date as ISO has it: what is today when the command is called is so to its end, past midnight too."""
    try:
        from pipeline.desk import day

        return str(day.date_of(value, "", dt.date.today())) if value else ""
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date: write 2026-11-27, today or yesterday") from None


def _length(value: str) -> str:
    from pipeline.desk import order as orders

    try:
        if value and not SHORTEST_MS <= orders.clock_ms(value) <= LONGEST_MS:
            raise typer.BadParameter(f"{value!r}: a programme is between 20 seconds and 10 hours long")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return value


def _cuts(value: list[str]) -> list[str]:
    for each in value:
        name, _, target = each.partition("=")
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
            raise typer.BadParameter(f"{name!r}: a cut's name has small letters, figures and hyphens, as in headlines=2:00")
        if "=" in each and not target:
            raise typer.BadParameter(f"{each!r}: write the length behind the =, as in headlines=2:00")
        _length(target)
    if len({each.partition("=")[0] for each in value}) != len(value):
        raise typer.BadParameter("two cuts have the same name")
    return value


def _formats(value: str) -> str:
    from pipeline.desk import checks_formats

    if value and (wrong := checks_formats.complaint(listed(value))):
        raise typer.BadParameter(f"{value!r}: it {wrong[0]}. {wrong[1]}" if wrong[0].startswith("has") else f"{wrong[0]}. {wrong[1]}")
    return value


def depth(about: str | None, form: Form | None) -> Form | None:
    """The format where `--about` was given: a story. Raises BadParameter where another one is wanted."""
    if about and form is Form.BRIEFING:
        raise typer.BadParameter("--about tells one story in depth: it goes with --format story")
    return Form.STORY if about else form


def listed(value: str) -> tuple[str, ...]:
    """`mp3, m4a` as its parts."""
    return tuple(dict.fromkeys(part for each in value.split(",") if (part := each.strip().lower().lstrip("."))))


def _deadline(value: str) -> str:
    from pipeline.desk import due

    if value and not due.is_deadline(value):
        raise typer.BadParameter(f"{value!r}: {due.HOW}")
    return value


def _cluster(value: str) -> str:
    if value:
        from pipeline.speak import many

        if not many.is_cluster(value):
            raise typer.BadParameter(f"{value!r}: write local, local:4 or a Dask scheduler's address, as tcp://host:8786")
    return value


def _json(context: typer.Context, value: bool) -> bool:
    """`cache --json verify` is `cache verify --json`."""
    return value or (context.parent is not None and bool(context.parent.params.get("json")))


FULL = "full"
"""The cut that is the episode itself."""
SHORTEST_MS, LONGEST_MS = 20_000, 36_000_000
INPUT = "The day's text, a saved page, a feed, Markdown, a list of items, or an address; `-` reads standard input"
Briefings = Annotated[
    list[str], typer.Argument(metavar="[BRIEFING]...", help=f"{INPUT}; several are one day's; none: the newest in briefings/.")
]
Date = Annotated[str, typer.Option(metavar="DATE", help="The episode's date: 2026-11-27, today, yesterday.", callback=_date)]
Format = Annotated[Form | None, typer.Option("--format", "-f", help="What is made of the day.")]
Voice = Annotated[
    list[str], typer.Option(metavar="VOICE", help="A voice of `episode voices`, or ROLE=VOICE; may be repeated.", callback=_voice)
]
Engine = Annotated[str, typer.Option(metavar="NAME", help="The speech engine; `tone` needs no voice.")]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="The folder that episodes go to.", file_okay=True)]
Rewrite = Annotated[bool, typer.Option("--rewrite", help="Render the script anew; one that was edited is kept as .bak.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for machines.", callback=_json)]
Keep = Annotated[bool, typer.Option("--keep-script", help="Speak the script that is there, though the briefing has changed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Agree to what an engine that charges is asked.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")]
As = Annotated[Kind | None, typer.Option("--as", help="What each source is; else its content shows it.")]
Strict = Annotated[bool, typer.Option("--strict", help="Stop where one of several sources cannot be read.")]
Repeats = Annotated[bool, typer.Option("--repeats", help="Tell again what earlier editions of the show told.")]
About = Annotated[
    str | None, typer.Option("--about", metavar="WORDS", help="Tell this one of the day's stories in depth: words of it, or `all`.")
]
Target = Annotated[str, typer.Option(metavar="LENGTH", help="How long it is to be: 10:00, 90s, 2m.", callback=_length)]
Cuts = Annotated[
    list[str], typer.Option("--cut", metavar="NAME[=LENGTH]", help="A cut of the day, as headlines=2:00; may be repeated.", callback=_cuts)
]
Writer = Annotated[
    Style | None,
    typer.Option(
        help="Have a model word the anchor's sentences, each checked, or a dialogue of two; [writer] says which. `off`: the rules' own words."
    ),
]
Stems = Annotated[
    bool, typer.Option("--stems", help="Write each role, the music, each segment and each chapter as files of their own, too.")
]
Mono = Annotated[bool, typer.Option("--mono", help="One channel, at −19 LUFS where the show sets no loudness.")]
Formats = Annotated[
    str, typer.Option("--formats", metavar="LIST", help="The audio files: mp3, and m4a, opus, wav, flac, as in mp3,m4a.", callback=_formats)
]
Deadline = Annotated[
    str,
    typer.Option(
        metavar="WHEN", help="Be done by 06:00, or in +20m: a faster engine goes on where the better one would be late.", callback=_deadline
    ),
]
Cluster = Annotated[
    str,
    typer.Option(
        metavar="WHERE", help="Who speaks what is missing: `tcp://host:port` of a Dask cluster, `local` processes.", callback=_cluster
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


AGAIN = "Start it again: what was finished is used."


def here() -> Show:
    """The show that the command is run in."""
    from pipeline.desk import opening

    return opening.find(Path.cwd())


@contextlib.contextmanager
def answering(json: bool = False) -> Iterator[None]:
    """Errors that a user can mend are one line and exit 1; an interruption is exit 130; a closed pipe is nobody's fault."""
    from pipeline.desk import files

    try:
        with at_work():
            files.look_around()
            yield
    except EpisodeError as error:
        _complain(error, json=json)
    except KeyboardInterrupt:
        screen.say(INTERRUPTED)
        _tell(Interrupted("interrupted", remedy=AGAIN), json=json)
        raise typer.Exit(130) from None
    except SystemExit:  # a signal, which has been said
        _tell(Interrupted("stopped by a signal", remedy=AGAIN), json=json)
        raise
    except BrokenPipeError:
        _let_go_of_output()
        raise typer.Exit(0) from None
    except Exception as problem:  # a disk or the memory can fill up anywhere
        if (known := _short_of_memory(problem) or (files.in_words(problem) if isinstance(problem, OSError) else None)) is None:
            _tell(_bug(problem), json=json)
            raise
        _complain(known, json=json)


def _short_of_memory(problem: Exception) -> EpisodeError | None:
    """What a machine says that has no memory left, or may not run so many processes and threads at once."""
    no_more = isinstance(problem, OSError) and problem.errno in (errno.ENOMEM, errno.EAGAIN)
    if (
        not no_more
        and not isinstance(problem, MemoryError)
        and not (isinstance(problem, RuntimeError) and "start new thread" in str(problem))
    ):
        return None
    remedy = (
        "End other programs, or let it do less at a time: EPISODE_WORKERS=1; a container or scheduler may set a limit, which can be raised."
    )
    return EpisodeError("this machine has no memory left for it, or lets it start nothing more", remedy=remedy)


def _tell(error: EpisodeError, *, json: bool) -> None:
    """For machines: they are given one document, whatever happens."""
    if json:
        with contextlib.suppress(OSError, EpisodeError):
            screen.put_json(screen.error_json(error))


def _bug(problem: Exception) -> EpisodeError:
    """A fault of ours, which keeps its traceback."""
    return Bug(f"{type(problem).__name__}: {problem}", remedy="This is a fault of the program: report what stands on standard error.")


def _complain(error: EpisodeError, *, json: bool) -> None:
    screen.say(f"episode: {error}")
    _tell(error, json=json)
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        _let_go_of_output()
    raise typer.Exit(1) from None


def _let_go_of_output() -> None:
    """What could not be written is not tried again when the interpreter ends, with an exit code of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
