"""A picture of a finished programme as SVG: how loud it is from moment to moment, who speaks, its chapters, pauses and music.

What is drawn is what was measured on the file; who speaks when is what the record says. Light or dark as the reader's screen is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.publish.plotted import Levels, Music, music_in, number_in, spoken_ms, target_lufs
from pipeline.publish.svg import element, number, path, shortened, text
from pipeline.publish.told import Told, told
from pipeline.text.clock import clock

WIDTH, LEFT, RIGHT = 1200, 58, 58
"""Of the picture, and beside what is drawn over time."""

HEAD, CHAPTERS, PANEL, LANE, BAND = 70, 40, 270, 24, 10
"""Heights: title and figures, chapters, loudness, voices, one of music."""

GAP = 8

LOUDEST_LUFS, SOFTEST_LUFS = -6.0, -48.0
"""What the panel holds: speech at −16 LUFS peaks near −10, a room is softer than −50."""

GRID_LU = 6

MOST_POINTS = 4000
"""Of a line: three a pixel. Of more, each takes the loudest of several."""

TICKS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
MOST_TICKS = 13

LONG_PAUSE_MS = 1000
"""Pauses from here on are counted."""

COLOURS = ("#d9652b", "#2f8f8b", "#c2972c", "#7a6bd1", "#5f9a3f", "#c0588a", "#8a8f98")
"""The voices in the order of how long they speak; the last stands for all others. Each can be told from both backgrounds."""

STYLE = """
.episode-plot{--paper:#fff;--ink:#1f1c1a;--soft:#6b645e;--line:#ddd7d0;--band:#f4f1ed;--other:#ebe6df;--curve:#1f1c1a;--target:#b3261e;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:12px}
@media (prefers-color-scheme:dark){.episode-plot{--paper:#1d1a18;--ink:#f2ece4;--soft:#a89f96;--line:#3a342f;--band:#262220;--other:#302b28;
--curve:#f2ece4;--target:#ff8a80}}
.episode-plot text{fill:var(--ink)}.episode-plot .soft{fill:var(--soft)}.episode-plot .paper{fill:var(--paper)}
.episode-plot .grid{stroke:var(--line);stroke-width:1}.episode-plot .band{fill:var(--band)}.episode-plot .other{fill:var(--other)}
.episode-plot .momentary{fill:none;stroke:var(--curve);stroke-width:1;stroke-opacity:.38;stroke-linejoin:round}
.episode-plot .short-term{fill:none;stroke:var(--curve);stroke-width:2;stroke-linejoin:round}
.episode-plot .target{stroke:var(--target);stroke-width:1.5;stroke-dasharray:6 4}.episode-plot text.aim{fill:var(--target)}
.episode-plot .music{fill:var(--soft);fill-opacity:.75}.episode-plot .ducked{fill:var(--soft);fill-opacity:.35}
""".replace("\n", "")


def plot(record: Mapping[str, Any], levels: Levels) -> str:
    """The picture as an SVG file, which may stand in a page as well. Raises PublishError for what is no record."""
    said = told(record)
    voices = [str(segment.get("voice", "")) for segment in record["segments"]]
    return _Drawing(said, voices, music_in(record), levels, number_in(record, "true_peak_dbtp"), target_lufs(record)).whole()


class _Drawing:
    """One picture on its way: each part is drawn below the one before."""

    def __init__(
        self, said: Told, voices: list[str], music: list[Music], levels: Levels, peak_dbtp: float | None, target_lufs: float | None
    ) -> None:
        self._said, self._voices, self._music, self._levels = said, voices, music, levels
        self._peak_dbtp, self._target_lufs = peak_dbtp, target_lufs
        self._ms = max(said.duration_ms, 1)
        self._spoken = spoken_ms(said, voices)
        self._y = 0.0

    def whole(self) -> str:
        parts = [self._head(), self._chapters(), self._panel(), self._lane(), self._bands(), self._axis(), self._legend()]
        height = round(self._y + 10)
        size = {"viewBox": f"0 0 {WIDTH} {height}", "width": WIDTH, "height": height}
        about = f"{self._said.title}: loudness, voices and chapters over {clock(self._ms)}."
        inner = [
            element("title", text(about)),
            element("style", STYLE),
            element("rect", class_="paper", width=WIDTH, height=height),
            *parts,
        ]
        opened = element("svg", inner, xmlns="http://www.w3.org/2000/svg", class_="episode-plot", role="img", **size)
        return opened + "\n"

    # ── the parts ────────────────────────────────────────────────────────────────────────────────────────

    def _head(self) -> str:
        said, levels = self._said, self._levels
        figures = [
            said.show,
            f"{said.date.day} {said.date:%B} {said.date.year}",
            clock(self._ms),
            f"{_signed(levels.integrated_lufs)} LUFS",
        ]
        if self._peak_dbtp is not None:
            figures.append(f"{_signed(self._peak_dbtp)} dBTP")
        figures.append(f"range {levels.range_lu:.1f} LU")
        (title,) = shortened(said.title, 20, WIDTH - LEFT - RIGHT) or ("",)
        self._y = HEAD
        return element("text", text(title), x=LEFT, y=34, font_size=20, font_weight=600) + element(
            "text", text(" · ".join(filter(None, figures))), x=LEFT, y=56, class_="soft", font_size=13
        )

    def _chapters(self) -> str:
        made = []
        for n, chapter in enumerate(self._said.chapters):
            x, room = self._x(chapter.start_ms), self._x(chapter.end_ms) - self._x(chapter.start_ms)
            name = f"{n + 1}. {chapter.title} ({clock(chapter.start_ms)})"
            inner = [element("title", text(name)), self._block(x, self._y, room, CHAPTERS, "other" if n % 2 else "band")]
            lines = shortened(chapter.title, 11.5, room - 12, 2)
            first = self._y + CHAPTERS / 2 + 4 - (len(lines) - 1) * 7
            inner += [element("text", text(line), x=x + 6, y=first + 14 * row, font_size=11.5) for row, line in enumerate(lines)]
            made.append(element("g", inner))
        self._y += CHAPTERS if made else 0
        return element("g", made, class_="chapters")

    def _panel(self) -> str:
        top = self._top = self._y
        made = [
            self._block(self._x(each.start_ms), top, self._x(each.end_ms) - self._x(each.start_ms), PANEL, "band")
            for each in self._said.chapters[::2]
        ]
        for lufs in range(int(LOUDEST_LUFS) - GRID_LU, int(SOFTEST_LUFS) - 1, -GRID_LU):
            y = self._loud(lufs)
            made.append(element("line", class_="grid", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y))
            made.append(element("text", f"−{-lufs}", x=LEFT - 8, y=y + 4, class_="soft", text_anchor="end"))
        made.append(element("text", "LUFS", x=LEFT - 8, y=top + 12, class_="soft", text_anchor="end", font_size=10))
        for name, values in (("momentary", self._levels.momentary), ("short-term", self._levels.short_term)):
            made.append(element("path", class_=name, d=path(self._line(values))))
        if self._target_lufs is not None:
            y = self._loud(self._target_lufs)
            made.append(element("line", class_="target", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y))
            made.append(element("text", f"−{number(abs(self._target_lufs))}", x=WIDTH - RIGHT + 6, y=y + 4, class_="aim"))
        self._y += PANEL + GAP
        return element("g", made, class_="loudness")

    def _lane(self) -> str:
        made = [self._block(LEFT, self._y, WIDTH - LEFT - RIGHT, LANE, "other")]
        for turn, voice in zip(self._said.turns, self._voices, strict=True):
            first = " ".join(span.text for span in turn.spans)
            name = f"{turn.number}. {turn.role}, {clock(turn.start_ms)}: {first[:80]}{'…' if len(first) > 80 else ''}"
            x = self._x(turn.start_ms)
            bar = element(
                "rect",
                element("title", text(name)),
                x=x,
                y=self._y,
                width=max(self._x(turn.end_ms) - x, 0.5),
                height=LANE,
                fill=self._colour(voice),
            )
            made.append(bar)
        self._y += LANE + GAP
        return element("g", made, class_="voices")

    def _bands(self) -> str:
        made = []
        for kind in ("bed", "sting"):
            own = [each for each in self._music if each.kind == kind]
            for each in own:
                x = self._x(each.start_ms)
                name = f"{kind}: {each.name}, {clock(each.start_ms)} to {clock(each.end_ms)}"
                # A bed is held down while somebody speaks; a sting is not.
                voices = [(turn.start_ms, turn.end_ms) for turn in self._said.turns] if kind == "bed" else []
                edges = sorted({each.start_ms, each.end_ms, *itertools.chain.from_iterable(voices)})
                bars = [element("title", text(name))]
                for start, end in itertools.pairwise(edge for edge in edges if each.start_ms <= edge <= each.end_ms):
                    down = any(low <= start and end <= high for low, high in voices)
                    height, x = BAND / 2 if down else BAND, self._x(start)
                    bars.append(
                        element(
                            "rect",
                            class_="ducked" if down else "music",
                            x=x,
                            y=self._y + BAND - height,
                            width=max(self._x(end) - x, 0.5),
                            height=height,
                        )
                    )
                made.append(element("g", bars))
            if own:
                made.append(element("text", kind, x=LEFT - 8, y=self._y + BAND, class_="soft", text_anchor="end", font_size=10))
                self._y += BAND + GAP / 2
        return element("g", made, class_="music-lanes") if made else ""

    def _axis(self) -> str:
        step = next((each for each in TICKS_S if self._ms / 1000 / each < MOST_TICKS), 2 * TICKS_S[-1])
        made = []
        for second in range(0, self._ms // 1000 + 1, step):
            x = self._x(second * 1000)
            made.append(element("line", class_="grid", x1=x, x2=x, y1=self._y, y2=self._y + 5))
            made.append(element("text", clock(second * 1000), x=x, y=self._y + 18, class_="soft", text_anchor="middle"))
        self._y += 30
        return element("g", made, class_="axis")

    def _legend(self) -> str:
        made: list[str] = []
        x, y = float(LEFT), self._y + 12
        total = sum(self._spoken.values())
        for voice, (spoken, roles) in self._who().items():
            share = f"{voice or 'unknown'} · {spoken / max(total, 1):.0%} · {roles}"
            (label,) = shortened(share, 12, 420) or (share[:40],)
            room = 12 * 0.56 * len(label) + 40
            if x + room > WIDTH - RIGHT and x > LEFT:
                x, y = float(LEFT), y + 20
            made.append(element("rect", x=x, y=y - 10, width=12, height=12, rx=2, fill=self._colour(voice)))
            made.append(element("text", element("title", text(share)) + text(label), x=x + 18, y=y))
            x += room
        y += 22
        made.append(element("text", text(self._notes()), x=LEFT, y=y, class_="soft"))
        self._y = y
        return element("g", made, class_="legend")

    # ── what they share ──────────────────────────────────────────────────────────────────────────────────

    def _notes(self) -> str:
        pauses = [(after.start_ms - before.end_ms, before.end_ms) for before, after in itertools.pairwise(self._said.turns)]
        long = [pause for pause in pauses if pause[0] >= LONG_PAUSE_MS]
        said = ["bold line: 3 s", "thin line: 400 ms"]
        if self._target_lufs is not None:
            said.append("dashed: the target")
        if long:
            most, at = max(long, key=lambda pause: pause[0])
            said.append(
                f"{len(long)} pause{'s' if len(long) > 1 else ''} of a second or more, the longest {most / 1000:.1f} s at {clock(at)}"
            )
        return " · ".join(said)

    def _who(self) -> dict[str, tuple[int, str]]:
        """Of each voice in the order of their shares: milliseconds, and the roles that it speaks."""
        roles = {
            voice: dict.fromkeys(t.role for t, v in zip(self._said.turns, self._voices, strict=True) if v == voice)
            for voice in self._spoken
        }
        return {voice: (ms, ", ".join(roles[voice])) for voice, ms in self._spoken.items()}

    def _colour(self, voice: str) -> str:
        return COLOURS[min(list(self._spoken).index(voice), len(COLOURS) - 1)]

    def _line(self, values: Sequence[float]) -> list[tuple[float, float]]:
        """Points of a curve; see MOST_POINTS."""
        each = math.ceil(len(values) / MOST_POINTS) or 1
        loudest = [max(values[n : n + each]) for n in range(0, len(values), each)]
        times = [min((n + 1) * each, len(values)) * self._levels.step_s * 1000 for n in range(len(loudest))]
        return [(self._x(min(ms, self._ms)), self._loud(lufs)) for ms, lufs in zip(times, loudest, strict=True)]

    def _x(self, ms: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(max(ms, 0), self._ms) / self._ms

    def _loud(self, lufs: float) -> float:
        inside = min(max(lufs, SOFTEST_LUFS), LOUDEST_LUFS)
        return self._top + PANEL * (LOUDEST_LUFS - inside) / (LOUDEST_LUFS - SOFTEST_LUFS)

    def _block(self, x: float, y: float, width: float, height: float, name: str) -> str:
        return element("rect", class_=name, x=x, y=y, width=max(width, 0.0), height=height)


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
