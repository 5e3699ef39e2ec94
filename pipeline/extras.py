"""The command that gets what is missing: for the very Python that runs this, and out of the clone where it runs from one (no registry has it yet)."""

from __future__ import annotations

import contextlib
import importlib.util
import shlex
import sys
from pathlib import Path

NAME = "daily-episode"

_ROOT = Path(__file__).resolve().parent.parent


def install(extra: str) -> str:
    """The command that brings an extra."""
    if not (_ROOT / "pyproject.toml").is_file():  # a wheel: what is installed already is taken
        return package(f"{NAME}[{extra}]")
    root = "." if _here() == _ROOT else str(_ROOT)
    return f"{_pip_install()} -e {shlex.quote(f'{root}[{extra}]')}"


def package(*names: str, again: bool = False) -> str:
    """The command that brings packages; `again` where they are there, and damaged."""
    return f"{_pip_install()} {'--force-reinstall --no-deps ' if again else ''}{' '.join(map(shlex.quote, names))}"


def _pip_install() -> str:
    python = Path(sys.executable)
    here = _here()
    shown = shlex.quote(str(python.relative_to(here)) if here is not None and python.is_relative_to(here) else str(python))
    return (
        f"{shown} -m pip install" if importlib.util.find_spec("pip") else f"uv pip install --python {shown}"
    )  # uv makes environments without pip


def _here() -> Path | None:
    with contextlib.suppress(OSError):  # the folder may be gone
        return Path.cwd()
    return None
