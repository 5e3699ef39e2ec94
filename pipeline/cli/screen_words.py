"""What people see of words: the risky ones of a script, the entries of a lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.cli.screen import clock, columns, cut, facts, short

if TYPE_CHECKING:
    from pipeline.desk.pronounce import Found, Merged
    from pipeline.desk.rehearsal import Rehearsal, Word

HEADINGS = {
    "letters": "Foreign letters",
    "name": "Names in no dictionary or lexicon",
    "initials": "Initialisms",
    "figure": "Figures, signs and short forms",
    "word": "Words in no dictionary or lexicon",
}
"""By the kinds of risks."""

LONGEST = 24
"""Columns of a word as it is written; its spoken form comes last in the line, and may be cut."""


def rehearsal(done: Rehearsal) -> str:
    """The risky words of a script, the riskiest kind first, and what to do about one."""
    script = short(done.path)
    if not done.words:
        return f"{script}: every word is in the dictionary or the lexicon, and there are no figures: nothing to rehearse"
    lines = [f"{script}: {len(done.words)} word{'' if len(done.words) == 1 else 's'} to hear before it goes on air"]
    if done.reel is not None:
        told = sum(word.at_ms is not None for word in done.words)
        share = "all of them" if told == len(done.words) else f"{told} of them; those marked – did not fit"
        lines.append(f"listen: {short(done.reel.path)}  ({clock(done.reel.duration_ms)}: {share})")
    kinds = dict.fromkeys(word.risk.kind for word in done.words)
    table = [_row(word, script, reel=done.reel is not None) for kind in kinds for word in done.words if word.risk.kind == kind]
    head = ("REEL",) * (done.reel is not None) + ("WORD", "TIMES", "SEGMENT", "WHERE", "SPOKEN")
    first, *rest = columns([head, *table], margin=2).splitlines()
    rows = iter(rest)
    lines += ["", f"  {first}"]
    for kind in kinds:
        lines += ["", HEADINGS[kind], *(f"  {next(rows)}" for word in done.words if word.risk.kind == kind)]
    return "\n".join([*lines, "", *_remedies(done.words)])


def _row(word: Word, script: str, *, reel: bool) -> tuple[str, ...]:
    risk = word.risk
    at = ("–" if word.at_ms is None else clock(word.at_ms),) if reel else ()
    said = word.sounds or risk.spoken
    how = f"{said}  ({risk.why})" if risk.kind == "initials" else said
    return *at, cut(risk.word, LONGEST), f"{risk.count}×", f"{risk.segment}", f"{script}:{word.line}", how


def _remedies(words: tuple[Word, ...]) -> list[str]:
    """What mends the first of each sort of words, as an example for the rest."""
    return list({word.risk.kind in ("figure", "initials"): word.remedy for word in reversed(words)}.values())[::-1]


def entries(found: Sequence[Found]) -> str:
    """The entries that are used for a word, and what each kind of voice is given."""
    blocks = []
    for each in found:
        entry = each.entry
        rows = [("sounds", entry.ipa or "none"), ("respelled", entry.alias or "no"), ("stands in", each.where)]
        if entry.lang != "en":
            rows.append(("voices", entry.lang))
        blocks.append(f"{entry.grapheme}\n{facts([*rows, *each.written])}")
    return "\n".join(blocks)


def merged(done: Merged) -> str:
    """What an import did, and what it left alone."""
    from pipeline.desk.pronounce import said

    lines = [f"{short(done.path)}: {len(done.added)} added, {len(done.replaced)} replaced, {done.same} there already"]
    lines += [f"  {new.grapheme}: {said(new)}  (was {said(old)})" for old, new in done.replaced]
    if done.differing:
        lines.append(f"{len(done.differing)} there with other sounds, left as they are; --replace takes the new ones:")
        lines += [f"  {old.grapheme}: {said(old)}  (offered: {said(new)})" for old, new in done.differing]
    return "\n".join(lines)
