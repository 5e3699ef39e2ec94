"""Does the script say only what its sources say? Each marked passage against its lines, and what is unmarked against the news."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any

from pipeline.check.finding import ERROR, WARNING, Finding, Part
from pipeline.check.provenance import around
from pipeline.check.provenance.proof import Unproved, proof
from pipeline.check.subject import Subject
from pipeline.desk.wording import WORDED
from pipeline.model import Briefing, Script
from pipeline.text.words import fingerprint

NAME = "provenance"
MOST = 100
"""Findings that are told one by one: who has more rests on another text altogether."""
ANCHOR = "Anchor"
"""Whom a model can give words; what others are quoted with is never worded anew."""


def check(subject: Subject) -> Part:
    """The passages that are not proved; a model's words and a briefing that is gone are warnings."""
    script = subject.script
    if script is None:
        error = subject.trouble
        return Part((_finding(ERROR, "script", error.where, error.message, error.remedy),) if error else ())
    passages = [passage for segment in script.segments for passage in segment.passages]
    measured: dict[str, Any] = {"marked": sum(bool(passage.sources) for passage in passages), "proved": 0, "briefing": script.briefing}
    if subject.briefing is None:
        message = f"{subject.missing}: no sentence is proved against its source"
        remedy = "Say what it was made from: episode check … --briefing FILE (once for each, in the same order)."
        return Part((_finding(WARNING, "no-briefing", subject.where(), message, remedy),), {NAME: measured})
    unproved = proof(script, subject.briefing)
    changed = bool(script.briefing_sha256) and script.briefing_sha256 != subject.briefing.sha256
    lost = {(one.segment, one.passage) for one in unproved if one.kind != "unmarked"}
    measured["proved"] = measured["marked"] - len(lost)
    if changed:
        return Part((_changed(subject, script, len(lost)),), {NAME: measured})
    worded = _worded(subject)
    by_model = dict.fromkeys((one.line, one.passage, who) for one in unproved if (who := worded(one)))
    corrected = {_key(text) for text in _corrections(subject)}
    own = [one for one in unproved if not worded(one)]
    findings = [_corrected(_of(subject, one)) if _key(one.passage) in corrected else _of(subject, one) for one in own[:MOST]]
    if len(own) > MOST:
        findings[-1] = replace(findings[-1], message=f"{findings[-1].message}; {len(own) - MOST} more are not proved")
    findings += [_by_model(subject, *one) for one in by_model]
    findings += _around(subject, script, subject.briefing, {one.passage for one in unproved} | {passage for _, passage, _ in by_model})
    return Part(tuple(findings), {NAME: {**measured, "worded": len(by_model)}})


def _finding(severity: str, kind: str, where: str, message: str, remedy: str, at_ms: int | None = None) -> Finding:
    return Finding(severity, f"{NAME}.{kind}", where, message, remedy, at_ms)


def _of(subject: Subject, one: Unproved) -> Finding:
    return _finding(ERROR, one.kind, subject.where(one.line), one.message, one.remedy, subject.at_ms(one.segment, one.passage))


def _changed(subject: Subject, script: Script, lost: int) -> Finding:
    if not lost:
        message = f"{script.briefing} has changed since the script was made; every sentence still stands on its line"
        return _finding(WARNING, "briefing-changed", subject.where(), message, "Build again, if what is new is to be told.")
    message = (
        f"{script.briefing} has changed since the script was made: {lost} sentence{'s' if lost > 1 else ''} cannot be proved against it"
    )
    remedy = "Name the text as it was with --briefing FILE, or render the script anew: episode build --rewrite."
    return _finding(ERROR, "briefing-changed", subject.where(), message, remedy)


def _around(subject: Subject, script: Script, briefing: Briefing, told: Collection[str]) -> Iterator[Finding]:
    """What is wrong around the sentences, of which those that are told already are left out."""
    show = subject.show
    numbers = {id(segment): n for n, segment in enumerate(script.segments, 1)}
    settings = (subject.record or {}).get("settings")
    written = bool(
        show.writer.style or (isinstance(settings, dict) and settings.get("writer"))
    )  # a model's questions are looked at when they are made
    texts = [*around.templates(show.template_folders), script.show, show.title, show.tagline]
    for severity, kind, segment, passage, message, remedy in around.check(script, briefing, texts):
        if passage not in told and not (written and kind == "own-words"):
            yield _finding(severity, kind, subject.where(segment.line), message, remedy, subject.at_ms(numbers[id(segment)], passage))


# ── what listeners were told otherwise ───────────────────────────────────────────────────────────────────


def _corrections(subject: Subject) -> list[str]:
    """What sentences say since they were corrected after the programme went out: by an editor, who knew that the source was wrong."""
    found = (subject.record or {}).get("corrections")
    return [str(each.get("is", "")) for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _corrected(finding: Finding) -> Finding:
    message = f"{finding.message}; it was corrected so, and listeners are told"
    return replace(finding, severity=WARNING, code=f"{NAME}.corrected", message=message, remedy="Make sure that the correction is right.")


# ── a model's words ──────────────────────────────────────────────────────────────────────────────────────


def _key(text: str) -> str:
    """A sentence whatever its capitals, also behind the "And" of a last headline."""
    return fingerprint(re.sub(r"^And ", "", text))


def _worded(subject: Subject) -> Callable[[Unproved], str]:
    """Says who worded the passage of a finding, where a model did: as the episode's record has it; without one, as the show's settings ask for it."""
    settings = (subject.record or {}).get("settings")
    if isinstance(settings, dict):
        by = str(settings.get("writer", ""))
        told = {_key(str(text)) for key, text in settings.items() if str(key).startswith(f"{WORDED}.")}
        return lambda one: by if by and _key(one.passage) in told else ""
    writer = subject.show.writer
    by = f"{writer.style}: {writer.model}, as the settings have it; no record says which sentences" if writer.style else ""
    return lambda one: by if one.kind not in ("unmarked", "no-such-line") and one.role in (ANCHOR, writer.host) else ""


def _by_model(subject: Subject, line: int, passage: str, who: str) -> Finding:
    first = " ".join(passage.split()[:8])
    message = (
        f"“{first}{' …' if len(passage.split()) > 8 else ''}” is a model’s wording ({who}): checked loosely when it was made, not proved"
    )
    return _finding(WARNING, "worded", subject.where(line), message, "Read it against its line, or build with --writer off.")
