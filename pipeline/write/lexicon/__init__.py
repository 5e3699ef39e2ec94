"""The lexicon: how names and foreign words are said, and each engine's notation for it.

`find` and `apply` need the standard library only; YAML and XML are loaded by the functions that read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.write.lexicon.applied import NOTATIONS, Notation, apply, edits, kokoro_parts
from pipeline.write.lexicon.entry import BadEntry, Entry
from pipeline.write.lexicon.lexicon import Lexicon, Match, layered

__all__ = [
    "NOTATIONS", "BadEntry", "Entry", "Lexicon", "Match", "Notation", "apply", "bundled", "edits", "format_lexicon", "format_pls", "kokoro_parts",
    "layered", "lines", "load", "parse_lexicon", "parse_pls", "read_text", "with_entries",
]  # fmt: skip


def bundled() -> Lexicon:
    """The lexicon that comes with the product; read once a process."""
    from pipeline.write.lexicon import files

    return files.bundled()


def load(paths: Iterable[Path] = ()) -> Lexicon:
    """A show's own lexicon files, the weightiest first, over the bundled one. Raises ScriptError with file, line and key."""
    from pipeline.write.lexicon import files

    return files.load(paths)


def lines(text: str, file: str) -> dict[tuple[str, str], int]:
    """The line of each entry in a YAML text, by the entry's key. Raises ScriptError with file, line and key."""
    from pipeline.write.lexicon import files

    return {placed.entry.key: placed.line for placed in files.places(text, file)}


def with_entries(text: str, entries: Sequence[Entry], file: str) -> str:
    """A YAML text with these entries in it, its order and comments kept; see `edit`. Raises ScriptError."""
    from pipeline.write.lexicon import edit

    return edit.with_entries(text, entries, file)


def parse_lexicon(text: str, file: str) -> Lexicon:
    """The lexicon in a YAML text, by itself. Raises ScriptError with file, line and key."""
    from pipeline.write.lexicon import files

    return files.parse_lexicon(text, file)


def read_text(path: Path) -> str:
    """A lexicon file's text. Raises ScriptError."""
    from pipeline.write.lexicon import files

    return files.read_text(path)


def format_lexicon(lexicon: Lexicon) -> str:
    """A lexicon as YAML."""
    from pipeline.write.lexicon import files

    return files.format_lexicon(lexicon)


def parse_pls(document: str | bytes, file: str) -> Lexicon:
    """The lexicon in a PLS 1.0 document. Raises ScriptError with file and line."""
    from pipeline.write.lexicon import pls

    return pls.parse_pls(document, file)


def format_pls(lexicon: Lexicon) -> str:
    """A lexicon as a PLS 1.0 document."""
    from pipeline.write.lexicon import pls

    return pls.format_pls(lexicon)
