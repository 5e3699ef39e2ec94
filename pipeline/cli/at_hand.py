"""Which command is at hand, so that what a user is told to do is something that it can do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from pipeline import remedies


def remember(context: typer.Context) -> None:
    """Let remedies be those of the command that is called: its options, and for each other option the first command that has it, which is `build` for most."""
    found: dict[str, str] = {}
    own: frozenset[str] = frozenset()
    for name, command in context.command.commands.items():  # type: ignore[attr-defined] # it is the group of them all
        there = [(option, called) for option, called in _options(command, f"episode {name}")]
        found = dict(reversed(there)) | found
        if name == context.invoked_subcommand:
            own = frozenset(option for option, _ in there)
    remedies.of_command(own, found)


def _options(command: Any, called: str) -> Iterator[tuple[str, str]]:
    """Each option of a command and of those below it, and what that one is called."""
    for each in command.params:
        yield from ((option, called) for option in each.opts if option.startswith("--"))
    for name, below in getattr(command, "commands", {}).items():
        yield from _options(below, f"{called} {name}")
