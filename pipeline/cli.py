"""The command `episode`: it wires, prints and exits, and decides nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__, day, files, screen, show
from pipeline.errors import EpisodeError

if TYPE_CHECKING:
    from pipeline.job import Order

app = typer.Typer(
    name="episode",
    help="The day's news in, a podcast episode out.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Form(StrEnum):
    """The formats, as the command line takes them."""

    BRIEFING = "briefing"
    STORY = "story"


def _voice(value: list[str]) -> list[str]:
    for each in value:
        if not each.rpartition("=")[2].strip() or each.startswith("="):
            raise typer.BadParameter(f"{each!r}: write a voice, or ROLE=VOICE; `episode voices` lists them")
    return value


def _date(value: str) -> str:
    try:
        day.date_of(value, "", dt.date.today())
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date: write 2026-11-27, today or yesterday") from None
    return value


def _version(value: bool) -> None:
    if value:
        screen.put(f"episode {__version__}")
        raise typer.Exit()


INPUT = "The day's text or an item file; `-` reads standard input"
Briefing = Annotated[str, typer.Argument(help=f"{INPUT}; without it the newest in briefings/.")]
OneBriefing = Annotated[str, typer.Argument(help=f"{INPUT}.")]
Date = Annotated[str, typer.Option(help="The episode's date: 2026-11-27, today, yesterday.", callback=_date)]
Format = Annotated[Form | None, typer.Option("--format", "-f", help="What is made of the day.")]
Voice = Annotated[list[str], typer.Option(help="A voice of `episode voices`, or ROLE=VOICE; may be repeated.", callback=_voice)]
Engine = Annotated[str, typer.Option(help="The speech engine; `tone` needs no voice.")]
Out = Annotated[Path | None, typer.Option(help="The folder that episodes go to.", file_okay=True)]
Rewrite = Annotated[bool, typer.Option("--rewrite", help="Render the script anew; one that was edited is kept as .bak.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, for machines.")]
Keep = Annotated[bool, typer.Option("--keep-script", help="Speak the script that is there, though the briefing has changed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Agree to what an engine that charges is asked.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")]
Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


@contextlib.contextmanager
def _answering(json: bool = False) -> Iterator[None]:
    """Errors that a user can mend are one line and exit 1; an interruption is exit 130; a closed pipe is nobody's fault."""
    try:
        yield
    except EpisodeError as error:
        _complain(error, json=json)
    except KeyboardInterrupt:
        screen.say("episode: interrupted")
        raise typer.Exit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as problem:  # a disk can fill up anywhere
        if (known := files.in_words(problem)) is None:
            raise
        _complain(known, json=json)


def _complain(error: EpisodeError, *, json: bool) -> None:
    screen.say(f"episode: {error}")
    if json:
        with contextlib.suppress(OSError, EpisodeError):
            screen.put_json(screen.error_json(error))
    raise typer.Exit(1) from None


@app.callback()
def common(version: Version = False) -> None:
    """The day's news in, a podcast episode out."""


@app.command()
def build(
    briefing: Briefing = "",
    date: Date = "",
    form: Format = None,
    voice: Voice = [],  # noqa: B006 - Typer copies it
    engine: Engine = "",
    out: Out = None,
    keep_script: Keep = False,
    rewrite: Rewrite = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make the episode: the script, then the audio, its chapters and transcript."""
    if keep_script and rewrite:
        raise typer.BadParameter("--keep-script and --rewrite exclude each other")
    with _answering(json):
        from pipeline import build as whole
        from pipeline import facts

        order = _order(briefing, date, form, voice, engine, out, keep=keep_script, rewrite=rewrite, yes=yes)
        with screen.Screen(quiet=quiet).live() as watch:
            planned = whole.plan(order, show.find(Path.cwd()), watch) if dry_run else None
            made = None if dry_run else whole.build(order, show.find(Path.cwd()), watch)
        if json:
            screen.put_json(planned if made is None else facts.episode(made))
        elif not quiet:
            screen.put(screen.plan(planned or {}) if made is None else screen.episode(made))


@app.command()
def script(
    briefing: Briefing = "",
    date: Date = "",
    form: Format = None,
    out: Out = None,
    stdout: Annotated[bool, typer.Option("--stdout", help="Write the script to standard output and nothing else anywhere.")] = False,
    rewrite: Rewrite = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Render the script, for a human to read and change, and stop."""
    if stdout and json:
        raise typer.BadParameter("--stdout and --json exclude each other")
    with _answering(json):
        from pipeline import build as whole

        watch = screen.Screen(quiet=quiet)
        order = _order(briefing, date, form, [], "", out, keep=False, rewrite=rewrite)
        if stdout:
            screen.put(whole.script_text(order, show.find(Path.cwd()), watch).rstrip("\n"))
            return
        written = whole.script(order, show.find(Path.cwd()), watch)
        if json:
            screen.put_json(written)
        elif not quiet:
            screen.put(files.short(Path(written["files"]["script"])))


def _order(
    briefing: str, date: str, form: Form | None, voice: list[str], engine: str, out: Path | None, **switches: bool
) -> Order:
    from pipeline.job import Order

    roles = tuple((role or "anchor", name) for role, _, name in (each.rpartition("=") for each in voice))
    return Order(briefing, date, form.value if form else "", roles, engine, out, **switches)


@app.command()
def items(
    briefing: OneBriefing,
    json: Json = False,
    edit: Annotated[bool, typer.Option("--edit", help="Write the item file, for a human to correct; `build` then takes it.")] = False,
    out: Out = None,
    rewrite: Annotated[bool, typer.Option("--rewrite", help="Write the item file anew; the one that is there is kept as .bak.")] = False,
) -> None:
    """Show how each line was read, where updates start, and what is not told and why."""
    if json and edit:
        raise typer.BadParameter("--json and --edit exclude each other")
    with _answering(json):
        from pipeline import items as listing

        found = show.find(Path.cwd())
        if edit:
            screen.put(files.short(listing.write(briefing, found, out, rewrite=rewrite)))
        elif json:
            screen.put_json(listing.document(briefing, found))
        else:
            screen.put(screen.items(listing.briefing(briefing, found)))


of_voices = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
app.add_typer(of_voices, name="voices", help="List the voices that `--voice` and the settings take; `voices install NAME` gets one.")


@of_voices.callback()
def voices(context: typer.Context, json: Json = False) -> None:
    """List the voices that `--voice` and the settings take."""
    if context.invoked_subcommand:
        return
    with _answering(json):
        from dataclasses import asdict

        from pipeline import speak

        found = speak.available_voices()
        if json:
            screen.put_json([asdict(voice) for voice in found])
        else:
            screen.put(screen.voices(found))


@of_voices.command()
def install(
    name: Annotated[str, typer.Argument(help="What to get; nothing lists what there is.")] = "",
    source: Annotated[Path | None, typer.Option("--from", help="A folder that holds the files already.")] = None,
    to: Annotated[Path | None, typer.Option("--to", help="The folder to put them in; else the user's own.")] = None,
) -> None:
    """Download a voice, checked, with its licence shown."""
    with _answering():
        from pipeline.speak import onnx_catalogue, onnx_download, voice_files

        if not name:
            screen.put("\n".join(f"{each.name:35} {each.licence:14} {each.about}" for each in onnx_catalogue.CATALOGUE))
            return
        wanted = voice_files.offer(name)
        screen.say(f"{wanted.about}\n  licence  {wanted.licence}\n  from     {source or wanted.source}")
        fetch = onnx_download.fetch_from(source) if source else onnx_download.fetch_http
        screen.put("\n".join(str(path) for path in voice_files.install(name, to, fetch=fetch)))


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="A text in its written form.")] = "",
    stdin: Annotated[bool, typer.Option("--stdin", help="One line in, one line out.")] = False,
) -> None:
    """Print a text as it will be spoken: numbers, dates and signs as words."""
    if bool(text) == stdin:
        raise typer.BadParameter("give a text, or --stdin")
    with _answering():
        from pipeline import write

        for line in sys.stdin if stdin else (text,):
            screen.put(write.spoken(line.rstrip("\n")))


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new show's folder.")]) -> None:
    """Make a new show: settings, templates to edit, a sample to build."""
    with _answering():
        from pipeline import init as new

        new.make(folder)
        where = files.short(folder.absolute())
        screen.put(f"A new show stands in {where}. Now:\n  cd {where}\n  episode build")
        screen.put("Its settings are in episode.toml, its words in templates/; put each day's text into briefings/.")


@app.command()
def doctor(json: Json = False) -> None:
    """Say what is installed, what will be used, what is missing and how to get it."""
    with _answering(json):
        from pipeline import doctor as examine

        report = examine.report(Path.cwd())
        if json:
            screen.put_json(report)
        else:
            screen.put(screen.doctor(report))


def main() -> None:
    """Run the command line; installed as `episode`."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # a library's warning is for us, not for a producer
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream may be closed
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _stop)
    app(prog_name="episode")


def _stop(number: int, _frame: object) -> None:
    """End as a scheduler asks, but tidy up on the way."""
    sys.exit(128 + number)
