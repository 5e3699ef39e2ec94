"""The command line of `tests.bench.gate`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.gate import __doc__ as about
from tests.bench.gate import good, planted
from tests.bench.gate.good import Passed
from tests.bench.gate.planted import Row


def main() -> int:
    """Build, plant, ask the gate, and tell; 1 where it is wrong."""
    asked = argparse.ArgumentParser(prog="python -m tests.bench.gate", description=about)
    asked.add_argument("--good", type=int, default=50, help="how many good episodes")
    asked.add_argument("--seed", type=int, default=1, help="which days are told, and how")
    asked.add_argument("--planted", default="", metavar="GROUP", help="only the defects of one group; `none` for none")
    asked.add_argument("--json", type=Path, default=None, metavar="FILE", help="write it for machines, too")
    words = asked.parse_args()
    defects = [each for each in planted.DEFECTS if words.planted in ("", each.group)]
    with tempfile.TemporaryDirectory(prefix="gate-") as folder:
        away = Path(folder)
        os.environ.setdefault("EPISODE_CACHE", str(away / "cache"))
        passed = good.passes(good.recipes(words.good, words.seed), away / "good", lambda one: _say(line_of_good(one)))
        rows = planted.plant(defects, away / "planted", lambda row: _say(line_of(row)))
    found = document(passed, rows)
    _say(summary(found))
    if words.json:
        words.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if found["ok"] else 1


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - what the command is for


def line_of_good(one: Passed) -> str:
    """A good episode, and every finding but its warnings of names."""
    told = [f"\n        {each.severity} {each.code} {each.where}: {each.message}" for each in one.findings if each.code != "words.unsaid"]
    return f"{'ALARM ' if one.false else 'passes'}  {one.recipe.date} {one.recipe.name}{''.join(told)}"


def line_of(row: Row) -> str:
    """A defect, and what named it."""
    named = (
        f"{row.finding.severity:7}  {row.finding.code}"
        if row.finding
        else f"expected {' or '.join(row.defect.codes)}, found {', '.join(row.others) or 'nothing'}"
    )
    return f"{'caught' if row.finding else 'MISSED'}  {row.defect.group:10}  {row.defect.name[:64]:64}  {named}"


def document(passed: Sequence[Passed], rows: Sequence[Row]) -> dict[str, Any]:
    """All of it as plain values."""
    groups = {row.defect.group: None for row in rows}
    counts = {
        group: {
            "planted": sum(row.defect.group == group for row in rows),
            "caught": sum(row.defect.group == group and row.finding is not None for row in rows),
            "as_errors": sum(row.defect.group == group and row.finding is not None and row.finding.severity == "error" for row in rows),
        }
        for group in groups
    }
    false = [one.recipe.name for one in passed if one.false]
    missed = [f"{row.defect.group}: {row.defect.name}" for row in rows if row.finding is None]
    return {
        "ok": not false and not missed,
        "good": len(passed),
        "false_alarms": false,
        "warnings": dict(Counter(each.code for one in passed for each in one.findings if each.severity != "error")),
        "planted": len(rows),
        "missed": missed,
        "groups": counts,
        "defects": [
            {
                "group": row.defect.group,
                "name": row.defect.name,
                "expected": list(row.defect.codes),
                "code": row.finding.code if row.finding else None,
                "severity": row.finding.severity if row.finding else None,
                "message": row.finding.message if row.finding else None,
            }
            for row in rows
        ],
    }


def summary(found: dict[str, Any]) -> str:
    """The counts."""
    warned = ", ".join(f"{code} {count}" for code, count in sorted(found["warnings"].items())) or "none"
    lines = [f"\ngood episodes {found['good']}, false alarms {len(found['false_alarms'])}; warnings in them: {warned}"]
    lines += [
        f"  {name:10}  {each['caught']} of {each['planted']} caught, {each['as_errors']} as errors"
        for name, each in found["groups"].items()
    ]
    lines.append(f"planted {found['planted']}, caught {found['planted'] - len(found['missed'])}, missed {len(found['missed'])}")
    return "\n".join([*lines, *(f"  MISSED {name}" for name in found["missed"])])


if __name__ == "__main__":
    sys.exit(main())
