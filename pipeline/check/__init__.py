"""The on-air gate: a script, or a finished episode, looked at by one check after the other; nothing is changed.

A check is a function `Subject → Part` in a module of its own, named in `CHECKS`. It finds faults and raises none.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline import side
from pipeline.check import beside, playing, provenance, sound, words
from pipeline.check.finding import ERROR, WARNING, Finding, Part
from pipeline.check.subject import Subject, cuts, made, of
from pipeline.desk import files, verdicts
from pipeline.desk.order import Watch
from pipeline.desk.show import Show
from pipeline.errors import PublishError
from pipeline.model import Briefing

__all__ = ["CHECKS", "ERROR", "WARNING", "Checked", "Finding", "Part", "Subject", "check", "cuts", "document", "passed", "standing", "verdict"]

CHECKS: tuple[Callable[[Subject], Part], ...] = (provenance.check, words.check, playing.check, sound.check, beside.check)
"""In the order in which their findings are told. The last takes as long as all others, and is done beside them where it can be."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of all checks."""

    path: Path
    """The script."""
    findings: tuple[Finding, ...]
    measured: dict[str, Any]
    subject: Subject
    """What was looked at."""

    @property
    def ok(self) -> bool:
        """Whether it may go on air: there is no error."""
        return all(finding.severity != ERROR for finding in self.findings)


def check(target: str, show: Show, watch: Watch, *, briefings: Sequence[str] = (), kind: str = "", listen: bool = False) -> Checked:
    """Check an episode's folder or a script file; without a name the show's newest episode, else its newest script.

    `briefings` are what the script was made from, where it is not found by the name that the script gives; `kind` says what they are, as for
    `read.read`. `listen` has the finished sound heard, too. Raises ScriptError where there is nothing to check, EngineUnavailable where it is to
    be heard and there is no recogniser.
    """
    subject = of(target, show, watch, briefings, kind)
    done = _through(subject, (_heard(subject, watch),) if listen else ())
    if subject.folder is not None and not briefings:
        with contextlib.suppress(PublishError):  # the verdict is what was asked for
            verdicts.keep(show, subject.folder, verdict(done))
    return done


def passed(folder: Path, script: Path, show: Show, briefing: Briefing) -> verdicts.Verdict:
    """What the gate says of an episode that a build has just put in its place; remembered, so that `publish` need not measure again."""
    said = verdict(_through(made(folder, script, show, briefing)))
    with contextlib.suppress(PublishError):  # the episode stands; should the verdict be lost, the gate looks once more
        verdicts.keep(show, folder, said)
    return said


def standing(folder: Path, show: Show, watch: Watch) -> verdicts.Verdict:
    """What the gate says of a finished episode: what it said when it last looked at these very files, else now."""
    return verdicts.kept(show, folder) or verdict(check(str(folder), show, watch))


def _heard(subject: Subject, watch: Watch) -> Part:
    """What is heard of the finished sound."""
    from pipeline.check import listening  # no build needs it

    return listening.check(subject, watch)


def verdict(done: Checked) -> verdicts.Verdict:
    """Whether it may go on air, and why not, as it is remembered and as `episode build --json` tells it."""
    kinds = [finding.severity for finding in done.findings]
    return {"ok": done.ok, "errors": kinds.count(ERROR), "warnings": kinds.count(WARNING), "findings": _listed(done)}


def _through(subject: Subject, more: Sequence[Part] = ()) -> Checked:
    """One check after the other; `more` is what others found."""
    *before, last = CHECKS
    with side.meanwhile(lambda: last(subject)) as beside_them:
        parts = [*(one(subject) for one in before), beside_them(), *more]
    measured = {name: value for part in parts for name, value in part.measured.items()}
    return Checked(subject.path, tuple(finding for part in parts for finding in part.findings), measured, subject)


def document(done: Checked) -> dict[str, Any]:
    """The same for machines: the document of `episode check --json`."""
    return {
        "ok": done.ok,
        "script": files.short(done.path),
        "findings": _listed(done),
        "measured": done.measured,
    }


def _listed(done: Checked) -> list[dict[str, Any]]:
    """The findings as plain values; the place in the sound only where there is one."""
    return [{key: value for key, value in asdict(finding).items() if value is not None} for finding in done.findings]
