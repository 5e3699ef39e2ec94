"""Lists of items that a newsroom writes or exports: YAML or JSON → `Briefing`, checked against `items.schema.json`."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image, Origin, Quote
from pipeline.read import dates, withheld, yamltree
from pipeline.read.blocks import Block, Item, assemble, full_stop, one_line
from pipeline.read.decode import MAX_LINE
from pipeline.read.yamltree import Node
from pipeline.regex import regex

SCHEMA = "items.schema.json"
REMEDY = "The keys of an item are in docs/sources.md, and in pipeline/read/items.schema.json"

_MEANT = {
    **dict.fromkeys(("headline", "heading", "head", "slug", "name", "subject"), "title"),
    **dict.fromkeys(("text", "content", "copy", "story", "article", "paragraphs"), "body"),
    **dict.fromkeys(("author", "reporter", "writer", "by"), "byline"),
    **dict.fromkeys(("summary", "intro", "standfirst", "description"), "lead"),
    **dict.fromkeys(("date", "published", "updated"), "time"),
    **dict.fromkeys(("location", "city", "dateline"), "place"),
    **dict.fromkeys(("link", "url", "publisher"), "source"),
    **dict.fromkeys(("embargoed", "embargo_until", "not_before", "hold_until"), "embargo"),
    **dict.fromkeys(("expiry", "valid_until", "not_after"), "expires"),
    **dict.fromkeys(("pictures", "photos", "image"), "images"),
    **dict.fromkeys(("priority", "rank", "weight"), "importance"),
    **dict.fromkeys(("stories", "news", "entries", "articles"), "items"),
}
"""What other lists call our keys."""
_ALONE = regex(r"\A\s*\{[^{}]*\"(?:body|lead)\"\s*:[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*\Z")
_HOLD = {"items", "body", "lead", "quotes"}
"""Keys that hold what is told."""
_TYPES = {"string": "text", "array": "a list", "object": "a mapping (key: value)", "integer": "a whole number", "boolean": "true or false"}


def schema() -> dict[str, Any]:
    """The published JSON schema of a list."""
    found: dict[str, Any] = json.loads(files("pipeline.read").joinpath(SCHEMA).read_text(encoding="utf-8"))
    return found


def briefing_of(text: str, name: str, sha256: str, now: dt.datetime | None = None) -> Briefing:
    """The briefing that a list of items holds, as it may be told `now`. Sources are lines of the file; in JSON, whose lines say little, `FILE#ITEM:PARAGRAPH`.

    Raises BriefingError with file, line, item and key.
    """
    root = yamltree.load(_listed(text), name)
    _refuse_foreign(root, name)
    _check(root, name)
    top = root.value if isinstance(root.value, dict) else {}
    entries = top["items"].value if isinstance(root.value, dict) else root.value
    if not isinstance(entries, list):  # pragma: no cover - the schema has said so
        raise TypeError(name)
    numbered = text.lstrip()[:1] in ("[", "{")
    above = _source(top.get("source"), Origin(title=_text(top, "title"), published=_text(top, "date")))
    source = text.split("\n")
    items = [_item(entry, number, name, source, above, numbered=numbered) for number, entry in enumerate(entries, 1)]
    held = [_held(entry, now or dt.datetime.now(dt.UTC)) for entry in entries]
    told = [_not_told(item, why) if why else item for item, why in zip(items, held, strict=True)]
    return _named(
        assemble(name, sha256, told, order=_text(top, "order")), [entry for entry, why in zip(entries, held, strict=True) if not why]
    )


def _listed(text: str) -> str:
    """JSON that is one item, or an object on each line, as a list; each stays on its line."""
    lines = text.rstrip().split("\n")
    if text.lstrip().startswith("{") and _ALONE.search(text) and '"items"' not in text:
        return f"[{text}]"
    if len(lines) < 2 or not all(line.lstrip()[:1] in ("{", "") for line in lines) or not lines[0].rstrip().endswith("}"):
        return text
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), 0)
    return "[" + "\n".join(f"{line}{',' if line.strip() and n < last else ''}" for n, line in enumerate(lines)) + "]"


def _refuse_foreign(root: Node, name: str) -> None:
    """Raise BriefingError for JSON of which no key is one of a list of items: what a chat or a map exports."""
    said = root.plain()
    known = {*schema()["definitions"]["item"]["properties"], *_MEANT}
    keys = {str(key).lower() for each in (said if isinstance(said, list) else [said]) if isinstance(each, dict) for key in each}
    few = 2 * len(keys & known) < len(keys) if isinstance(said, list) else not {_MEANT.get(key, key) for key in keys} & _HOLD
    if keys and few:
        what = "this is no list of items, no feed and no answer of a news API: most of its keys are not known"
        raise BriefingError(
            what, where=name, remedy="Copy the texts that are news into a text file, or give each the keys of docs/sources.md"
        )


# ── one item ─────────────────────────────────────────────────────────────────────────────────────────────


def _item(entry: Node, number: int, name: str, source: list[str], above: Origin, *, numbered: bool) -> Item:
    has = entry.value if isinstance(entry.value, dict) else {}
    blocks = [Block(text, "body", "a paragraph of the list", first, last) for text, first, last in _paragraphs(has, source)]
    if not blocks:
        what = f'item {number}: there is nothing to tell: it has no "body", "lead" or "quotes"'
        raise BriefingError(what, where=f"{name}:{entry.first}", remedy=REMEDY)
    if not any(0 < len(one_line(block.text)) <= MAX_LINE for block in blocks):
        what = f"item {number}: there is nothing to tell: a paragraph has 1 to {MAX_LINE:,} characters"
        raise BriefingError(what, where=f"{name}:{entry.first}", remedy="Break it into paragraphs, with an empty line between two")
    if numbered:
        blocks = [Block(block.text, block.kind, block.reason) for block in blocks]
    time, said = _text(has, "time"), dict(entry.plain())
    origin = _source(has.get("source"), above)
    if dates.moment(time):
        origin = Origin(origin.publisher, origin.url, origin.licence, dates.iso(time), origin.title)
    reasons = said.get("reasons", [])
    return Item(
        blocks=tuple(blocks),
        heading=_text(has, "title"),
        file=f"{name}#{number}" if numbered else "",
        byline=_text(has, "byline"),
        place=_text(has, "place"),
        origin=origin if origin != Origin() else None,
        images=tuple(_image(each) for each in said.get("images", [])),
        time=dates.clock(time) or time,
        reason="; ".join(filter(None, [reasons] if isinstance(reasons, str) else reasons)) or "an item of the list",
        actors=tuple(said.get("actors", ())),
        importance=said.get("importance", 5 if said.get("pin") else 0),
        pin=bool(said.get("pin")),
        kind=_text(has, "kind"),
        quotes=tuple(Quote(each["speaker"], _unquoted(each["text"])) for each in said.get("quotes", [])),
        skip=bool(said.get("skip")),
        related=tuple(said.get("related", ())),
    )


def _held(entry: Node, now: dt.datetime) -> str:
    """Why an item may not be told now; empty for one that may."""
    has = entry.value if isinstance(entry.value, dict) else {}
    embargo, expires = _text(has, "embargo"), _text(has, "expires")
    return (withheld.embargoed(embargo, now) if embargo else "") or withheld.expired(expires, now)


def _not_told(item: Item, why: str) -> Item:
    return replace(item, blocks=tuple(replace(block, kind="furniture", reason=why) for block in item.blocks))


def _paragraphs(has: dict[str, Node], source: list[str]) -> list[tuple[str, int, int]]:
    """Lead, body and quotations, each once."""
    body = has.get("body")
    parts = body.value if body is not None and isinstance(body.value, list) else [body] if body is not None else []
    found = [each for part in parts if isinstance(part, Node) for each in yamltree.texts(part, source)]
    if "lead" in has:
        lead = list(yamltree.texts(has["lead"], source))
        if lead and not (found and _bare(found[0][0]).startswith(_bare(lead[0][0]))):
            found = lead + found
    quotes = has["quotes"].value if "quotes" in has else []
    for quote in quotes if isinstance(quotes, list) else []:
        parts_of = quote.value if isinstance(quote.value, dict) else {}
        words = _unquoted(_text(parts_of, "text"))
        if words and not any(_bare(words) in _bare(text) for text, _, _ in found):
            node = parts_of["text"]
            found.append((f"{_text(parts_of, 'speaker')} said: “{full_stop(words)}”", node.first, node.last))
    return found


def _unquoted(text: str) -> str:
    return text.strip(' "“”')


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _text(has: dict[str, Node], key: str) -> str:
    value = has[key].value if key in has else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _source(node: Node | None, above: Origin) -> Origin:
    """Who published it, over what the list says of all its items."""
    said = node.plain() if node is not None else None
    if isinstance(said, str):
        said = {"url": said} if re.match(r"https?://", said) else {"name": said}
    said = said or {}
    return Origin(
        said.get("name", above.publisher), said.get("url", above.url), said.get("licence", above.licence), above.published, above.title
    )


def _image(said: str | dict[str, str]) -> Image:
    return Image(said) if isinstance(said, str) else Image(said.get("url", ""), said.get("caption", ""), said.get("credit", ""))


def _named(briefing: Briefing, entries: list[Node]) -> Briefing:
    """The updates under the ids that the list gives them."""
    names = [str(entry.value["id"].value) if isinstance(entry.value, dict) and "id" in entry.value else "" for entry in entries]
    updates = [replace(update, id=given) if given else update for update, given in zip(briefing.updates, names, strict=True)]
    seen: set[str] = set()
    for update, entry in zip(updates, entries, strict=True):
        if update.id in seen:
            raise BriefingError(f'the id "{update.id}" stands twice', where=f"{briefing.file}:{entry.first}", remedy="Give one another id")
        seen.add(update.id)
    return replace(briefing, updates=tuple(updates))


# ── what is wrong, and where ─────────────────────────────────────────────────────────────────────────────


@functools.cache
def _validator() -> Callable[[Any], Any]:
    import fastjsonschema

    made: Callable[[Any], Any] = fastjsonschema.compile(schema(), use_default=False, detailed_exceptions=True)
    return made


def _check(root: Node, name: str) -> None:
    """Raise BriefingError for the first thing that the schema does not allow."""
    import fastjsonschema

    try:
        _validator()(root.plain())
    except fastjsonschema.JsonSchemaValueException as error:
        path = [str(step) for step in error.path[1:]]
        what, node = _wrong(root, path, error)
        at = next((int(step) + 1 for step in path if step.isdigit()), 0)
        item = f"item {at}: " if at else ""
        raise BriefingError(f"{item}{what}", where=f"{name}:{node.key_line or node.first}", remedy=REMEDY) from None


def _wrong(root: Node, path: list[str], error: Any) -> tuple[str, Node]:
    node = root.at(path)
    inside = path[1:] if path[:1] == ["items"] and len(path) > 1 else path
    key = next((f'"{step}"' for step in reversed(inside) if not step.isdigit()), "it")
    rule, allowed = error.rule, error.rule_definition
    if rule == "additionalProperties" and isinstance(node.value, dict):
        known = list(error.definition["properties"])
        foreign = next(name for name in node.value if name not in known)
        meant = _MEANT.get(foreign.lower(), "")
        near = [meant] if meant in known else difflib.get_close_matches(foreign, known, 1)
        return f'there is no key "{foreign}"' + (f' (is it "{near[0]}"?)' if near else ""), node.value[foreign]
    if rule == "required":
        missing = next((name for name in allowed if not isinstance(node.value, dict) or name not in node.value), allowed[0])
        meant = next((name for name in node.value if _MEANT.get(name.lower()) == missing), "") if isinstance(node.value, dict) else ""
        return f'"{missing}" is missing' + (f' (is it "{meant}"?)' if meant else ""), node
    if rule == "type":
        allowed = [allowed] if isinstance(allowed, str) else allowed
        quoted = (
            ": a line with a colon in it needs quotation marks around it" if isinstance(node.value, dict) and "string" in allowed else ""
        )
        return f"{key} must be {' or '.join(_TYPES.get(each, each) for each in allowed)}{quoted}", node
    if rule in ("minimum", "maximum"):
        return f"{key} must be {error.definition['minimum']} to {error.definition['maximum']}", node
    if rule == "enum":
        return f"{key} must be {' or '.join(allowed)}", node
    if rule in ("minItems", "minLength"):
        return f"{key} is empty", node
    if rule == "maxLength":
        return f"{key} has more than {allowed} characters", node
    return f"{key} is not written as an id: letters, digits, '.', '_' and '-'", node
