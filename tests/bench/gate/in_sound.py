"""Defects in the sound: samples of the WAV file that are changed, and files that are encoded anew with a fault in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from pipeline.mix import ffmpeg
from tests.bench.gate.place import Defect, Place, Plant
from tests.check.test_beside import id3, seal
from tests.check.test_sound import FULL, Sound, frame, spoil

Change = Callable[[Sound, Place], Sound | None]


def samples(change: Change) -> Plant:
    """Other samples; the record knows of the file."""

    def plant(place: Place) -> None:
        spoil(place.folder, lambda sound: change(sound, place))
        seal(place.folder)

    return plant


def longest(place: Place) -> dict[str, Any]:
    """The longest segment behind the headlines and their bed."""
    beds = [span["end_ms"] for span in place.record()["music"]]
    after = sorted(beds)[-2] if len(beds) > 1 else 0
    return dict(
        max((one for one in place.record()["segments"] if one["start_ms"] > after), key=lambda one: one["end_ms"] - one["start_ms"])
    )


def within(place: Place) -> slice:
    """Its frames."""
    one = longest(place)
    return slice(frame(one["start_ms"]), frame(one["end_ms"]))


def pause(place: Place) -> int:
    """The frame in the middle of the longest pause without music."""
    told = place.record()
    spans = sorted((one["start_ms"], one["end_ms"]) for one in (*told["segments"], *told["music"]))
    gaps, end = [], 0
    for start, last in spans:
        gaps.append((start - end, (start + end) / 2))
        end = max(end, last)
    return frame(max(gaps)[1])


# ── how loud, how clean ──────────────────────────────────────────────────────────────────────────────────


def gain(db: float, part: Callable[[Place], slice] = lambda _: slice(None)) -> Plant:
    def change(sound: Sound, place: Place) -> None:
        sound[part(place)] = (sound[part(place)] * 10 ** (db / 20)).clip(-FULL, FULL - 1).astype(np.int32)

    return samples(change)


def peak(sound: Sound, place: Place) -> None:
    at = within(place).start + frame(500)
    wave = np.sin(np.arange(frame(3)) / 4) * 0.97 * FULL
    sound[at : at + len(wave)] = wave.astype(np.int32)[:, None]


def clip(sound: Sound, place: Place) -> None:
    at = within(place).start + frame(500)
    sound[at : at + frame(50)] *= 100


def offset(sound: Sound, place: Place) -> None:
    sound += int(0.04 * FULL)


def hum(sound: Sound, place: Place) -> None:
    sound += (0.02 * FULL * np.sin(2 * np.pi * 50 * np.arange(len(sound)) / frame(1000))).astype(np.int32)[:, None]


def hiss(sound: Sound, place: Place) -> None:
    sound += (np.random.default_rng(1).normal(0, 0.01, sound.shape) * FULL).astype(np.int32)


# ── what is missing ──────────────────────────────────────────────────────────────────────────────────────


def mute(start: float, end: float) -> Plant:
    """From one share of the longest segment to the other nothing is heard."""

    def change(sound: Sound, place: Place) -> None:
        whole = within(place)
        size = whole.stop - whole.start
        sound[whole.start + round(start * size) : whole.start + round(end * size)] = 0

    return samples(change)


def ending(sound: Sound, place: Place) -> None:
    """The last second of a sentence in the middle of its segment."""
    sentence = max(
        (one for each in place.record()["segments"] for one in each["sentences"][:-1]), key=lambda one: one["end_ms"] - one["start_ms"]
    )
    sound[frame(sentence["end_ms"] - 1000) : frame(sentence["end_ms"])] = 0


def one_sentence(sound: Sound, place: Place) -> None:
    sentence = longest(place)["sentences"][0]
    sound[frame(sentence["start_ms"]) : frame(sentence["end_ms"])] = 0


def all_speech(sound: Sound, place: Place) -> None:
    for one in place.record()["segments"]:
        sound[frame(one["start_ms"]) : frame(one["end_ms"])] = 0


def dropouts(sound: Sound, place: Place) -> None:
    """A twentieth of a second is missing, every half second."""
    for at in range(within(place).start, within(place).stop - frame(50), frame(500)):
        sound[at : at + frame(50)] = 0


def bed_alone(sound: Sound, place: Place) -> None:
    """Under the headlines only the bed goes on."""
    told = place.record()
    bed = next(span for span in told["music"] if span["kind"] == "bed")
    one = next(each for each in told["segments"] if each["start_ms"] > bed["start_ms"])
    sound[frame(one["start_ms"]) : frame(one["end_ms"])] = sound[frame(one["end_ms"]) + 1 : frame(one["end_ms"]) + 2]
    rng = np.random.default_rng(2)
    size = frame(one["end_ms"]) - frame(one["start_ms"])
    swell = np.sin(np.arange(size) / 40) * (1 + np.sin(np.arange(size) / 30_000)) * 0.01 + rng.normal(0, 0.001, size)
    sound[frame(one["start_ms"]) : frame(one["end_ms"])] = (swell * FULL).astype(np.int32)[:, None]


# ── what should not be there ─────────────────────────────────────────────────────────────────────────────


def silence(seconds: float, where: Callable[[Place], int]) -> Plant:
    def change(sound: Sound, place: Place) -> Sound:
        return np.insert(sound, where(place), np.zeros((frame(seconds * 1000), 2), np.int32), axis=0)

    return samples(change)


def click(step: float, where: Callable[[Place], int]) -> Plant:
    def change(sound: Sound, place: Place) -> None:
        sound[where(place)] += int(step * FULL)

    return samples(change)


def join(place: Place) -> int:
    return frame(longest(place)["start_ms"] - 15)


def noise_between(sound: Sound, place: Place) -> None:
    at = pause(place)
    sound[at : at + frame(150)] += (np.random.default_rng(1).normal(0, 0.02, (frame(150), 2)) * FULL).astype(np.int32)


def word_between(sound: Sound, place: Place) -> None:
    """A word of the speech is heard once more in a pause."""
    one, at = within(place), pause(place)
    sound[at - frame(100) : at + frame(100)] += sound[one.start + frame(300) : one.start + frame(500)]


def instead(kind: str) -> Plant:
    """A segment is one steady sound."""

    def change(sound: Sound, place: Place) -> None:
        part = within(place)
        count = part.stop - part.start
        wave = np.random.default_rng(1).normal(0, 0.15, count) if kind == "noise" else 0.2 * np.sin(np.arange(count) / 7)
        sound[part] = (wave * FULL).astype(np.int32)[:, None]

    return samples(change)


def music_over(sound: Sound, place: Place) -> None:
    """The opening sting once more, over speech."""
    part = within(place)
    sting = sound[: frame(2500)].copy()
    sound[part.start : part.start + len(sting)] = sting[: part.stop - part.start]


# ── the whole file ───────────────────────────────────────────────────────────────────────────────────────


def one_side(sound: Sound, place: Place) -> None:
    sound[:, 1] = 0


def turned(sound: Sound, place: Place) -> None:
    """Who hears both channels as one hears nothing."""
    sound[:, 1] = -sound[:, 0]


def swapped(sound: Sound, place: Place) -> Sound:
    """Two segments change places."""
    told = place.record()["segments"]
    one, other = told[-3], told[-4]
    if one["start_ms"] > other["start_ms"]:
        one, other = other, one
    a, b = (slice(frame(each["start_ms"]), frame(each["end_ms"])) for each in (one, other))
    return np.concatenate([sound[: a.start], sound[b], sound[a.stop : b.start], sound[a], sound[b.stop :]])


def faster(sound: Sound, place: Place) -> Sound:
    return np.asarray(sound[np.arange(0, len(sound), 1.05).astype(int)], np.int32)


def earlier(ms: float) -> Change:
    """All is heard so much later than the record says; the length stays."""
    return lambda sound, place: np.concatenate([np.zeros((frame(ms), 2), np.int32), sound[: -frame(ms)]])


def emptied(place: Place) -> None:
    (place.folder / "episode.wav").write_bytes(b"")


WAV: list[tuple[str, Plant, str]] = [
    ("6 dB too quiet", gain(-6), "loudness"),
    ("3 dB too loud", gain(3), "loudness"),
    ("0.8 dB too quiet", gain(-0.8), "loudness"),
    ("a peak over the ceiling", samples(peak), "true-peak"),
    ("clipped", samples(clip), "clipped"),
    ("off from nought", samples(offset), "offset"),
    ("a hum under all", samples(hum), "between"),
    ("hiss under all", samples(hiss), "between"),
    ("one segment is 15 dB too soft", gain(-15, within), "faint"),
    ("a muted segment", mute(0, 1), "silent"),
    ("a muted sentence", samples(one_sentence), "silent"),
    ("a sentence’s end is muted", samples(ending), "cut-off"),
    ("a segment begins late", mute(0, 0.3), ""),
    ("a segment breaks off", mute(0.7, 1), ""),
    ("a hole in a segment", mute(0.4, 0.6), ""),
    ("nobody speaks at all", samples(all_speech), "silent"),
    ("many short dropouts", samples(dropouts), "click"),
    ("the bed goes on, the headline is not heard", samples(bed_alone), ""),
    ("three seconds of silence in a pause", silence(3, pause), "silence"),
    ("three seconds of silence in a sentence", silence(3, lambda place: within(place).start + frame(1000)), "silence"),
    ("half a second more", silence(0.5, pause), "duration"),
    ("a click at a join", click(0.3, join), "click"),
    ("a soft click at a join", click(0.1, join), "click"),
    ("a click amid speech", click(0.8, lambda place: within(place).start + frame(900)), "click"),
    ("noise in a pause", samples(noise_between), "between"),
    ("a word in a pause", samples(word_between), "between"),
    ("noise instead of speech", instead("noise"), "steady"),
    ("a tone instead of speech", instead("tone"), "steady"),
    ("music instead of speech", samples(music_over), "steady"),
    ("one channel is silent", samples(one_side), ""),
    ("one channel is turned round", samples(turned), "phase"),
    ("two segments change places", samples(swapped), ""),
    ("five per cent too fast", samples(faster), "duration"),
    ("all is heard a second late", samples(earlier(1000)), ""),
    ("half a file", samples(lambda sound, place: sound[: len(sound) // 2]), "duration"),
    ("the last half second is gone", samples(lambda sound, place: sound[: -frame(500)]), "duration"),
    ("no file", lambda place: (place.folder / "episode.wav").unlink(), "missing"),
    ("an empty file", emptied, "broken"),
]  # fmt: skip


# ── what is encoded ──────────────────────────────────────────────────────────────────────────────────────


CODECS = {"mp3": ("libmp3lame", "-b:a", "96k"), "m4a": ("aac", "-b:a", "96k"), "opus": ("libopus", "-b:a", "64k"), "flac": ("flac",)}


def encoded(form: str, filters: str) -> Plant:
    """The file through one of ffmpeg's filters, and encoded again."""

    def plant(place: Place) -> None:
        was, now = place.folder / f"episode.{form}", place.folder / f"spoiled.{form}"
        one = longest(place)
        asked = filters.format(start=one["start_ms"] / 1000, end=one["end_ms"] / 1000, middle=(one["start_ms"] + one["end_ms"]) / 2000)
        ffmpeg.run(
            [
                "-y",
                "-i",
                str(was),
                "-map",
                "0:a",
                "-map_metadata",
                "0",
                "-map_chapters",
                "0",
                "-af",
                asked,
                "-c:a",
                *CODECS[form],
                str(now),
            ],
            where=str(was),
        )
        now.replace(was)
        seal(place.folder)

    return plant


def cut(form: str, share: float) -> Plant:
    def plant(place: Place) -> None:
        path = place.folder / f"episode.{form}"
        raw = path.read_bytes()
        path.write_bytes(raw[: round(len(raw) * share)])
        seal(place.folder)

    return plant


def damaged(form: str) -> Plant:
    def plant(place: Place) -> None:
        path = place.folder / f"episode.{form}"
        raw = bytearray(path.read_bytes())
        half = len(raw) // 2
        raw[half : half + 20_000] = bytes(20_000)
        path.write_bytes(raw)
        seal(place.folder)

    return plant


def chapters(form: str, change: Callable[[str], str]) -> Plant:
    """Other chapters in the container."""

    def plant(place: Place) -> None:
        path, said = place.folder / f"episode.{form}", bytearray()
        ffmpeg.run(["-i", str(path), "-f", "ffmetadata", "pipe:1"], where=str(path), sink=said.extend)
        told, now = place.show / "chapters.txt", place.folder / f"spoiled.{form}"
        text = said.decode()
        assert change(text) != text
        told.write_text(change(text), encoding="utf-8")
        ffmpeg.run(
            ["-y", "-i", str(path), "-i", str(told), "-map", "0:a", "-map_metadata", "0", "-map_chapters", "1", "-c", "copy", str(now)],
            where=str(path),
        )
        now.replace(path)
        seal(place.folder)

    return plant


def chap(change: Callable[[Any], None]) -> Plant:
    """Another CHAP frame in the MP3's tag."""

    def plant(place: Place) -> None:
        tag = id3.ID3(place.folder / "episode.mp3")
        change(sorted(tag.getall("CHAP"), key=lambda frame: frame.start_time)[1])
        tag.save(place.folder / "episode.mp3", v2_version=3)
        seal(place.folder)

    return plant


def _record(place: Place, change: Callable[[Any], object]) -> None:
    record = place.record()
    change(record)
    (place.folder / "episode.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def replaced(place: Place) -> None:
    """The sound of another file under this name."""
    (place.folder / "episode.m4a").write_bytes((place.folder / "episode.opus").read_bytes()[:1000])
    seal(place.folder)


MUTED = "volume=enable='between(t,{start},{end})':volume=0"
FORMS: list[tuple[str, Plant, str]] = [
    *((f"{form} is 4 dB too quiet", encoded(form, "volume=-4dB"), "loudness") for form in CODECS),
    *((f"a segment of {form} is muted", encoded(form, MUTED), "silent") for form in CODECS),
    *((f"{form} breaks off in the middle", cut(form, 0.5), "") for form in CODECS),
    *((f"{form} is damaged in its middle", damaged(form), "") for form in ("mp3", "flac", "opus")),
    ("mp3 is five seconds too long", encoded("mp3", "apad=pad_dur=5"), "duration"),
    ("m4a is one channel", encoded("m4a", "aformat=channel_layouts=mono"), "channels"),
    ("opus is slower", encoded("opus", "atempo=0.98"), "duration"),
    ("a chapter of m4a has another name", chapters("m4a", lambda text: text.replace("title=Headlines", "title=Other")), "chapters"),
    ("a chapter of flac is missing", chapters("flac", lambda text: text[: text.rindex("[CHAPTER]")]), "chapters"),
    ("a chapter of mp3 begins later", chap(lambda frame: setattr(frame, "start_time", frame.start_time + 700)), "chapters"),
    ("m4a is another file", replaced, "broken"),
    (
        "the record has another loudness",
        lambda place: _record(place, lambda told: told["audio"]["mp3"].update(loudness_lufs=-14.0)),
        "record",
    ),
    ("the record has no segments", lambda place: _record(place, lambda told: told.pop("segments")), "record"),
]


def defects() -> Iterator[Defect]:
    """All of them."""
    for name, plant, kind in WAV:
        yield Defect("sound", name, "voice", plant, (f"sound.{kind}",))
    for name, plant, kind in FORMS:
        yield Defect("sound", name, "forms", plant, (f"sound.{kind}",))
