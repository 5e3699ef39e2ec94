"""The on-air gate: a script, or a finished episode, looked at by one check after the other; nothing is changed.

A check is a function `Subject → Part` in a module of its own, named in `CHECKS`. It finds faults and raises none.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipeline import side
from pipeline.check import beside, playing, provenance, recorded, sound, words
from pipeline.check.finding import ERROR, WARNING, Finding, Part
from pipeline.check.subject import Subject, cuts, made, of
from pipeline.desk import document as records
from pipeline.desk import files, verdicts
from pipeline.desk.order import Watch
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError, PublishError
from pipeline.model import Briefing

__all__ = [
    "CHECKS",
    "ERROR",
    "WARNING",
    "Checked",
    "Finding",
    "Part",
    "Subject",
    "check",
    "cuts",
    "document",
    "passed",
    "standing",
    "standings",
    "verdict",
]

CHECKS: tuple[Callable[[Subject], Part], ...] = (provenance.check, words.check, playing.check, recorded.check, sound.check, beside.check)
"""In the order in which their findings are told. The last takes as long as all others, and is done beside them where it can be."""

AT_ONCE = 8
"""Of many episodes so many are looked at side by side, at most."""


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
    rests_on = verdicts.state(show, subject.folder) if subject.folder is not None and not briefings else ""
    done = _through(subject, (_heard(subject, watch),) if listen else ())
    if subject.folder is not None:
        _remember(show, subject.folder, verdict(done), rests_on)
    return done


def passed(folder: Path, script: Path, show: Show, briefing: Briefing) -> verdicts.Verdict:
    """What the gate says of an episode that a build has just put in its place; remembered, so that `publish` need not measure again."""
    rests_on = verdicts.state(show, folder)
    said = verdict(_through(made(folder, script, show, briefing)))
    _remember(show, folder, said, rests_on)
    return said


def standing(folder: Path, show: Show, watch: Watch) -> verdicts.Verdict:
    """What the gate says of a finished episode: what it said when it last looked at these very files, else now."""
    return standings([folder], show, watch)[folder]


def standings(folders: Sequence[Path], show: Show, watch: Watch, digest: verdicts.Digest = records.sha256) -> dict[Path, verdicts.Verdict]:
    """The same of many; what must be looked at now is looked at on all cores. `digest` gives a file's SHA-256."""
    under = verdicts.rules(show)
    known: dict[Path, verdicts.Verdict] = {}
    for folder in folders:
        if (remembered := verdicts.kept(show, folder, under, digest)) is not None:
            known[folder] = remembered
    asked = [folder for folder in folders if folder not in known]
    count = max(1, min(AT_ONCE, len(asked), _cores()))
    if asked:
        watch.stage("check")
    with contextlib.ExitStack() as others:
        beside_us = [others.enter_context(side.meanwhile(partial(_share, asked[n::count], show, under, _Notes()))) for n in range(1, count)]
        found = [_share(asked[::count], show, under, watch, of_many=count), *(share() for share in beside_us)]
    for said, notes in found:
        known |= said
        for note in notes:
            watch.note(note)
    return {folder: known[folder] for folder in folders}


class _Notes(list[str]):
    """A watch in another process: what it is told is told again here."""

    def note(self, text: str) -> None:
        """As `Watch`."""
        self.append(text)

    def stage(self, name: str) -> None:
        """As `Watch`."""

    def step(self, done: float, total: float) -> None:
        """As `Watch`."""


def _share(
    folders: Sequence[Path], show: Show, under: str, watch: Watch, of_many: int = 1
) -> tuple[dict[Path, verdicts.Verdict], list[str]]:
    """One share of many episodes, each looked at and remembered; and what was noted on the way, where that is another process's."""
    said: dict[Path, verdicts.Verdict] = {}
    for folder in folders:
        rests_on = verdicts.state(show, folder, under)
        try:
            said[folder] = verdict(_through(of(str(folder), show, watch, (), "")))
            _remember(show, folder, said[folder], rests_on)
        except EpisodeError as problem:  # it keeps no other episode from its listeners
            said[folder] = _refused(problem)
        watch.step(min(len(said) * of_many, len(folders) * of_many), len(folders) * of_many)
    return said, list(watch) if isinstance(watch, _Notes) else []


def _refused(problem: EpisodeError) -> verdicts.Verdict:
    """Of an episode that cannot be looked at."""
    finding = Finding(ERROR, "provenance.script", problem.where, problem.message, problem.remedy)
    return {"ok": False, "errors": 1, "warnings": 0, "findings": [_plain(finding)]}


def _remember(show: Show, folder: Path, said: verdicts.Verdict, rests_on: str) -> None:
    with contextlib.suppress(PublishError):  # the verdict is what was asked for; should it be lost, the gate looks once more
        verdicts.keep(show, folder, said, rests_on)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    return [_plain(finding) for finding in done.findings]


def _plain(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; the place in the sound only where there is one."""
    return {key: value for key, value in asdict(finding).items() if value is not None}
