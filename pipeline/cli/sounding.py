"""The commands about how it sounds: `voices`, `voices --audition`, `voices install`, `say`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import screen
from pipeline.cli.options import Json, Yes, answering, here

of_voices = typer.Typer(invoke_without_command=True, rich_markup_mode=None)

OneEngine = Annotated[str, typer.Option(metavar="NAME", help="Only this engine's voices.")]
Language = Annotated[str, typer.Option(metavar="CODE", help="Only voices of this language: en, en-GB.")]
Audition = Annotated[str | None, typer.Option(metavar="TEXT", help="Speak a text with one voice after another, into one MP3.")]
Heard = Annotated[list[str], typer.Option("--voice", metavar="VOICE", help="With --audition: a voice to be heard; may be repeated.")]
AuditionOut = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="With --audition: the MP3; else audition.mp3 in output/.")]


@of_voices.callback()
def voices(
    context: typer.Context,
    engine: OneEngine = "",
    language: Language = "",
    audition: Audition = None,
    voice: Heard = [],  # noqa: B006 - Typer copies it
    out: AuditionOut = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """List the voices that `--voice` and the settings take, or hear them."""
    if context.invoked_subcommand:
        if engine or language or audition is not None or voice or out is not None or yes:
            raise typer.BadParameter(f"only --json can stand before {context.invoked_subcommand}")
        return
    if audition is not None:
        _audition(audition, voice, engine, language, out, yes=yes, json=json)
        return
    if voice or out is not None or yes:
        raise typer.BadParameter("--voice, --out and --yes go with --audition")
    with answering(json):
        from pipeline import speak

        home = here().language
        found = speak.listing(home, engine=engine, only=language, on_timing=lambda name: screen.say(f"episode: timing {name}, once"))
        if json:
            screen.put_json(screen.voices_json(found))
        else:
            screen.put(screen.voices(found))


def _audition(text: str, names: list[str], engine: str, language: str, out: Path | None, *, yes: bool, json: bool) -> None:
    if not any(character.isalnum() for character in text):
        raise typer.BadParameter("--audition needs a text with a word in it")
    if out is not None and not out.is_dir() and out.suffix.lower() != ".mp3":
        raise typer.BadParameter(f"{out}: --out takes a file that ends in .mp3, or a folder that is there")
    with answering(json):
        from pipeline.desk import audition as hearing

        wish = hearing.Wish(text, tuple(names), engine, language, out, yes)
        with screen.Screen(quiet=False).live() as watch:
            heard = hearing.audition(wish, here(), watch)
        if json:
            screen.put_json(screen.audition_json(heard))
        else:
            screen.put(screen.audition(heard))


@of_voices.command()
def install(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What to get; without it what there is is listed.")] = "",
    source: Annotated[Path | None, typer.Option("--from", metavar="DIR", help="A folder that holds the files already.")] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="DIR", help="The folder to put them in; else the user's own.")] = None,
    json: Json = False,
) -> None:
    """Download a voice, checked, with its licence shown."""
    with answering(json):
        from pipeline.speak import onnx_catalogue, onnx_download, voice_files

        if not name:
            offers = onnx_catalogue.CATALOGUE
            if json:
                screen.put_json([{"name": each.name, "licence": each.licence, "about": each.about} for each in offers])
            else:
                screen.put("\n".join(f"{each.name:35} {each.licence:14} {each.about}" for each in offers))
            return
        wanted = voice_files.offer(name)
        screen.say(f"{wanted.about}\n  licence  {wanted.licence}\n  from     {source or wanted.source}")
        fetch = onnx_download.fetch_from(source) if source else onnx_download.fetch_http
        made = [str(path) for path in voice_files.install(name, to, fetch=fetch)]
        if json:
            screen.put_json({"name": name, "licence": wanted.licence, "files": made})
        else:
            screen.put("\n".join(made))


def say(
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="A text in its written form.")] = "",
    stdin: Annotated[bool, typer.Option("--stdin", help="One line in, one line out.")] = False,
    language: Annotated[str, typer.Option(metavar="CODE", help="The kind of English, as en-US; else the show's.")] = "",
) -> None:
    """Print a text as it will be spoken: numbers, dates and signs as words."""
    if bool(text) == stdin:
        raise typer.BadParameter("give a text, or --stdin")
    with answering():
        from pipeline import write

        style = language or here().language
        for line in sys.stdin if stdin else (text,):
            screen.put(write.spoken(line.rstrip("\n"), style))
