"""The command that lets a script be checked by ear before it goes on air: `lint`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import screen, screen_words
from pipeline.cli.options import Engine, Json, Quiet, Voice, Yes, answering, here


def lint(
    script: Annotated[str, typer.Argument(metavar="[SCRIPT]", help="A script file; without it the show's newest in scripts/.")] = "",
    voice: Voice = [],  # noqa: B006 - Typer copies it
    engine: Engine = "",
    reel: Annotated[Path | None, typer.Option(metavar="FILE", help="Where the reel goes; else beside the episode.", dir_okay=False)] = None,
    no_reel: Annotated[bool, typer.Option("--no-reel", help="List the words and speak nothing.")] = False,
    yes: Yes = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List the words that a voice may say wrong, the riskiest first, and write a reel of a minute at most that says them."""
    if reel is not None and no_reel:
        raise typer.BadParameter("--reel and --no-reel exclude each other")
    with answering(json):
        from pipeline.desk import rehearsal
        from pipeline.desk.order import Order

        roles = tuple((role or "anchor", name) for role, _, name in (each.rpartition("=") for each in voice))
        order = Order(voices=roles, engine=engine, yes=yes)
        with screen.Screen(quiet=quiet).live() as watch:
            done = rehearsal.rehearse(order, here(), watch, script=script, target=reel, with_reel=not no_reel)
        if json:
            screen.put_json(rehearsal.document(done))
        elif not quiet:
            screen.put(screen_words.rehearsal(done))
