"""Every field of an item arrives: from the list to the item file and back, to what machines read, to what is told and to the record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Quote
from tests.conftest import Episode

LIST = """\
- id: bridge
  title: The bridge
  kind: analysis
  lead: The north bridge opens again on Monday.
  body: The deck was laid anew, Mayor Eva Muster said.
  quotes: [{speaker: Tom Field, text: It was a long job}]
  actors: [Eva Muster, Tom Field]
  time: 2026-11-27T15:25:00+01:00
  place: Zurich
  byline: Ann Writer
  source: {name: The Example, url: "https://example.org/bridge", licence: CC BY 4.0}
  images: [{url: "https://example.org/b.jpg", caption: A view of the bridge, credit: Dora Lens}]
  importance: 5
  pin: true
  related: [river]
  reasons: [it is near]
- id: river
  kind: background
  body: The river under the north bridge has flooded twice, a book says.
- id: rain
  kind: brief
  body: Rain is expected in the valley.
- id: road
  kind: correction
  body: An earlier report named another road.
- id: old
  skip: true
  body: It rained.
"""
FIELDS = "kind lead body quotes actors time place source licence images importance pin skip related reasons".split()


@pytest.fixture
def edited(episode: Episode, tmp_path: Path) -> Path:
    (tmp_path / "day.yaml").write_text(LIST, encoding="utf-8")
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    (tmp_path / "briefings").mkdir()
    done = episode("items", "day.yaml", "--edit")
    assert done.code == 0, done.err
    return next(tmp_path.rglob("*.items.yaml"))


def seen(document: dict[str, Any]) -> dict[str, Any]:
    """What machines read of the first item, by the fields of the list."""
    first = document["updates"][0]
    return {
        **{
            key: first[key]
            for key in ("kind", "lead", "quotes", "actors", "time", "place", "byline", "images", "importance", "pin", "skip", "related")
        },
        "body": first["lines"],
        "source": first["origin"]["publisher"],
        "licence": first["origin"]["licence"],
        "reasons": first["reason"],
    }


def test_every_field_is_in_the_item_file_and_in_what_machines_read(episode: Episode, edited: Path, tmp_path: Path) -> None:
    own = seen(episode("items", "day.yaml", "--json").json)
    assert own.keys() >= set(FIELDS)
    assert all(value not in ("", [], None) for key, value in own.items() if key != "skip")
    assert (own["kind"], own["licence"], own["reasons"], own["importance"]) == ("analysis", "CC BY 4.0", "it is near", 5)
    assert own["quotes"] == [{"speaker": "Tom Field", "text": "It was a long job.", "confidence": 1.0}]
    assert seen(episode("items", str(edited), "--json").json) == own
    first = read.read((tmp_path / "day.yaml").read_bytes(), "day.yaml")
    again = read.read(read.items_file(first).encode(), edited.name)
    assert (again.updates, [update.skip for update in again.updates]) == (first.updates, [False, False, False, False, True])


def test_every_field_counts_in_what_is_told_and_in_the_record(episode: Episode, edited: Path, tmp_path: Path) -> None:
    order = episode("items", str(edited), "--json").json["running_order"]
    done = episode("build", str(edited), "--date", "2026-11-27", "--json")
    assert done.code == 0, done.err
    script = next((tmp_path / "scripts").glob("*.md")).read_text(encoding="utf-8")
    assert "**Voice of Tom Field:** It was a long job." in script
    assert script.index("# The bridge") < script.index("Now a correction.") < script.index("# In brief") < script.index("Rain is expected")
    assert script.index("opens again on Monday. [^", script.index("# The bridge")) < script.index("The river under the north bridge")
    assert "A view of the bridge" not in script
    assert "Dora Lens" not in script
    assert "It rained" not in script
    record = json.loads(next((tmp_path / "output").rglob("episode.json")).read_text(encoding="utf-8"))
    text = json.dumps(record)
    assert "CC BY 4.0" in text
    assert "The Example" in text
    assert [left["reason"] for left in record["left_out"] if "rained" in left["text"]] == ["a human said: leave it out"]
    assert {beat["kind"] for beat in order[0]["beats"]} >= {"claim", "quote", "background"}
    assert next(beat["speaker"] for beat in order[0]["beats"] if beat["kind"] == "quote") == "Tom Field"


# ── who says what ────────────────────────────────────────────────────────────────────────────────────────

BLOG = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” she told reporters.
“We waited for eleven weeks.”
Engineer Tom Field told the council: “Nobody was hurt while we worked.”
"""


def quotes(briefing: Briefing) -> list[Quote]:
    return [quote for update in briefing.updates for quote in update.quotes]


def test_an_item_file_says_who_says_what_and_how_sure_that_is(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(BLOG, encoding="utf-8")
    assert episode("items", "day.txt", "--edit", "--out", ".").code == 0
    file = tmp_path / "day.items.yaml"
    found = quotes(read.read(file.read_bytes(), "day.items.yaml"))
    assert [(quote.speaker, quote.confidence) for quote in found] == [("Ada Stone", 0.8), ("Ada Stone", 0.6), ("Tom Field", 0.95)]
    raw, own = (episode("script", name, "--stdout", "--date", "2026-11-27").out for name in ("day.txt", "day.items.yaml"))
    assert own.split("\n# ", 1)[1] == raw.split("\n# ", 1)[1]


def test_a_human_says_who_spoke(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text(BLOG, encoding="utf-8")
    assert episode("items", "day.txt", "--edit", "--out", ".").code == 0
    file = tmp_path / "day.items.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("speaker: Ada Stone\n    text: We waited") == 1
    file.write_text(text.replace("speaker: Ada Stone\n    text: We waited", "speaker: Jo Park\n    text: We waited"), encoding="utf-8")
    script = episode("script", "day.items.yaml", "--format", "story", "--stdout").out
    assert "**Voice of Jo Park:** We waited for eleven weeks." in script
    assert "**Voice of Ada Stone:** The repairs are done" in script


@pytest.mark.parametrize(
    ("put", "says"), [("sure: 7", "'sure' is 7"), ("sure: yes", "'sure' is True"), ("speaker: ''", "'speaker' is missing")]
)
def test_a_quotation_that_is_none_is_named_with_its_line(put: str, says: str) -> None:
    text = "episode_items: 1\nsource: x.txt\nupdates:\n- paragraphs: [{line: 1, text: He said “no”.}]\n  quotes:\n  - {speaker: A, text: 'no', PUT}\n"
    entry = text.replace("speaker: A, text: 'no', PUT", f"text: 'no', {put}" if "speaker" in put else f"speaker: A, text: 'no', {put}")
    with pytest.raises(BriefingError) as caught:
        read.read(entry.encode(), "x.items.yaml")
    assert says in str(caught.value)
    assert "x.items.yaml:6" in str(caught.value)
