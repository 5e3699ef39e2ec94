"""Lexicon files in YAML ⇄ entries; every mistake is answered with its file, line and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from pipeline.errors import ScriptError
from pipeline.write.lexicon.entry import BadEntry, Entry
from pipeline.write.lexicon.lexicon import Lexicon, layered

ENGLISH = Path(__file__).parent / "english.yaml"
"""The bundled lexicon; its head describes the form."""

FIELDS = ("grapheme", "ipa", "alias", "lang", "case")

_FORM = "Write `Kyiv: ˈkiːjɪv`, or `Merz: {ipa: meəts, alias: Mairts}`, or a list of entries with `grapheme:` and `ipa:`"

_LARGEST = 20_000_000
"""Bytes: a hundred thousand entries have fewer; what is larger was not meant to be a lexicon."""


@cache
def bundled() -> Lexicon:
    """The lexicon that comes with the product: names and words in the news, as a British newsreader says them."""
    text, file = read_text(ENGLISH), str(ENGLISH)
    # The parser in C takes a tenth of the time; where it says that something stands, and what is wrong, nobody asks of this file.
    root = tree(text, file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Lexicon(tuple(make_entry(fields, file, _line(first)) for first, _, fields in _rows(root, file)))


def load(paths: Iterable[Path]) -> Lexicon:
    """The show's own YAML files, the weightiest first, over the bundled lexicon. Raises ScriptError with file, line and key."""
    return layered(*(parse_lexicon(read_text(path), str(path)) for path in paths), bundled())


def read_text(path: Path) -> str:
    """A lexicon file's text. Raises ScriptError."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ScriptError("the file is too large for a lexicon", where=str(path), remedy="Keep the entries that the show needs")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScriptError("not written in UTF-8", where=f"{path}:{line}", remedy="Save the file as UTF-8") from error
    except OSError as error:
        remedy = "Check the lexicon's path in the show's settings"
        raise ScriptError(f"the lexicon cannot be read ({error.strerror or error})", where=str(path), remedy=remedy) from error


def parse_lexicon(text: str, file: str) -> Lexicon:
    """The lexicon in a YAML text. Raises ScriptError with file, line and key."""
    return Lexicon(tuple(placed.entry for placed in places(text, file)))


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and where it stands in a YAML text."""

    entry: Entry
    line: int
    """From 1."""
    start: int
    """Its first character."""
    end: int
    """One past its last: comments and line breaks behind it are not its own."""


def places(text: str, file: str) -> tuple[Placed, ...]:
    """The entries in a YAML text with their places. Raises ScriptError with file, line and key."""
    found: dict[tuple[str, str], Placed] = {}
    for first, last, fields in _rows(tree(text, file), file):
        line = _line(first)
        entry = make_entry(fields, file, line)
        if entry.key in found:
            raise ScriptError(
                f"'{entry.grapheme}' stands in line {found[entry.key].line} already", where=f"{file}:{line}", remedy="Keep one of the two"
            )
        found[entry.key] = Placed(entry, line, first.start_mark.index, _end(last))
    return tuple(found.values())


def _end(node: yaml.Node) -> int:
    """Where a node ends; one in lines of its own says that it ends where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return int(node.end_mark.index)


def make_entry(fields: dict[str, str], file: str, line: int) -> Entry:
    """The entry of a row. Raises ScriptError with file, line and key."""
    try:
        return Entry(**fields)
    except BadEntry as error:
        name = f" of '{fields['grapheme']}'" if error.key != "grapheme" else ""
        raise ScriptError(f"{error.key}{name}: {error.message}", where=f"{file}:{line}", remedy=error.remedy) from error


def format_lexicon(lexicon: Lexicon) -> str:
    """A lexicon as the text of a YAML file; `parse_lexicon` gives the same entries back."""
    rows = []
    for entry in lexicon.entries:
        plain = Entry(entry.grapheme, entry.ipa, entry.alias)
        rest = {key: getattr(entry, key) for key in ("ipa", "alias", "lang", "case") if getattr(entry, key)}
        rest = {key: value for key, value in rest.items() if key not in ("lang", "case") or value != getattr(plain, key)}
        rows.append({"grapheme": entry.grapheme, **rest})
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=200) if rows else ""


def tree(text: str, file: str, kind: type[yaml.SafeLoader] = yaml.SafeLoader) -> yaml.Node | None:
    """The nodes of a YAML text, which know their lines. Nothing is made of them: a word such as No or 1984 stays a word."""
    loader: yaml.SafeLoader | None = None
    try:
        loader = kind(text)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ScriptError(f"no YAML: {error.problem or error.context}", where=f"{file}:{line}", remedy=_FORM) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise ScriptError(f"a character that YAML does not allow ({error.reason})", where=f"{file}:{line}", remedy="Take it out") from error
    except yaml.YAMLError as error:
        raise ScriptError(f"no YAML: {error}", where=f"{file}:1", remedy=_FORM) from error
    except ValueError as error:  # a version with more digits than Python reads
        raise ScriptError(f"no YAML: {error}", where=f"{file}:1", remedy=_FORM) from error
    except RecursionError as error:
        raise ScriptError("brackets within brackets without end", where=f"{file}:1", remedy=_FORM) from error
    finally:
        if loader is not None:
            loader.dispose()


def _rows(root: yaml.Node | None, file: str) -> Iterator[tuple[yaml.Node, yaml.Node, dict[str, str]]]:
    """The first and the last node and the fields of each entry, in either form."""
    if root is None:
        return
    if isinstance(root, yaml.SequenceNode):
        for node in root.value:
            if not isinstance(node, yaml.MappingNode):
                raise ScriptError("an entry that is no list of fields", where=_place(node, file), remedy=_FORM)
            yield node, node, _long(node, file)
    elif isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            grapheme = _text(key, file, "an entry's word")
            if isinstance(value, yaml.MappingNode):
                yield key, value, {"grapheme": grapheme} | _fields(value, file, grapheme, FIELDS[1:])
            else:
                yield key, value, {"grapheme": grapheme, "ipa": _text(value, file, f"the sounds of '{grapheme}'")}
    else:
        raise ScriptError("no lexicon: neither a list nor words with their sounds", where=_place(root, file), remedy=_FORM)


def _long(node: yaml.MappingNode, file: str) -> dict[str, str]:
    fields = _fields(node, file, "", FIELDS)
    if "grapheme" not in fields:
        raise ScriptError("grapheme: it is missing", where=_place(node, file), remedy="Add `grapheme:`, the word as it is written")
    return fields


def _fields(node: yaml.MappingNode, file: str, grapheme: str, known: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key_node, value in node.value:
        key = _text(key_node, file, "a field's name")
        of = f" of '{grapheme}'" if grapheme else ""
        if key not in known:
            raise ScriptError(f"{key}{of}: no such field", where=_place(key_node, file), remedy=f"The fields are {', '.join(known)}")
        if key in found:
            raise ScriptError(f"{key}{of}: it stands there twice", where=_place(key_node, file), remedy="Keep one of the two")
        found[key] = _text(value, file, f"{key}{of}")
    return found


def _text(node: yaml.Node, file: str, what: str) -> str:
    """A word or line of text. A value that is left empty is a mistake, not a word called null."""
    if not isinstance(node, yaml.ScalarNode):
        raise ScriptError(f"{what}: not one line of text", where=_place(node, file), remedy=_FORM)
    text = str(node.value).strip()
    if not text or (node.tag == "tag:yaml.org,2002:null" and text in ("~", "null")):
        raise ScriptError(f"{what}: nothing there", where=_place(node, file), remedy=_FORM)
    return text


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _place(node: yaml.Node, file: str) -> str:
    return f"{file}:{_line(node)}"
