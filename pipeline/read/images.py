"""The pictures that a page showed: captions and credits are not told, but kept with the update that they stand in."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.model import Briefing, Line


def images_of(briefing: Briefing) -> dict[str, list[dict[str, str | int]]]:
    """For each update's id its pictures: `line` (1-based, of the caption, else of the credit), `caption` and `credit`, as written."""
    found: dict[str, list[dict[str, str | int]]] = {update.id: [] for update in briefing.updates}
    begins = _begins(briefing)
    if not begins:
        return found
    starts = [n for n, _ in begins]
    last: Line | None = None
    for line in briefing.lines:
        if line.kind == "blank":
            continue
        if line.kind in ("caption", "credit"):
            images = found[begins[max(0, bisect_right(starts, line.n) - 1)][1]]
            if last is not None and images and last.kind in ("caption", "credit") and last.kind != line.kind and not images[-1][line.kind]:
                images[-1][line.kind] = line.text
            else:
                images.append({"line": line.n, "caption": "", "credit": "", line.kind: line.text})
        last = line
    return found


def _begins(briefing: Briefing) -> list[tuple[int, str]]:
    """The line on which each update begins with all that stands above its text: its time, its heading, its writer."""
    beside = {line.n: line.kind for line in briefing.lines if line.kind not in ("blank", "body")}
    body = sorted(p.source.first_line for update in briefing.updates for p in update.paragraphs)
    begins = []
    for update in briefing.updates:
        place = bisect_right(body, update.start - 1)
        above = body[place - 1] if place else 0
        begins.append((next((n for n in range(above + 1, update.start) if beside.get(n) in ("stamp", "heading")), update.start), update.id))
    return sorted(begins)
