"""The picture of a programme: well-formed whatever the words, everything where its time and its loudness put it."""

from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PublishError
from pipeline.publish import publish
from pipeline.publish.plot import COLOURS, MOST_POINTS, plot
from pipeline.publish.plotted import Levels
from pipeline.publish.svg import shortened, wide

from .made import CLIPS, episode_in

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def record(tmp_path: Path) -> dict[str, Any]:
    files = publish(episode_in(tmp_path), clips=CLIPS)
    found = json.loads(files["episode"].read_text(encoding="utf-8"))
    found["settings"]["loudness_lufs"] = "-16.0"
    return dict(found)


def levels(count: int = 165, of: float = -18.0) -> Levels:
    return Levels([of + 4 * math.sin(n / 5) for n in range(count)], [of + math.sin(n / 9) for n in range(count)], 0.1, -16.04, 4.26)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - it is ours


class Picture:
    """What an XML reader sees in it."""

    def __init__(self, svg: str) -> None:
        self.root = parsed(svg)
        self.seconds = self._scale(
            "axis", "middle", lambda words: sum(60**n * int(part) for n, part in enumerate(words.split(":")[::-1])), "x"
        )
        self.lufs = self._scale("loudness", "end", lambda words: -float(words[1:]) if words.startswith("−") else None, "y")

    def _scale(self, group: str, anchor: str, read: Any, axis: str) -> Any:
        """From a coordinate to what its axis says: through two of its labels."""
        labels = [each for each in self.group(group).iter(f"{SVG}text") if each.get("text-anchor") == anchor]
        offset = 4 if axis == "y" else 0
        known = [(float(each.get(axis) or 0) - offset, read(each.text or "")) for each in labels if read(each.text or "") is not None]
        (x0, v0), (x1, v1) = known[0], known[-1]
        return lambda at: v0 + (at - x0) * (v1 - v0) / (x1 - x0)

    def group(self, name: str) -> ET.Element:
        return next(each for each in self.root.iter(f"{SVG}g") if each.get("class") == name)

    def texts(self) -> list[str]:
        return [(each.text or "") for each in self.root.iter() if each.tag in (f"{SVG}text", f"{SVG}title")]

    def line(self, name: str) -> list[tuple[float, float]]:
        """(seconds, LUFS) of each point of a curve."""
        drawn = next(each for each in self.root.iter(f"{SVG}path") if each.get("class") == name).get("d") or ""
        points = [point.split() for point in re.split("[ML]", drawn)[1:]]
        return [(self.seconds(float(x)), self.lufs(float(y))) for x, y in points]

    def spans(self, group: str) -> list[tuple[float, float, str]]:
        """(start, end, colour or class) in seconds of the bars of a group that have a title."""
        found = []
        for each in self.group(group).iter(f"{SVG}rect"):
            x, width = float(each.get("x") or 0), float(each.get("width") or 0)
            found.append((self.seconds(x), self.seconds(x + width), each.get("fill") or each.get("class") or ""))
        return found


def test_the_curves_are_the_measurement(record: dict[str, Any]) -> None:
    measured = levels()
    picture = Picture(plot(record, measured))
    for name, values in (("momentary", measured.momentary), ("short-term", measured.short_term)):
        drawn = picture.line(name)
        assert len(drawn) == len(values)
        for n, ((second, lufs), value) in enumerate(zip(drawn, values, strict=True)):
            assert second == pytest.approx((n + 1) * 0.1, abs=0.02)
            assert lufs == pytest.approx(value, abs=0.05)
    target = next(each for each in picture.root.iter(f"{SVG}line") if each.get("class") == "target")
    assert picture.lufs(float(target.get("y1") or 0)) == pytest.approx(-16, abs=0.01)


def test_segments_chapters_and_pauses_stand_where_the_record_has_them(record: dict[str, Any]) -> None:
    svg = plot(record, levels())
    picture = Picture(svg)
    bars = picture.spans("voices")[1:]
    assert [(pytest.approx(start, abs=0.02), pytest.approx(end, abs=0.02)) for start, end, _ in bars] == [
        (each["start_ms"] / 1000, each["end_ms"] / 1000) for each in record["segments"]
    ]
    assert [colour for _, _, colour in bars] == [COLOURS[0], COLOURS[0], COLOURS[1]]
    chapters = picture.spans("chapters")
    assert [(round(start, 1), round(end, 1)) for start, end, _ in chapters] == [
        (round(each["start_ms"] / 1000, 1), round(each["end_ms"] / 1000, 1)) for each in record["chapters"]
    ]
    said = " ".join(picture.texts())
    assert "The Daily Story · 27 November 2026 · 0:16 · −16.0 LUFS · −2.4 dBTP · range 4.3 LU" in said
    assert "1 pause of a second or more, the longest 1.1 s at 0:04" in said
    assert "pyttsx3:gmw/en-us · 33% · Voice of President Putin" in said
    assert "sting" not in said


def test_music_is_drawn_where_the_record_lists_it_and_a_bed_lower_under_a_voice(record: dict[str, Any]) -> None:
    """Speech stands at 0.25 to 4.31, 5.41 to 10.88 and 11.16 to 15.87 seconds."""
    record["music"] = [
        {"kind": "sting", "cue": "open", "sound": "open", "start_ms": 0, "end_ms": 3800},
        {"kind": "bed", "cue": "headlines", "sound": "art/bed.wav", "start_ms": 3000, "end_ms": 12_000},
    ]
    picture = Picture(plot(record, levels()))
    spans = [(round(start, 1), round(end, 1), kind) for start, end, kind in picture.spans("music-lanes")]
    assert spans == [
        (3.0, 4.3, "ducked"),
        (4.3, 5.4, "music"),
        (5.4, 10.9, "ducked"),
        (10.9, 11.2, "music"),
        (11.2, 12.0, "ducked"),
        (0.0, 3.8, "music"),
    ]
    assert "bed: art/bed.wav, 0:03 to 0:12" in picture.texts()
    record["music"] = [{"kind": "bed"}]
    with pytest.raises(PublishError, match=r"episode\.json: music: the record's music cannot be read\. Build the episode again"):
        plot(record, levels())


def test_words_are_words_whatever_stands_in_them(record: dict[str, Any]) -> None:
    bad = '</text><script>alert("1")</script> & \x00\x1b ]]> \ud800 \'"'
    record["title"] = record["show"] = record["chapters"][0]["title"] = bad
    for segment in record["segments"]:
        segment["role"] = segment["voice"] = segment["sentences"][0]["text"] = bad
    svg = plot(record, levels())
    svg.encode("utf-8")
    root = parsed(svg)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {"svg", "title", "style", "rect", "text", "g", "line", "path"}
    assert '<script>alert("1")</script>' in "".join(Picture(svg).texts())


def test_many_voices_and_a_long_programme_stay_small_and_tell_the_truth(record: dict[str, Any]) -> None:
    """Three hours; each point drawn is the loudest of those it stands for."""
    one, hours = record["segments"][0], 3 * 3_600_000
    record["duration_ms"] = hours
    record["segments"] = [
        {**one, "number": n, "start_ms": n * 20_000, "end_ms": n * 20_000 + 15_000, "voice": f"tone:{n % 12}"}
        for n in range(hours // 20_000)
    ]
    record["chapters"] = [{"title": f"Chapter number {n}", "start_ms": n * 60_000, "end_ms": (n + 1) * 60_000} for n in range(180)]
    measured = levels(hours // 100)
    svg = plot(record, measured)
    picture = Picture(svg)
    drawn = picture.line("momentary")
    assert len(drawn) <= MOST_POINTS
    each = math.ceil(len(measured.momentary) / MOST_POINTS)
    for n in range(0, len(drawn), 97):
        assert drawn[n][1] == pytest.approx(max(measured.momentary[n * each : (n + 1) * each]), abs=0.05)
    assert len(svg) < 600_000
    assert len({colour for _, _, colour in picture.spans("voices")[1:]}) == len(COLOURS)


def test_no_chapters_no_speech_no_figures(record: dict[str, Any]) -> None:
    record |= {"chapters": [], "segments": [], "true_peak_dbtp": None, "settings": {}, "duration_ms": 0}
    picture = Picture(plot({**record, "duration_ms": 2000}, levels(20)))
    assert "dBTP" not in " ".join(picture.texts())
    assert not [each for each in picture.root.iter(f"{SVG}line") if each.get("class") == "target"]
    parsed(plot(record, levels(0)))


def test_what_is_no_record() -> None:
    with pytest.raises(PublishError, match="not the record of an episode"):
        plot({"title": "x"}, levels())


def test_it_is_light_or_dark_as_the_screen_is(record: dict[str, Any]) -> None:
    """Colours that carry meaning differ enough from both backgrounds (WCAG 2.1, 1.4.11: 3 to 1); words more (1.4.3: 4.5 to 1)."""

    def luminance(colour: str) -> float:
        whole = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(whole[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, two: str) -> float:
        high, low = sorted((luminance(one), luminance(two)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    light, dark = plot(record, levels()).split("@media (prefers-color-scheme:dark)")
    for style in (light.split("<style>")[1], dark.split("}}")[0]):
        colours = dict(re.findall(r"--([a-z]+):(#[0-9a-f]{3,6})", style))
        for name in ("ink", "soft", "target"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
        for colour in COLOURS:
            assert contrast(colour, colours["paper"]) >= 2.5, colour
        assert contrast(colours["ink"], colours["other"]) >= 4.5


def test_lines_are_cut_to_their_room() -> None:
    assert shortened("Lovell on the service module", 10, 100, 2) == ["Lovell on the", "service module"]
    assert shortened("One two three four five six seven", 10, 60, 2) == ["One two", "three fou…"]
    assert shortened("Unbreakable", 10, 40) == ["Unbrea…"]
    assert shortened("和平计划和平计划", 10, 40) == ["和平计…"]
    assert shortened("Anything", 10, 3) == []
    assert wide("和平", 10) == 20
