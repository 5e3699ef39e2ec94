"""The commands of `episode`, and how they are run."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import (
    at_hand,
    batching,
    caching,
    checking,
    completing,
    lexicon,
    making,
    picture,
    publishing,
    rehearsal,
    screen,
    sounding,
    studio,
)
from pipeline.cli.options import Json, answering

app = typer.Typer(
    name="episode",
    help="The day's news in, a podcast episode out.",
    add_completion=False,  # it would write into start-up files: `episode completion` prints instead
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        screen.put(f"episode {__version__}")
        raise typer.Exit()


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")]


@app.callback()
def common(context: typer.Context, version: Version = False) -> None:
    """The day's news in, a podcast episode out."""
    at_hand.remember(context)


app.command(short_help="Make the episode: script, audio, chapters, transcript.")(making.build)
app.command(short_help="Build many episodes, several at a time.")(batching.batch)
app.command(short_help="Render the script, for a human to change, and stop.")(making.script)
app.command(short_help="Show how each line was read, and why.")(making.items)
app.command(short_help="Work on a script in the browser, and hear each change.")(studio.studio)
app.command(short_help="Make the episode anew on each save.")(studio.watch)
app.command(short_help="Bring the podcast's feed up to date.")(publishing.publish)
app.command(short_help="Correct one sentence of a finished episode.")(publishing.correct)
app.command(short_help="Take an episode out of the feed, or let it back.")(publishing.withdraw)
app.command(short_help="Give the published files over HTTP, on this machine.")(publishing.serve)
app.add_typer(
    sounding.of_voices,
    name="voices",
    help="List the voices that `--voice` and the settings take, hear them, or get one.",
    short_help="List the voices, hear them, or get one.",
)
app.command(short_help="Print a text as it will be spoken.")(sounding.say)
app.command(short_help="List the words that a voice may say wrong.")(rehearsal.lint)
app.command(short_help="Look whether a script or an episode may go on air.")(checking.check)
app.command(short_help="Draw a finished episode: loudness, voices, chapters.")(picture.plot)
app.add_typer(lexicon.of_lexicon, name="lexicon", help="Find, add, import and export how names are said.")
app.add_typer(caching.of_cache, name="cache", help="Say what the cache holds; clear it, or check it.")
app.command(short_help="Print what makes the Tab key complete commands.")(completing.completion)


@app.command(short_help="Make a new show.")
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new show's folder.")]) -> None:
    """Make a new show: settings, templates to edit, a sample to build."""
    with answering():
        from pipeline.desk import init as new

        new.make(folder)
        where = screen.short(folder.resolve())
        there, go = ("this folder", "") if where == "." else (where, f"  cd {shlex.quote(where)}\n")
        screen.put(f"A new show stands in {there}. Now:\n{go}  episode build")
        screen.put("Its settings are in episode.toml, its words in templates/; put each day's text into briefings/.")


@app.command(short_help="Say what is installed, and how to get what is missing.")
def doctor(json: Json = False) -> None:
    """Say what is installed, what will be used, what is missing and how to get it."""
    with answering(json):
        from pipeline.desk import doctor as examine

        report = examine.report(Path.cwd())
        if json:
            screen.put_json(report)
        else:
            screen.put(screen.doctor(report))


def run() -> None:
    """Do what the command line says, and end the process."""
    completing.prepare()
    _run()


def _run() -> None:
    app(prog_name="episode")


# CPython keeps frames in chunks of 16 KB, and a call that crosses the end of one maps another and gives it back when it returns: 12,000 times in a
# build whose loops happened to stand there. A frame that asks for 320 KB gets a chunk of 512 KB, in which all that it calls has room.
_run.__code__ = _run.__code__.replace(co_stacksize=40_000)
