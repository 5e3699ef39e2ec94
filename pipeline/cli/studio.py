"""The commands for working on a day's script: `studio`, `watch`."""

from __future__ import annotations

import contextlib
from typing import Annotated

import typer

from pipeline.cli import screen
from pipeline.cli.options import Yes, answering, here


def studio(
    script: Annotated[str, typer.Argument(metavar="[SCRIPT|BRIEFING]", help="A script, or a day's text; else the newest.")] = "",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="0 for any that is free.")] = 0,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen at; other than loopback, others can change the show.")
    ] = "127.0.0.1",
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
    yes: Yes = False,
) -> None:
    """Work on a script in the browser, and hear each change as it is made. Ends with Ctrl-C."""
    with answering():
        from pipeline.studio import server

        opened = server.opened(script, here(), screen.Screen(quiet=False), host, port, yes=yes)
        with contextlib.suppress(KeyboardInterrupt):  # that is how it ends
            screen.put(screen.facts([*opened.rows, ("to end", "Ctrl-C")]))
            for warning in opened.warnings:
                screen.say(f"episode: {warning}")
            if not no_open:
                import webbrowser

                webbrowser.open(opened.url)
            opened.run()


def watch(
    briefing: Annotated[str, typer.Argument(metavar="[BRIEFING]", help="A day's text; else the newest.")] = "",
) -> None:
    """Make the episode anew whenever its script, templates, lexicon, settings or text are saved. Ends with Ctrl-C."""
    with answering():
        from pipeline.studio import following

        with contextlib.suppress(KeyboardInterrupt):  # that is how it ends
            following.follow(briefing, here(), screen.put)
