"""The item file: how a briefing was read, written beside it for a human to correct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import edit, read
from pipeline.desk import day, files, intake, why
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from pipeline.model import Briefing


def briefing(names: Sequence[str], show: Show, *, kind: str = "", beside: bool = False) -> Briefing:
    """How these very files were read, whatever item file stands beside them; with `beside`, that one."""
    return intake.gather(names, show, None, kind=kind, beside=beside, to_tell=False)


def document(
    names: Sequence[str], show: Show, form: str = "", *, kind: str = "", beside: bool = False, about: str | None = None
) -> dict[str, Any]:
    """The same for machines, with the running order that would be made of it."""
    found = briefing(names, show, kind=kind, beside=beside)
    return {**read.items_json(_with_quotes(found)), "running_order": why.document(found, show, form, about)}


def write(name: str, show: Show, out: Path | None, *, kind: str = "", rewrite: bool) -> Path:
    """Write the item file, and say where. One that is there may hold a human's corrections: it is never overwritten."""
    path = day.item_file(name, show, out)
    text = read.items_file(_with_quotes(briefing([name], show, kind=kind)))
    if path.exists():
        if not rewrite:
            remedy = "Change that one, or start again with --rewrite (the old one is kept)."
            raise BriefingError("the item file is there already", where=files.short(path), remedy=remedy)
        files.put_by(path, BriefingError)
    files.write(path, text, BriefingError)
    return path


def _with_quotes(found: Briefing) -> Briefing:
    """The briefing with who says what, as it will be told: a human can put it right."""
    said = edit.quotes(found)
    return replace(found, updates=tuple(replace(update, quotes=said[update.id]) for update in found.updates))
