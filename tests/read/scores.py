"""How well pasted text is read, in figures: `python -m tests.read.scores [NAME …]` prints the table for the fixtures in styles/ and unseen/."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipeline import read
from pipeline.model import Briefing

STYLES = Path(__file__).parent / "styles"
UNSEEN = Path(__file__).parent / "unseen"
"""Fixtures that no rule was made for: written, measured, and left as they are. Without a time or a heading where updates start is a draft there."""
HELD = sorted(path.name.removesuffix(".gold.yaml") for path in UNSEEN.glob("*.gold.yaml"))
NAMES = sorted(path.name.removesuffix(".gold.yaml") for path in STYLES.glob("*.gold.yaml"))
BESIDE = ("time", "heading", "byline", "place", "date")
"""What a gold file says of an update beside its start; a field that it leaves out is empty."""


@dataclass(frozen=True, slots=True)
class Score:
    """One fixture, read and compared with its editor's reading."""

    body: int
    """Body lines of the editor."""
    kept: int
    """Of these, read as body."""
    leaked: tuple[str, ...]
    """Lines of the page that would be spoken, as `line kind: text`."""
    lines: int
    """Lines with text."""
    agreed: int
    """Of these, read as the kind that the editor gives."""
    missing: tuple[int, ...]
    """Update starts that were not found."""
    made_up: tuple[int, ...]
    """Update starts that the editor does not have."""
    beside: tuple[str, ...]
    """What stands beside an update and was read otherwise: time, heading, byline, place, date, first words."""
    order: bool
    """True where the order is the editor's."""
    starts: int
    """Update starts of the editor."""

    @property
    def f1(self) -> float:
        """Of the update starts: 1 where all are found and none is made up."""
        found = self.starts - len(self.missing)
        return 2 * found / (self.starts + found + len(self.made_up))


def folder(name: str) -> Path:
    """Where a fixture stands."""
    return UNSEEN if name in HELD else STYLES


def gold(name: str) -> dict[str, Any]:
    """The editor's reading of a fixture."""
    found: dict[str, Any] = yaml.safe_load((folder(name) / f"{name}.gold.yaml").read_text(encoding="utf-8"))
    return found


def briefing(name: str) -> Briefing:
    """The fixture as the product reads it."""
    return read.read((folder(name) / f"{name}.txt").read_bytes(), f"{name}.txt")


def score(name: str) -> Score:
    """The fixture read and compared."""
    expected, found = gold(name), briefing(name)
    wanted = {n: kind for kind, numbers in expected["kinds"].items() for n in numbers}
    lines = {line.n: line for line in found.lines if line.kind != "blank"}
    assert lines.keys() == wanted.keys(), sorted(lines.keys() ^ wanted.keys())
    starts = {entry["start"]: entry for entry in expected["updates"]}
    updates = {update.start: update for update in found.updates}
    beside = []
    for n in sorted(starts.keys() & updates.keys()):
        entry, update = starts[n], updates[n]
        for field in BESIDE:
            value = getattr(update, field, "")
            if value != entry.get(field, ""):
                beside.append(f"{n} {field}: {value!r}, not {entry.get(field, '')!r}")
        if not update.paragraphs[0].text.startswith(entry.get("text", "")):
            beside.append(f"{n} text: {update.paragraphs[0].text[:40]!r}")
    body = [n for n, kind in wanted.items() if kind == "body"]
    return Score(
        body=len(body),
        kept=sum(lines[n].kind == "body" for n in body),
        leaked=tuple(f"{n} {wanted[n]}: {line.text}" for n, line in lines.items() if line.kind == "body" and wanted[n] != "body"),
        lines=len(lines),
        agreed=sum(line.kind == wanted[n] for n, line in lines.items()),
        missing=tuple(sorted(starts.keys() - updates.keys())),
        made_up=tuple(sorted(updates.keys() - starts.keys())),
        beside=tuple(beside),
        order=found.order == expected["order"],
        starts=len(starts),
    )


def main(names: list[str]) -> None:
    """Print the table, and below it what went wrong."""
    rows, wrong = [f"{'fixture':<20} {'body kept':>10} {'leaked':>7} {'kinds':>8} {'starts':>14} {'F1':>5} {'beside':>7}  order"], []
    for name in names:
        s = score(name)
        count = len(gold(name)["updates"])
        found = f"{count - len(s.missing)}/{count} +{len(s.made_up)}"
        rows.append(
            f"{name:<20} {f'{s.kept}/{s.body}':>10} {len(s.leaked):>7} {f'{s.agreed}/{s.lines}':>8} {found:>14} {s.f1:>5.2f} {len(s.beside):>7}  {s.order}"
        )
        expected = {n: kind for kind, numbers in gold(name)["kinds"].items() for n in numbers}
        kinds = [
            f"  {line.n} {expected[line.n]} read as {line.kind} ({line.reason}): {line.text[:70]}"
            for line in briefing(name).lines
            if line.kind not in ("blank", expected.get(line.n))
        ]
        wrong += [name, *kinds, *(f"  {text}" for text in s.beside), f"  missing {s.missing} made up {s.made_up}"]
    print("\n".join([*rows, "", *wrong]))  # noqa: T201 - a table to look at


if __name__ == "__main__":
    main(sys.argv[1:] or [*NAMES, *HELD])
