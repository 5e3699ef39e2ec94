"""The commands of `episode`, and how they are run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.cli import batching, caching, checking, completing, lexicon, making, picture, publishing, rehearsal, screen, sounding, studio
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
def common(version: Version = False) -> None:
    """The day's news in, a podcast episode out."""


app.command()(making.build)
app.command()(batching.batch)
app.command()(making.script)
app.command()(making.items)
app.command()(studio.studio)
app.command()(studio.watch)
app.command()(publishing.publish)
app.command()(publishing.correct)
app.command()(publishing.withdraw)
app.command()(publishing.serve)
app.add_typer(sounding.of_voices, name="voices", help="List the voices that `--voice` and the settings take, hear them, or get one.")
app.command()(sounding.say)
app.command()(rehearsal.lint)
app.command()(checking.check)
app.command()(picture.plot)
app.add_typer(lexicon.of_lexicon, name="lexicon", help="Find, add, import and export how names are said.")
app.add_typer(caching.of_cache, name="cache", help="Say what the cache holds; clear it, or check it.")
app.command()(completing.completion)


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new show's folder.")]) -> None:
    """Make a new show: settings, templates to edit, a sample to build."""
    with answering():
        from pipeline.desk import init as new

        new.make(folder)
        where = screen.short(folder.absolute())
        screen.put(f"A new show stands in {where}. Now:\n  cd {where}\n  episode build")
        screen.put("Its settings are in episode.toml, its words in templates/; put each day's text into briefings/.")


@app.command()
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
