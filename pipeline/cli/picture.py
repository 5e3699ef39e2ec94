"""The command that draws a finished episode: `plot`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli import screen
from pipeline.cli.options import answering, here


def plot(
    episode: Annotated[str, typer.Argument(metavar="[DIR]", help="The episode's folder or date; without it the newest.")] = "",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Where it goes; else plot.svg in the folder. `-`: standard output.")
    ] = None,
) -> None:
    """Draw a finished episode as SVG: loudness as measured on the file, voices, chapters, pauses, music."""
    with answering():
        from pipeline.desk import plotting

        folder = plotting.of(episode, here())
        if out is not None and str(out) == "-":
            screen.put(plotting.picture(folder).rstrip("\n"))
        else:
            target, kept = plotting.save(folder, out)
            screen.say_kept(kept)
            screen.put(screen.short(target))
