"""Markdown: what is an item, what is told of it, and on which line it stands."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image
from pipeline.read import notebooks

DAY = """---
title: The morning
date: 2026-11-27
source: {name: The Example, url: https://example.org/morning, licence: CC BY 4.0}
author: Ann Writer
place: Zurich
tags: [a, b]
---
# The morning

## Bridge to open again

The bridge **opens** again on [Monday](https://x.example/),
the mayor said.[^1]

![The bridge at dawn](bridge.jpg "Workers on the bridge")

- lorries wait
- buses run

The mayor wrote:

> We will not wait

```python
print("no")
```

<div class="ad">Buy this.</div>

### Inside

It is the third in <b>ten</b> years & not the last.

| a | b |
|---|---|
| 1 | 2 |

## River falls
The river falls.

[^1]: A note that is not told.
"""


def of(text: str, name: str = "day.md") -> Briefing:
    return read.read(text.encode(), name, kind="markdown")


def told(briefing: Briefing) -> dict[str, list[str]]:
    return {f"{p.source}": [u.heading, p.text] for u in briefing.updates for p in u.paragraphs}


def test_a_day_in_markdown() -> None:
    assert told(of(DAY)) == {
        "day.md:13-14": ["Bridge to open again", "The bridge opens again on Monday, the mayor said."],
        "day.md:18": ["Bridge to open again", "lorries wait."],
        "day.md:19": ["Bridge to open again", "buses run."],
        "day.md:21": ["Bridge to open again", "The mayor wrote:"],
        "day.md:23": ["Bridge to open again", "“We will not wait.”"],
        "day.md:33": ["Bridge to open again", "It is the third in ten years & not the last."],
        "day.md:40": ["River falls", "The river falls."],
    }


def test_every_line_number_is_that_of_the_file() -> None:
    lines = DAY.split("\n")
    for line in of(DAY).lines:
        if line.reason not in ("code is not told", "a picture"):  # whose words stand below, or in the middle
            assert line.text.split()[0].strip("“,.") in lines[line.n - 1], line


def test_what_is_not_told_says_why() -> None:
    dropped = {line.n: (line.kind, line.reason) for line in of(DAY).lines if line.kind != "body"}
    assert dropped == {
        9: ("heading", "a heading"),
        11: ("heading", "a heading"),
        16: ("caption", "a picture"),
        25: ("furniture", "code is not told"),
        29: ("furniture", "raw HTML is not told"),
        31: ("heading", "a heading inside an item"),
        35: ("furniture", "a table is not told"),
        39: ("heading", "a heading"),
        42: ("furniture", "a footnote"),
    }


def test_the_front_matter_goes_to_every_item() -> None:
    for update in of(DAY).updates:
        assert (update.byline, update.place) == ("Ann Writer", "Zurich")
        origin = update.origin
        assert origin is not None
        assert (origin.publisher, origin.url, origin.licence) == ("The Example", "https://example.org/morning", "CC BY 4.0")
        assert (origin.published, origin.title) == ("2026-11-27", "The morning")


def test_pictures_are_kept_with_their_captions() -> None:
    assert of(DAY).updates[0].images == (Image("bridge.jpg", "Workers on the bridge"),)
    inline = of("The bridge ![a view](v.png) is open.").updates[0]
    assert (inline.paragraphs[0].text, inline.images) == ("The bridge is open.", (Image("v.png", "a view"),))


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("The bridge is open.\n\nIt rains.", [""]),
        ("# Bridge\n\nIt is open.\n\n# River\n\nIt falls.", ["Bridge", "River"]),
        ("## Bridge\n\nIt is open.\n\n## River\n\nIt falls.", ["Bridge", "River"]),
        ("Bridge\n======\n\nIt is open.\n\nRiver\n-----\n\nIt falls.", ["Bridge", "River"]),
        ("# Day\n\nThe day begins.\n\n## Bridge\n\nIt is open.", ["Day", "Bridge"]),
        ("# Day\n\n## Bridge\n\nIt is open.", ["Bridge"]),
        ("It is open.\n\n---\n\nIt falls.", ["", ""]),
        ("It is open.\n\n***\n\nIt falls.", ["", ""]),
        ("# Only this\n\nIt is open.\n\n---\n\nIt falls.", ["Only this"]),
        ("---\ntitle: Bridge\n---\nIt is open.", ["Bridge"]),
        ("---\n---\nIt is open.", [""]),
    ],
)
def test_a_heading_opens_an_item(text: str, headings: list[str]) -> None:
    assert [update.heading for update in of(text).updates] == headings


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. first\n2. second!\n", ["first.", "second!"]),
        ("- one\n\n  more of it\n- two", ["one.", "more of it.", "two."]),
        ("- a\n  - b\n    - c", ["a.", "b.", "c."]),
        ("A line\nthat goes on.", ["A line that goes on."]),
        ("A line  \nthat breaks.", ["A line that breaks."]),
        ("*Stars* and `code` and ~~struck~~ \\*escaped\\*.", ["Stars and code and *escaped*."]),
        ("See <https://example.org>.", ["See https://example.org."]),
        ("[text][ref] here.\n\n[ref]: https://example.org", ["text here."]),
        ("He said:\n\n> “We wait.”", ["He said:", "“We wait.”"]),
        ("He left.\n\n> A remark.", ["He left.", "A remark."]),
        ("A &amp; B &copy; C.", ["A & B © C."]),
        ("{{ 7 * 7 }} {% raw %} is data.", ["{{ 7 * 7 }} {% raw %} is data."]),
        ("**Anchor:** [sting: open] is data too.", ["Anchor: [sting: open] is data too."]),
    ],
)
def test_what_is_told_is_plain_text(text: str, words: list[str]) -> None:
    assert [p.text for u in of(text).updates for p in u.paragraphs] == words


@pytest.mark.parametrize(
    ("front", "where"),
    [
        ("title: [a", "day.md:"),
        ("title: a\ntitle: b", "day.md:3"),
        ("title: a\nb: &x c", "day.md:3"),
        ("a: !!python/object:os.system x", "day.md:2"),
    ],
)
def test_a_mistake_in_the_front_matter_has_its_line(front: str, where: str) -> None:
    with pytest.raises(BriefingError) as caught:
        of(f"---\n{front}\n---\nThe bridge is open.")
    assert caught.value.where.startswith(where)
    assert "front matter" in str(caught.value)


def test_an_item_file_gives_markdown_back() -> None:
    briefing = of(DAY)
    assert read.read(read.items_file(briefing).encode(), "x").updates == briefing.updates


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("## Weather\n\nCloudy, highs of 8C, rain later.\n\n## Tram\n\nThe council voted for a tram.\n", ["brief", ""]),
        ("## Today's weather: wind and rain\n\nGusts of 60mph on the coast.\n", ["brief"]),
        ("## Weather\n\nA red warning was issued for the coast.\n", [""]),
        ("## Weather: storm closes bridge\n\nThe bridge is shut.\n", [""]),
        ("# Morning\n\nWeather: sunny spells, 12C.\n\n- Council votes for a tram.\n- Ferry adds sailings.\n", ["", "brief"]),
        ("# Morning\n\nWeather: red warning extended, council says.\n\n- Ferry adds sailings.\n", [""]),
    ],
)
def test_a_forecast_is_told_in_brief_and_is_no_headline(text: str, kinds: list[str]) -> None:
    found = read.read(text.encode(), "day.md")
    assert [update.kind for update in found.updates] == kinds
    assert [line.n for line in found.lines] == sorted(line.n for line in found.lines)


NOTEBOOK = """---
tags: [valley]
---
# Friday

Created: November 26, 2026 5:02 PM
Status: In progress

> [!info] Running order
> tram first

## 🚋 Tram vote ^tram

The council voted for a tram to the [[Hallin hospital|hospital]] #valley. Work begins in ==March==, [[Bo Field]] said.%% check %%

- [x] call the treasurer
- The line will cost £212m #tram

![[placards.jpg|300]]

%% not for air: unpaid fine %%

[[2026-11-26]] | [[2026-11-28]]

She is the #1 seed.
"""


def test_what_only_a_notebook_reads_is_not_told() -> None:
    found = read.read(NOTEBOOK.encode(), "day.md")
    assert [(update.heading, [p.text for p in update.paragraphs]) for update in found.updates] == [
        (
            "Tram vote",
            [
                "The council voted for a tram to the hospital. Work begins in March, Bo Field said.",
                "The line will cost £212m.",
                "She is the #1 seed.",
            ],
        )
    ]
    reasons = {line.reason for line in found.lines}
    assert {notebooks.TASK, notebooks.CALLOUT, notebooks.PROPERTIES, notebooks.REMARK, notebooks.EMBED} <= reasons
    assert found.updates[0].paragraphs[0].source.first_line == 14


TRAMS = "The council in Orrin has voted to let trams run all night."


@pytest.mark.parametrize(
    "said", ["draft: true", "status: hold", "embargo: 2106-12-08 00:01", "publishDate: 2106-12-08", "expiryDate: 2020-01-01"]
)
def test_the_front_matter_says_what_may_not_be_told(said: str) -> None:
    text = f"---\ntitle: Trams\n{said}\n---\n\n{TRAMS}\n"
    found = read.read(text.encode(), "day.md", to_tell=False)
    assert (found.updates, len(read.held_back(found))) == ((), 1)
    assert read.waits(text.encode()) is (said.split(":")[0] not in ("draft", "status"))


@pytest.mark.parametrize(
    "said", ["draft: false", "status: published", "embargo: 2020-12-08 00:01", "expiryDate: 2106-01-01", "publishDate: 2020-01-01"]
)
def test_what_its_front_matter_lets_go_is_told(said: str) -> None:
    assert [p.text for p in of(f"---\ntitle: Trams\n{said}\n---\n\n{TRAMS}\n").updates[0].paragraphs] == [TRAMS]


def test_commands_to_a_sites_machine_struck_words_and_a_desks_status_are_not_told() -> None:
    include = "{{% include ad %}}"
    command = '{{< figure src="tram.jpg" caption="A tram" >}}'
    text = f"## Trams\nStatus: chasing\n{TRAMS}\n\n{command}\n\nIt starts ~~in March~~ on 1 February. {include}\n"
    assert [p.text for p in of(text).updates[0].paragraphs] == [TRAMS, "It starts on 1 February."]
