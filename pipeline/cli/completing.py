"""`episode completion`: what a shell must be told so that the Tab key knows the commands. Printed only: nobody's start-up file is changed."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from pipeline.cli import screen

ASKED = "_EPISODE_COMPLETE"
"""The shell's script sets it when it asks for completions, as Typer wants it."""


class Shell(StrEnum):
    """The shells that are known."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="The shell that you use: bash, zsh or fish.")]) -> None:
    """Print what makes the Tab key complete `episode`'s commands and options.

    For good: `eval "$(episode completion bash)"` as a line of ~/.bashrc, or with zsh of ~/.zshrc below compinit;
    `episode completion fish > ~/.config/fish/completions/episode.fish`.
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined] # used there, written in a private module

    screen.put(get_completion_script(prog_name="episode", complete_var=ASKED, shell=shell.value))


def prepare() -> None:
    """Let Typer answer a shell that asks. It does so by itself only where it may also install itself, and it may not."""
    if ASKED in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]

        completion_init()
