"""The show's own lexicon: looked up, added to, brought in from other programs and taken to them."""

from __future__ import annotations

import contextlib
import difflib
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.desk import files, locking
from pipeline.desk.show import Show
from pipeline.errors import PublishError, ScriptError, ShowError
from pipeline.write import lexicon
from pipeline.write.lexicon import BadEntry, Entry, Lexicon, Notation
from pipeline.write.lexicon.files import ENGLISH

YAML = (".yaml", ".yml")
"""Endings of lexicon files; every other file is read as PLS."""

LARGEST = 20_000_000
"""Bytes of a PLS file: a hundred thousand entries have fewer."""


_NOTATIONS: tuple[tuple[str, Notation, bool], ...] = (
    ("espeak", "espeak", False),
    ("piper", "piper", False),
    ("piper, American", "piper", True),
    ("kokoro", "kokoro", False),
    ("kokoro, American", "kokoro", True),
    ("other voices", "alias", False),
)
"""What people call them, and whether the voice is American."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of putting entries into the show's lexicon."""

    path: Path
    """The show's file."""
    added: tuple[Entry, ...]
    replaced: tuple[tuple[Entry, Entry], ...]
    """(as it was, as it is now)."""
    differing: tuple[tuple[Entry, Entry], ...]
    """(as it is, as it was offered): those that were left alone."""
    same: int
    """How many were there already, just so."""
    kept: Path | None = None
    """The file as it was before, where entries were replaced."""


@dataclass(frozen=True, slots=True)
class Found:
    """The entry that is used for a word."""

    entry: Entry
    where: str
    """`lexicon.yaml:3`, or the bundled file."""
    written: tuple[tuple[str, str], ...]
    """(notation, the word as that notation writes it)."""


# ── looking up ───────────────────────────────────────────────────────────────────────────────────────────


def find(word: str, show: Show) -> tuple[Found, ...]:
    """The entries that are used where this word, or each word of a name, is spoken. Raises ScriptError where there is none."""
    whole = lexicon.load(show.lexicon_files)
    matches = whole.find(" ".join(word.split()))
    if not matches:
        known = {entry.grapheme.casefold(): entry.grapheme for entry in whole.entries}
        near = [known[name] for name in difflib.get_close_matches(word.casefold(), known, n=3, cutoff=0.75)]
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Add it with: episode lexicon add {shlex.quote(word)} IPA"
        raise ScriptError(f"“{word}” is in no lexicon, so each voice says it as it thinks", remedy=hint)
    found = []
    for match in matches:
        only = Lexicon((match.entry,))
        text = match.entry.grapheme + match.ending
        written = tuple((name, lexicon.apply(text, only, notation, american=american)) for name, notation, american in _NOTATIONS)
        found.append(Found(match.entry, _where(match.entry, show), written))
    return tuple(found)


def _where(entry: Entry, show: Show) -> str:
    for path in show.lexicon_files:
        own = lexicon.lines(lexicon.read_text(path), str(path))
        if entry.key in own:
            return f"{files.short(path)}:{own[entry.key]}"
    return f"bundled, {ENGLISH.name}:{lexicon.lines(lexicon.read_text(ENGLISH), ENGLISH.name)[entry.key]}"


# ── taking out ───────────────────────────────────────────────────────────────────────────────────────────


def export(show: Show, *, everything: bool) -> str:
    """The show's own lexicon as a PLS 1.0 document; with `everything` over the bundled one."""
    if everything:
        return lexicon.format_pls(lexicon.load(show.lexicon_files))
    own = [lexicon.parse_lexicon(lexicon.read_text(path), files.short(path)) for path in show.lexicon_files]
    if not own:
        remedy = "Add a word with `episode lexicon add`, or export the bundled lexicon too with --all."
        raise ScriptError("there is no lexicon of the show's own", where=show.lexicon if show.folder else "", remedy=remedy)
    return lexicon.format_pls(lexicon.layered(*own))


def save(text: str, target: Path) -> Path | None:
    """Write an export; say where a file that stood there with other words went."""
    kept = None
    if target.is_file():
        if target.read_bytes() == text.encode():
            return None
        kept = files.put_by(target, ScriptError)
    _write(target, text, kept)
    return kept


# ── bringing in ──────────────────────────────────────────────────────────────────────────────────────────


def bring_in(source: Path, show: Show, *, replace: bool) -> Merged:
    """Merge a PLS or YAML file into the show's lexicon. Raises ScriptError with file and line, and changes nothing then."""
    target = own_file(show)
    if source.suffix.lower() in YAML:
        offered = lexicon.parse_lexicon(lexicon.read_text(source), files.short(source))
    else:
        offered = lexicon.parse_pls(_bytes(source), files.short(source))
    with _alone(target):
        return merge(offered.entries, target, replace=replace)


def add(word: str, ipa: str, alias: str, show: Show, *, replace: bool) -> Merged:
    """Put one entry into the show's lexicon. Raises ScriptError that names a sound that cannot be said, and where another entry is there."""
    target = own_file(show)
    try:
        entry = Entry(word, ipa, alias)
    except BadEntry as error:
        raise ScriptError(f"{error.key}: {error.message}", where=word, remedy=error.remedy) from error
    with _alone(target):
        done = merge((entry,), target, replace=replace)
        line = lexicon.lines(lexicon.read_text(target), files.short(target))[entry.key] if done.differing else 0
    if done.differing:
        there = said(done.differing[0][0])
        raise ScriptError(f"“{word}” is there already: {there}", where=f"{files.short(target)}:{line}", remedy="Replace it with --replace.")
    return done


def merge(offered: Sequence[Entry], target: Path, *, replace: bool) -> Merged:
    """Put entries into a YAML file: new ones at its end; those that differ only where they may, the old file kept as `.bak`.

    Nobody else may be at it meanwhile.
    """
    text = lexicon.read_text(target) if target.exists() else ""
    own = {entry.key: entry for entry in lexicon.parse_lexicon(text, files.short(target)).entries}
    added = tuple(entry for entry in offered if entry.key not in own)
    differing = tuple((own[entry.key], entry) for entry in offered if entry.key in own and own[entry.key] != entry)
    same = len(offered) - len(added) - len(differing)
    wanted = (*(new for _, new in differing), *added) if replace else added
    replaced = differing if replace else ()
    kept = None
    if wanted:
        made = lexicon.with_entries(text, wanted, files.short(target))
        kept = files.put_by(target, ScriptError) if replaced else None
        _write(target, made, kept)
    return Merged(target, added, replaced, () if replace else differing, same, kept)


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[None]:
    """While this is open nobody else adds to this lexicon: what each adds is added to what stands there by then."""
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locking.alone(target.parent))
        except PublishError as error:
            raise ScriptError(error.message, where=error.where, remedy="Make room, or change the folder's permissions.") from error
        yield


def own_file(show: Show) -> Path:
    """The show's lexicon file, which need not be there yet."""
    file = show.path("lexicon")
    if file is None:
        raise ShowError("this folder is not in a show, so that there is no lexicon to change", remedy="Make a show with: episode init DIR")
    return file


def said(entry: Entry) -> str:
    """An entry's sounds and respelling, in short."""
    return ", ".join(part for part in (entry.ipa, f"alias {entry.alias}" if entry.alias else "") if part)


def _write(target: Path, text: str, kept: Path | None) -> None:
    """Write a file whose old text was put by: all of it, or the old one is back in its place."""
    try:
        files.write(target, text, ScriptError)
    except BaseException as error:
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.rename(target)
        if isinstance(error, ScriptError):
            raise ScriptError(error.message, where=error.where, remedy="Make room, or change the folder's permissions.") from error
        raise


def _bytes(path: Path) -> bytes:
    where = files.short(path)
    try:
        if path.stat().st_size > LARGEST:
            raise ScriptError("the file is too large for a lexicon", where=where, remedy="Keep the entries that the show needs.")
        return path.read_bytes()
    except OSError as error:
        raise ScriptError(
            f"cannot be read: {error.strerror or error}", where=where, remedy="Check the path and its permissions."
        ) from error
