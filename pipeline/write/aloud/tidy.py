"""Last pass: what the others leave between the words becomes one mark and one space."""

from __future__ import annotations

from pipeline.regex import regex
from pipeline.write.aloud.edits import Edit

_MARKS = regex(r"[\s,;:.!?…—]{2,}|^[\s,;:.!?…—]|[…—]|[\s,]$")
_FINE = frozenset((", ", ". ", "; ", ": ", "? ", "! ", "… ", " — "))
_STRENGTH = "!?….;:—,"


def tidy(text: str) -> list[Edit]:
    """One mark, then one space, a dash between two; none of them at the start, no space, comma, dash or ellipsis at the end."""
    out = []
    for match in _MARKS.finditer(text):
        run = match.group()
        if run in _FINE and match.start() and match.end() < len(text):
            continue
        words = "" if match.start() == 0 else _one(run, text[match.end() : match.end() + 1])
        if words != run:
            out.append(Edit(match.start(), match.end(), words, "pause"))
    return out


def _one(run: str, after: str) -> str:
    marks = "".join(run.split())
    if not marks:
        return " " if after else ""
    if len(marks) < 4 and set(marks) <= {"!", "?"}:
        mark = marks
    elif set(marks) in ({".", ";"}, {".", ":"}):
        mark = marks.replace(".", "")[0]  # the full stop was a short form's
    elif marks == ".," or (set(marks) == {".", ","} and (after.islower() or after.isdigit())):
        mark = ","  # a full stop that belonged to a short form or a quotation
    else:
        mark = min(marks, key=_STRENGTH.index)
    if not after:
        return {",": "", "—": "", "…": "."}.get(mark, mark)
    if mark in "—…":
        return " — " if mark == "—" else "… "
    return f"{mark} " if len(marks) > 1 or len(run) > len(marks) else mark
