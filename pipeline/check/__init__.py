"""The on-air gate: a script, or a finished episode, looked at by one check after the other; nothing is changed.

A check is a function `Subject → Part` in a module of its own, named in `CHECKS`. It finds faults and raises none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.check import beside, provenance, sound, words
from pipeline.check.finding import ERROR, WARNING, Finding, Part
from pipeline.check.subject import Subject, of
from pipeline.desk import files
from pipeline.desk.job import Watch
from pipeline.desk.show import Show

__all__ = ["CHECKS", "ERROR", "WARNING", "Checked", "Finding", "Part", "Subject", "check"]

CHECKS: tuple[Callable[[Subject], Part], ...] = (provenance.check, words.check, sound.check, beside.check)
"""In the order in which their findings are told."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of all checks."""

    path: Path
    """The script."""
    findings: tuple[Finding, ...]
    measured: dict[str, Any]

    @property
    def ok(self) -> bool:
        """Whether it may go on air: there is no error."""
        return all(finding.severity != ERROR for finding in self.findings)


def check(target: str, show: Show, watch: Watch, *, briefings: Sequence[str] = (), kind: str = "") -> Checked:
    """Check an episode's folder or a script file; without a name the show's newest episode, else its newest script.

    `briefings` are what the script was made from, where it is not found by the name that the script gives; `kind` says what they are, as for
    `read.read`. Raises ScriptError where there is nothing to check.
    """
    subject = of(target, show, watch, briefings, kind)
    parts = [one(subject) for one in CHECKS]
    measured = {name: value for part in parts for name, value in part.measured.items()}
    return Checked(subject.path, tuple(finding for part in parts for finding in part.findings), measured)


def document(done: Checked) -> dict[str, Any]:
    """The same for machines: the document of `episode check --json`."""
    return {
        "ok": done.ok,
        "script": files.short(done.path),
        "findings": [asdict(finding) for finding in done.findings],
        "measured": done.measured,
    }
