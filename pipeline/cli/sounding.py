"""The commands about how it sounds: `voices`, `voices install`, `say`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import screen
from pipeline.cli.options import Json, answering
from pipeline.desk import show

of_voices = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@of_voices.callback()
def voices(context: typer.Context, json: Json = False) -> None:
    """List the voices that `--voice` and the settings take."""
    if context.invoked_subcommand:
        return
    with answering(json):
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
    with answering():
        from pipeline.speak import onnx_catalogue, onnx_download, voice_files

        if not name:
            screen.put("\n".join(f"{each.name:35} {each.licence:14} {each.about}" for each in onnx_catalogue.CATALOGUE))
            return
        wanted = voice_files.offer(name)
        screen.say(f"{wanted.about}\n  licence  {wanted.licence}\n  from     {source or wanted.source}")
        fetch = onnx_download.fetch_from(source) if source else onnx_download.fetch_http
        screen.put("\n".join(str(path) for path in voice_files.install(name, to, fetch=fetch)))


def say(
    text: Annotated[str, typer.Argument(help="A text in its written form.")] = "",
    stdin: Annotated[bool, typer.Option("--stdin", help="One line in, one line out.")] = False,
    language: Annotated[str, typer.Option(help="The kind of English, as en-US; else the show's.")] = "",
) -> None:
    """Print a text as it will be spoken: numbers, dates and signs as words."""
    if bool(text) == stdin:
        raise typer.BadParameter("give a text, or --stdin")
    with answering():
        from pipeline import write

        style = language or show.find(Path.cwd()).language
        for line in sys.stdin if stdin else (text,):
            screen.put(write.spoken(line.rstrip("\n"), style))
