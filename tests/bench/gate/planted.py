"""Each defect planted in a copy of a good episode, and what the gate says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.check import Finding
from pipeline.errors import EpisodeError
from tests.bench.gate import in_court, in_files, in_sound, in_words
from tests.bench.gate.bases import BASES
from tests.bench.gate.place import Defect, Place, caught


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one defect."""

    defect: Defect
    finding: Finding | None
    """What names it; None where it was missed."""
    others: tuple[str, ...]
    """The codes of what else was found."""


DEFECTS: tuple[Defect, ...] = (*in_words.defects(), *in_court.defects(), *in_sound.defects(), *in_files.defects())


def plant(defects: Sequence[Defect], away: Path, tell: Callable[[Row], None]) -> list[Row]:
    """One after the other; a base is built when it is first needed, and what is found in it already (a name that nobody has said) counts for nothing."""
    bases: dict[str, tuple[Place, tuple[Finding, ...]]] = {}
    rows = []
    for defect in defects:
        if defect.base not in bases:
            base = BASES[defect.base](away / defect.base)
            bases[defect.base] = base, base.findings()
        base, before = bases[defect.base]
        place = base.copy(away / "copy")
        found: list[Finding] = []
        others: tuple[str, ...]
        try:
            defect.plant(place)
            found = [one for one in place.findings() if one not in before]
            others = tuple(sorted({one.code for one in found}))
        except EpisodeError as problem:  # it was not planted, or the gate stopped: no proof
            others = (f"{type(problem).__name__}: {problem}",)
        finally:
            shutil.rmtree(place.show)
        rows.append(Row(defect, caught(defect, found), others))
        tell(rows[-1])
    return rows
