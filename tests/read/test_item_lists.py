"""Lists of items in YAML and JSON: every field arrives, every mistake has its line, item and key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image, Origin
from pipeline.read import item_lists

LIST = """# The day, as the desk wrote it
title: The day
date: 2026-11-27
order: oldest-first
source: {name: The Example, url: https://example.org/, licence: CC BY 4.0}
items:
  - id: bridge
    title: Bridge to open again
    kind: news
    lead: The bridge opens again on Monday.
    body: |
      It had been closed for a month
      after a lorry struck it.

      The mayor thanked the crews.
      They had worked at night.
    quotes:
      - speaker: Mayor Eva Muster
        text: “We will not wait”
    actors: [Eva Muster]
    time: 15:25
    place: Zurich
    byline: Ann Writer
    images:
      - https://example.org/a.jpg
      - {url: https://example.org/b.jpg, caption: A view, credit: Dora Lens}
    importance: 4
    related: [river, https://example.org/more]
    reasons: [it is new, it is near]
  - id: river
    title: No
    time: 2026-11-27T16:10:00+01:00
    source: https://agency.example/river
    pin: true
    body:
      - The river falls.
      - "The water board expects
         more rain."
  - title: Old news
    skip: true
    body: It rained.
    embargo: 00:01 on 23 November 2020
    expires: 2126-11-30
"""


def of(text: str, name: str = "day.yaml") -> Briefing:
    return read.read(text.encode(), name)


def test_every_field_arrives() -> None:
    bridge, river, old = of(LIST).updates
    assert [(p.text, str(p.source)) for p in bridge.paragraphs] == [
        ("The bridge opens again on Monday.", "day.yaml:10"),
        ("It had been closed for a month after a lorry struck it.", "day.yaml:12-13"),
        ("The mayor thanked the crews.", "day.yaml:15"),
        ("They had worked at night.", "day.yaml:16"),
        ("Mayor Eva Muster said: “We will not wait.”", "day.yaml:19"),
    ]
    assert (bridge.id, bridge.heading, bridge.time, bridge.place, bridge.byline) == (
        "bridge",
        "Bridge to open again",
        "15:25",
        "Zurich",
        "Ann Writer",
    )
    assert bridge.actors == ("Eva Muster",)
    assert bridge.origin == Origin("The Example", "https://example.org/", "CC BY 4.0", "2026-11-27", "The day")
    assert bridge.images == (Image("https://example.org/a.jpg"), Image("https://example.org/b.jpg", "A view", "Dora Lens"))
    assert (bridge.importance, bridge.pin, bridge.skip) == (4, False, False)
    assert bridge.related == ("river", "https://example.org/more")
    assert (bridge.kind, bridge.reason) == ("news", "it is new; it is near")
    assert [(p.text, str(p.source)) for p in river.paragraphs] == [
        ("The river falls.", "day.yaml:36"),
        ("The water board expects more rain.", "day.yaml:37-38"),
    ]
    assert (river.heading, river.time, river.pin, river.importance) == ("No", "16:10", True, 5)
    assert river.origin == Origin("The Example", "https://agency.example/river", "CC BY 4.0", "2026-11-27T16:10:00+01:00", "The day")
    assert (old.id, old.skip) == ("u03", True)
    assert of(LIST).order == "oldest-first"


def test_json_says_the_same_but_where() -> None:
    plain = yaml.load(LIST, Loader=yaml.BaseLoader)  # noqa: S506 - our own text; every value is a string
    for item in plain["items"]:
        for key, kind in (("importance", int), ("pin", lambda v: v == "true"), ("skip", lambda v: v == "true")):
            if key in item:
                item[key] = kind(item[key])
    for text in (
        json.dumps(plain),
        json.dumps(plain, indent=1),
        json.dumps(plain, ensure_ascii=False, indent="\t"),
        json.dumps(plain["items"]),
    ):
        briefing = of(text, "day.json")
        assert [u.heading for u in briefing.updates] == ["Bridge to open again", "No", "Old news"]
        assert str(briefing.updates[0].paragraphs[1].source) == "day.json#1:2"
        same = of(LIST).updates[0]
        assert [p.text for p in briefing.updates[0].paragraphs] == [p.text for p in same.paragraphs]
        assert briefing.updates[0].images == same.images


@pytest.mark.parametrize("word", ["😀", "\\\\u0041", "a/b", '"quoted"', "tab\there", "line\nend", "É", "\u2028", "𝄞𝄞"])
def test_what_json_escapes_comes_through(word: str) -> None:
    text = json.dumps([{"title": "x", "body": f"It is {word} now."}])
    assert of(text).updates[0].paragraphs[0].text.replace(" ", "") == "".join(f"It is {word} now.".split())


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ("importance: 4", "importance: 9", 'day.yaml:27: item 1: "importance" must be 1 to 5'),
        ("importance: 4", "importance: high", 'day.yaml:27: item 1: "importance" must be a whole number'),
        ("importance: 4", "importance: 0", 'day.yaml:27: item 1: "importance" must be 1 to 5'),
        ("importance: 4", "importanse: 4", 'day.yaml:27: item 1: there is no key "importanse" (is it "importance"?)'),
        ("importance: 4", "colour: red", 'day.yaml:27: item 1: there is no key "colour"'),
        ("pin: true", "pin: maybe", 'day.yaml:34: item 2: "pin" must be true or false'),
        ("speaker: Mayor Eva Muster", "who: Mayor Eva Muster", "day.yaml:18: item 1: "),
        ("speaker: Mayor Eva Muster", "speaker: ''", 'day.yaml:18: item 1: "speaker" is empty'),
        ("      - speaker: Mayor Eva Muster\n        text", "      - text", 'day.yaml:18: item 1: "speaker" is missing'),
        ("body: It rained.", "time: 12:00", "day.yaml:39: item 3: there is nothing to tell"),
        ("body: It rained.", "body: ' '", "day.yaml:39: item 3: there is nothing to tell"),
        ("body: It rained.", "body: {a: b}", 'day.yaml:41: item 3: "body" must be text or a list'),
        ("body: It rained.", "body: [[a]]", 'day.yaml:41: item 3: "body" must be text'),
        ("actors: [Eva Muster]", "actors: Eva Muster", 'day.yaml:20: item 1: "actors" must be a list'),
        ("order: oldest-first", "order: sideways", 'day.yaml:4: "order" must be newest-first or oldest-first'),
        ("title: The day", "titel: The day", 'day.yaml:2: there is no key "titel" (is it "title"?)'),
        ("id: river", "id: bridge", 'day.yaml:30: the id "bridge" stands twice'),
        ("id: river", "id: the river", 'day.yaml:30: item 2: "id" is not written as an id'),
        ("    skip: true\n", "    skip: true\n    skip: true\n", 'day.yaml:41: "skip" stands twice'),
        ("title: No", "title: &a No", "day.yaml:31: anchors (&) and aliases (*) are not read"),
        ("title: No", "title: *a", "day.yaml:31: anchors (&) and aliases (*) are not read"),
        ("title: No", "title: !!python/name:os.system x", "not valid YAML"),
        ("title: No", "title: [No", "not valid YAML"),
        ("licence: CC BY 4.0}", "rights: x}", 'day.yaml:5: there is no key "rights"'),
        ("  - id: bridge", "  - 3\n  - id: bridge", "day.yaml:7: item 1: it must be a mapping"),
    ],
)
def test_a_mistake_is_answered_with_line_item_and_key(find: str, put: str, says: str) -> None:
    assert find in LIST
    with pytest.raises(BriefingError) as caught:
        of(LIST.replace(find, put, 1))
    assert says in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("items: []", "empty"),
        ("items:", "missing"),
        ("[]", "empty"),
        ("{}", '"items" is missing'),
        ('[{"title": "a", "body": "b"', "not valid JSON"),
        ('[{"title": "a",\n "body": "b" "c"}]', "day.yaml:2: not valid JSON"),
        ("- title: a\n  body: b\n---\n- title: c\n  body: d\n", "several documents"),
        ("- title: a\n  body: b\n  skip: true", "no update is left"),
    ],
)
def test_a_list_that_is_none_says_so(text: str, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read.read(text.encode(), "day.yaml", kind="items")
    assert says in str(caught.value)


def test_words_that_yaml_would_turn_into_something_else_stay_words() -> None:
    update = of("- title: No\n  body: On\n  time: 12:30\n  place: 1e3\n  byline: 2026-11-27\n").updates[0]
    assert (update.heading, update.time, update.place, update.byline) == ("No", "12:30", "1e3", "2026-11-27")
    assert update.paragraphs[0].text == "On"


def test_a_lead_and_a_quotation_that_the_body_has_are_told_once() -> None:
    text = "- lead: The bridge is open\n  body: The bridge is open, she said. “We waited.”\n  quotes: [{speaker: She, text: We waited}]\n"
    assert [p.text for p in of(text).updates[0].paragraphs] == ["The bridge is open, she said. “We waited.”"]


def test_the_published_schema_is_a_schema_and_knows_our_list() -> None:
    schema: dict[str, Any] = item_lists.schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    validate = fastjsonschema.compile(schema)
    assert validate([{"title": "a", "body": ["b"], "importance": 5, "pin": True}])
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        validate([{"title": "a", "importance": 6}])
    fields = schema["definitions"]["item"]["properties"]
    assert all(f"{key}:" in LIST for key in fields), "the list above shows every field"


def test_the_list_in_the_manual_is_one() -> None:
    manual = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    shown = manual.split("## What can go in")[1].split("```yaml\n")[1].split("```")[0]
    update = of(shown).updates[0]
    assert [p.text for p in update.paragraphs][1:] == ["Mayor Eva Muster said: “We will not wait.”"]
    section = manual.split("## What can go in")[1].split("\n## ")[0]
    assert all(f"`{key}`" in section or f" {key}:" in section for key in item_lists.schema()["definitions"]["item"]["properties"])


def test_an_item_file_gives_a_list_back() -> None:
    for text, name in ((LIST, "day.yaml"), (json.dumps([{"title": "a", "body": "One.\n\nTwo.", "pin": True}]), "day.json")):
        briefing = of(text, name)
        again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
        assert again.updates == briefing.updates


def test_an_object_on_each_line_is_a_list() -> None:
    text = '{"title": "Bridge", "body": "The bridge is open."}\n\n{"title": "Ferry", "body": "The ferry is full."}\n'
    found = read.read(text.encode(), "day.jsonl")
    assert [(u.heading, u.paragraphs[0].text, str(u.paragraphs[0].source)) for u in found.updates] == [
        ("Bridge", "The bridge is open.", "day.jsonl#1:1"),
        ("Ferry", "The ferry is full.", "day.jsonl#2:1"),
    ]
    with pytest.raises(BriefingError, match=r"day\.jsonl:3: "):
        read.read(text[:-12].encode(), "day.jsonl")


def test_one_item_is_a_list_of_one() -> None:
    text = '{"title": "Bridge", "body": "The bridge is open.", "source": {"name": "The Example"}}'
    (update,) = read.read(text.encode(), "day.json").updates
    assert (update.heading, update.paragraphs[0].text) == ("Bridge", "The bridge is open.")
