"""Entries written into the text of a YAML lexicon that a person keeps: its order, its comments and its form stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import yaml

from pipeline.errors import ScriptError
from pipeline.write.lexicon.entry import Entry
from pipeline.write.lexicon.files import parse_lexicon, places, tree


def with_entries(text: str, entries: Sequence[Entry], file: str) -> str:
    """The text with these entries in it: those that it has under the same word and language are replaced, new ones come at its end.

    Raises ScriptError where the text is no lexicon, or is written so that nothing can be put at its end (`{Kyiv: …, Lviv: …}`).
    """
    there = places(text, file)
    root = tree(text, file)
    listed = isinstance(root, yaml.SequenceNode)
    asked = {entry.key: entry for entry in entries}
    made = text
    for placed in reversed(there):
        if new := asked.get(placed.entry.key):
            made = made[: placed.start] + _line(new, listed=listed) + made[placed.end :]
    own = {placed.entry.key for placed in there}
    new_ones = [entry for key, entry in asked.items() if key not in own]
    if new_ones:
        if made and not made.endswith("\n"):
            made += "\n"
        indent = " " * (root.start_mark.column if root is not None else 0)
        made += "".join(f"{indent}{'- ' if listed else ''}{_line(entry, listed=listed)}\n" for entry in new_ones)
    if "\r\n" in text:
        made = made.replace("\r\n", "\n").replace("\n", "\r\n")
    _check(made, [asked.get(placed.entry.key, placed.entry) for placed in there] + new_ones, file)
    return made


def _check(made: str, wanted: Sequence[Entry], file: str) -> None:
    """Raise ScriptError unless the new text holds just what it should."""
    try:
        right = parse_lexicon(made, file).entries == tuple(wanted)
    except ScriptError:
        right = False
    if not right:
        remedy = "Write it with one entry a line, as in `Kyiv: ˈkiːjɪv`"
        raise ScriptError("written so that no entry can be put into it", where=file, remedy=remedy)


def _line(entry: Entry, *, listed: bool) -> str:
    """An entry in one line of YAML: in short where its sounds say all."""
    usual = Entry(entry.grapheme, entry.ipa, entry.alias)
    fields = {key: value for key in ("ipa", "alias") if (value := getattr(entry, key))}
    fields |= {key: value for key in ("lang", "case") if (value := getattr(entry, key)) != getattr(usual, key)}
    if listed:
        return _dump({"grapheme": entry.grapheme, **fields}, flow=True)
    if fields.keys() == {"ipa"}:
        return _dump({entry.grapheme: entry.ipa}, flow=False)
    return _dump({entry.grapheme: fields}, flow=None)


def _dump(data: Mapping[str, object], *, flow: bool | None) -> str:
    """`flow` is None for braces inside and none outside."""
    return str(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=flow)).strip()
