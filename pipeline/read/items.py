"""The item file: how a source was read, as YAML that a human can correct and `build` takes instead of the raw text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from pipeline.errors import BriefingError
from pipeline.model import KINDS, ORDERS, Briefing, Image, Line, Origin, Paragraph, Quote, Source, Update
from pipeline.read import yamltree
from pipeline.read.decode import MAX_LINES
from pipeline.read.updates import with_actors

HEAD = """\
# How {file} was read. Correct it and build: `episode build` takes this file instead of the raw text.
# Move a paragraph to another update, give an update `importance: 5` (5 leads, 1 ends) or `skip: true`,
# mend a paragraph's text, or move a line from not_told into an update. Line numbers are those of the source.
"""
MARK = "episode_items"
BESIDE = ("kind", "time", "stamp", "date", "place", "byline", "heading")
"""What stands beside an update's text, as an item file names it."""
LONGEST_NUMBER = 40
"""Characters."""


def to_yaml(briefing: Briefing) -> str:
    """The item file of a briefing. Reading it again gives the same updates."""
    places = [p.source for update in briefing.updates for p in update.paragraphs]
    told = {(place.file, n) for place in places for n in range(place.first_line, place.last_line + 1)}
    document: dict[str, Any] = {
        MARK: 1,
        "source": briefing.file,
        "source_sha256": briefing.sha256,
        "order": briefing.order,
        "updates": [
            {
                "id": update.id,
                **_file(update.paragraphs[0].source.file, briefing.file),
                "sure": update.confidence,
                "because": update.reason,
                **{key: value for key in BESIDE if (value := getattr(update, key))},
                **({"origin": _set(update.origin)} if update.origin else {}),
                **({"importance": update.importance} if update.importance else {}),
                **({"pin": True} if update.pin else {}),
                **({"skip": True} if update.skip else {}),
                "actors": list(update.actors),
                **({"related": list(update.related)} if update.related else {}),
                **(
                    {"quotes": [{"speaker": q.speaker, "text": q.text, "sure": q.confidence} for q in update.quotes]}
                    if update.quotes
                    else {}
                ),
                **({"images": [_set(image) for image in update.images]} if update.images else {}),
                "paragraphs": [_paragraph(p, update.paragraphs[0].source.file) for p in update.paragraphs],
            }
            for update in briefing.updates
        ],
        "not_told": [
            {"line": line.n, **_file(line.file, ""), "kind": line.kind, "reason": line.reason, "text": line.text}
            for line in briefing.lines
            if (line.file or briefing.file, line.n) not in told and line.kind != "blank"
        ],
    }
    body = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
    return HEAD.format(file=briefing.file) + body


def _file(file: str, known: str) -> dict[str, str]:
    return {"file": file} if file != known else {}


def _paragraph(paragraph: Paragraph, file: str) -> dict[str, Any]:
    source = paragraph.source
    last = {"last_line": source.last_line} if source.last_line != source.first_line else {}
    return {"line": source.first_line, **last, **_file(source.file, file), "text": paragraph.text}


def _set(value: Origin | Image) -> dict[str, str]:
    """The fields that are not empty."""
    return {key: getattr(value, key) for key in value.__slots__ if getattr(value, key)}


def looks_like_items(text: str) -> bool:
    """True for a text that is an item file, by its mark."""
    return any(line.startswith(f"{MARK}:") for line in text.split("\n", 60)[:60])


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # in C it takes a tenth of the time
    """A safe loader whose mappings know the line on which they stand (under the key `__line__`)."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    found["__line__"] = node.start_mark.line + 1
    return found


def _number(loader: _Loader, node: yaml.ScalarNode) -> Any:
    """A number; a text where it has more digits than any number that is meant, since Python neither reads nor prints all of them."""
    if len(node.value) > LONGEST_NUMBER:
        return node.value
    return loader.construct_yaml_int(node) if node.tag.endswith(":int") else loader.construct_yaml_float(node)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_Loader.add_constructor("tag:yaml.org,2002:int", _number)
_Loader.add_constructor("tag:yaml.org,2002:float", _number)


def from_yaml(text: str, name: str, sha256: str) -> Briefing:
    """The briefing that an item file holds. Raises BriefingError with the item file's line and key."""
    yamltree.load(text, name)  # refuses what is too large, too deep, or not plain
    try:
        # _Loader is a SafeLoader: it builds plain values only.
        document = yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        raise BriefingError(f"not valid YAML: {getattr(error, 'problem', error)}", where=where, remedy="Mend that line") from error
    except ValueError as error:  # what looks like a number or a date, and is none
        raise BriefingError(f"a value is none: {error}", where=name, remedy="Put it in quotes") from error
    reader = _Reader(name)
    top = reader.mapping(document, "the file", 1)
    file = reader.file(top, "source")
    told: _Told = {}
    updates = []
    for number, raw in enumerate(reader.sequence(top, "updates"), 1):
        updates.append(reader.update(raw, number, file, told))
    for raw in reader.sequence(top, "not_told", required=False):
        line = reader.dropped(raw, file)
        told.setdefault((line.file or file, line.n), line)
    if not any(not update.skip for update in updates):
        raise BriefingError("no update is left to tell", where=name, remedy="Take 'skip' from at least one")
    order = top.get("order", "newest-first")
    if order not in ORDERS:
        raise BriefingError(f"'order' is {order!r}", where=f"{name}:1", remedy="Write newest-first, oldest-first or as-listed")
    lines = _every_line(told, file)
    return Briefing(file, sha256, order, lines, with_actors(tuple(updates)))


_Told = dict[tuple[str, int], Line]
"""(file, line) → how it was read."""


def _every_line(told: _Told, file: str) -> tuple[Line, ...]:
    """The lines in order, those of the file itself without a gap."""
    own = {n: line for (name, n), line in told.items() if name == file}
    every = {n: Line(n, "", "blank", "empty", 1.0) for n in range(1, max(own, default=0) + 1)} | own
    place = {name: i for i, name in enumerate(dict.fromkeys(name for name, _ in told))}
    others = sorted((where for where in told if where[0] != file), key=lambda where: (place[where[0]], where[1]))
    return (*(every[n] for n in sorted(every)), *(told[where] for where in others))


def _beside(value: Any) -> str:
    """A value as text. YAML reads 18:14 without quotes as a number of minutes."""
    return f"{value // 60:02}:{value % 60:02}" if isinstance(value, int) else str(value or "")


class _Reader:
    """Takes values out of loaded YAML and says where one is not what it should be."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, message: str, line: int, remedy: str) -> BriefingError:
        return BriefingError(message, where=f"{self.name}:{line}", remedy=remedy)

    def mapping(self, value: Any, what: str, line: int) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(f"{what} is not a mapping (key: value)", line, "Compare with a file that 'episode items --edit' makes")
        return value

    def sequence(self, where: dict[str, Any], key: str, *, required: bool = True) -> list[Any]:
        value = where.get(key)
        if value is None and not required:
            return []
        if not isinstance(value, list) or (required and not value):
            raise self.fail(f"'{key}' is not a list", where.get("__line__", 1), f"Write a list of entries under '{key}:'")
        return value

    def text(self, where: dict[str, Any], key: str) -> str:
        value = where.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(
                f"'{key}' is missing or not text", where.get("__line__", 1), f"Give '{key}' its text, in quotes if it has a colon"
            )
        return " ".join(value.split())

    def file(self, where: dict[str, Any], key: str) -> str:
        """A file's name as it is: two spaces in it are two."""
        self.text(where, key)
        return str(where[key])

    def number(self, where: dict[str, Any], key: str, low: int, high: int, default: int | None = None) -> int:
        value = where.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.fail(f"'{key}' is {value!r}", where.get("__line__", 1), f"Write a whole number from {low} to {high}")
        return value

    def update(self, raw: Any, number: int, file: str, told: _Told) -> Update:
        entry = self.mapping(raw, f"update {number}", 1)
        paragraphs = []
        for each in self.sequence(entry, "paragraphs"):
            part = self.mapping(each, f"a paragraph of update {number}", entry["__line__"])
            n = self.number(part, "line", 1, MAX_LINES)
            last = self.number(part, "last_line", n, MAX_LINES, n)
            own = self.file(part, "file") if "file" in part else self.file(entry, "file") if "file" in entry else file
            if (own, n) in told:
                raise self.fail(f"line {n} of the source stands in two updates", part["__line__"], "Keep it in one")
            words = self.text(part, "text")
            told[own, n] = Line(n, words, "body", "told in the item file", 1.0, own if own != file else "")
            paragraphs.append(Paragraph(words, Source(own, n, last)))
        pin = self.truth(entry, "pin")
        return Update(
            id=str(entry.get("id", f"u{number:02d}")),
            start=paragraphs[0].source.first_line,
            paragraphs=tuple(paragraphs),
            confidence=self.sure(entry),
            reason=str(entry.get("because", "set in the item file")),
            **{key: _beside(entry.get(key)) for key in BESIDE},
            actors=tuple(str(each) for each in self.sequence(entry, "actors", required=False)),
            importance=self.number(entry, "importance", 0, 5, 5 if pin else 0),
            skip=self.truth(entry, "skip"),
            origin=Origin(**self.words(entry["origin"], Origin.__slots__, "origin")) if entry.get("origin") else None,
            images=tuple(Image(**self.words(each, Image.__slots__, "images")) for each in self.sequence(entry, "images", required=False)),
            pin=pin,
            quotes=tuple(self.quote(each) for each in self.sequence(entry, "quotes", required=False)),
            related=tuple(str(each) for each in self.sequence(entry, "related", required=False)),
        )

    def truth(self, where: dict[str, Any], key: str) -> bool:
        value = where.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(f"'{key}' is {value!r}", where["__line__"], "Write true or false")
        return value

    def quote(self, raw: Any) -> Quote:
        entry = self.mapping(raw, "an entry of quotes", 1)
        return Quote(self.text(entry, "speaker"), self.text(entry, "text"), self.sure(entry))

    def sure(self, entry: dict[str, Any]) -> float:
        sure = entry.get("sure", 1.0)
        if isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1:
            raise self.fail(f"'sure' is {sure!r}", entry["__line__"], "Write a number from 0 to 1, or take it out")
        return float(sure)

    def words(self, raw: Any, allowed: Sequence[str], key: str) -> dict[str, str]:
        entry = self.mapping(raw, f"'{key}'", 1)
        foreign = next((name for name in entry if name not in (*allowed, "__line__")), None)
        if foreign is not None:
            raise self.fail(f"'{key}' has no '{foreign}'", entry["__line__"], f"It has {', '.join(allowed)}")
        return {name: str(value) for name, value in entry.items() if name != "__line__"}

    def dropped(self, raw: Any, file: str) -> Line:
        entry = self.mapping(raw, "an entry of not_told", 1)
        kind = entry.get("kind")
        if kind not in KINDS:
            raise self.fail(f"'kind' is {kind!r}", entry["__line__"], f"Write one of {', '.join(KINDS)}")
        own = self.file(entry, "file") if "file" in entry else file
        n = self.number(entry, "line", 1, MAX_LINES)
        return Line(n, str(entry.get("text", "")), kind, str(entry.get("reason", "")), 1.0, own if own != file else "")
