"""A correction: one sentence of a finished episode is replaced in its script, spoken anew, and all that follows from it made again.

What the episode was is kept in `archive/NAME.vN/` beside it. The record lists each correction with its date, what was said, what is said
now, and why; transcripts, notes and page are made from the record, and tell it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import publish, speak, write
from pipeline.desk import cast, claims, day, draft, files, handing, job, shelf
from pipeline.desk.cast import Cast
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.errors import PublishError, ScriptError
from pipeline.model import Briefing, Cue, Rundown, Script, Segment, Sentence, Utterance

ARCHIVE = "archive"
"""The folder of what episodes were before they were corrected, beside them."""
STAY = ("left_out", "sources", "settings", "stems", "stepped_down")
"""Keys of the record that rest on the briefing, which a correction does not read again."""

ALIKE = 0.6
"""The share of a sentence's words that another one has which says the same."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command asks for."""

    name: str
    """The episode's date, or its folder's name."""
    sentence: int = 0
    """Its number, from 1."""
    text: str = ""
    """What is said instead."""
    note: str = ""
    """Why."""
    source: Path | None = None
    """The folder of the finished episodes; none for the show's."""
    revoice: bool = False
    """The user agrees that more than the sentence is spoken anew."""
    yes: bool = False
    """The user agrees to what an engine charges."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A correction on its way: what `build.correct` needs of it."""

    place: day.Place
    order: Order
    briefing: Briefing
    """Nothing but its name: a correction does not read it again."""
    rundown: Rundown
    """Empty: the order of the programme stays."""
    words: draft.Draft
    """The script with the new sentence."""
    voices: Mapping[str, str]
    """By role: those that spoke most of the episode."""
    spoken_by: tuple[str, ...]
    """By segment: the voice that did, which may be another where there was no time for that one."""
    stays: Mapping[str, Any]
    """What its record keeps, and the corrections with the new one."""
    formats: tuple[str, ...]
    """The kinds of audio file that the episode has; empty where its record does not say."""
    mono: bool
    """It was made as one channel."""
    revoice: bool
    alike: tuple[shelf.Spoken, ...]
    """Other sentences that say the same, or nearly: they may be wrong as well."""

    @contextmanager
    def desk(self) -> Iterator[Path]:
        """A folder beside the episode's to work in; no build makes the same episode meanwhile."""
        claim = {"format": self.words.script.format, "briefing": self.briefing.file, "cut": self.words.script.cut}
        with claims.staging(self.place.folder, claim) as folder:
            yield folder

    def cast(self, task: job.Task) -> cast.Cast:
        """Everybody speaks with the voice that they had."""
        by_rule = task.cast(self.words.script, self.rundown)
        others = [(role, voice) for role, voice in self.voices.items() if role in by_rule.parts and by_rule.parts[role].voice != voice]
        if not others:
            return by_rule
        return replace(task, order=replace(task.order, voices=tuple(others))).cast(self.words.script, self.rundown)

    def utterances(self, task: job.Task, parts: Cast) -> tuple[Utterance, ...]:
        """What is said, each segment by the voice that said it: one that was stepped down to stays, too."""
        said = task.utterances(self.words.script, parts, self.place)
        roles = [segment.role for segment in self.words.script.segments]
        engines = {voice.partition(":")[0] for voice in self.spoken_by} - {"", "recording"}
        for engine in sorted(engines) if len(engines) > 1 and len(roles) == len(self.spoken_by) else ():
            by = {number: voice for number, voice in enumerate(self.spoken_by, 1) if voice.partition(":")[0] == engine}
            voices = {roles[number - 1]: voice for number, voice in by.items()}
            others = {role: replace(part, voice=voices.get(role, part.voice)) for role, part in parts.parts.items()}
            again = task.utterances(self.words.script, replace(parts, parts=others), self.place)
            said = tuple(other if each.number in by else each for each, other in zip(said, again, strict=True))
        return said

    def consent(self, utterances: Sequence[Utterance]) -> None:
        """Raises PublishError where more than the one sentence would be spoken anew, and nobody has agreed to that."""
        anew = len({each.number for each in utterances}) - speak.cached(utterances)
        if anew > 1 and not self.revoice:
            what = f"{anew} paragraphs would be spoken anew, not one: the cache was cleared, or the settings have changed since"
            raise PublishError(what, where=files.short(self.place.folder), remedy="Set them back, or agree with --revoice.")

    def lay_down(self, desk: Path) -> None:
        """The new script onto the desk."""
        files.write(desk / job.SCRIPT, self.words.text)

    def hand_over(self, desk: Path, watch: Watch) -> None:
        """Keep what the episode was, then move the new files to their place, then the script."""
        kept = _archive(self.place.folder)
        watch.note(f"what it was before is kept in {files.short(kept)}")
        for each in self.alike:
            watch.note(f"sentence {each.number} ({each.chapter}) rests on the same line: “{each.text}”")
        claims.move_in(desk, self.place.folder, last=publish.RECORD)
        if not self.place.together:
            files.write(self.place.script, self.words.text, ScriptError)


def opened(asked: Asked, show: Show) -> Mend:
    """The correction, with all that is needed to make the episode again. Raises an EpisodeError where it cannot be made."""
    folder = shelf.found(asked.name, asked.source, show).absolute()
    place = _place(folder, show)
    script, text = shelf.script_of(folder)
    record = shelf.record_of(folder)
    _stands_as_spoken(place, script)
    spoken = shelf.sentences(folder)
    if not 1 <= asked.sentence <= len(spoken):
        what = f"it has sentences 1 to {len(spoken)}, and no {asked.sentence}"
        raise PublishError(what, where=files.short(folder), remedy=f"List them with: episode correct {folder.name}")
    old = spoken[asked.sentence - 1]
    new = _passage(asked.text)
    if new.text == old.text:
        raise PublishError("it says so already", where=f"sentence {asked.sentence}", remedy="Write what it is to say.")
    today = dt.date.today().isoformat()
    mended = _replaced(script, asked.sentence, new)
    text = _in_text(text, script, mended, asked.sentence, f"<!-- corrected {today}; it said: {_comment(old.text)} -->")
    correction = {"date": today, "was": old.text, "is": new.text, "note": " ".join(asked.note.split())}
    voices = {str(role): str(voice) for role, voice in dict(record.get("voices", {})).items()}
    target = str(dict(record.get("settings", {})).get("target_ms", ""))
    order = Order(
        script.briefing,
        script.date.isoformat(),
        script.format,
        engine=next(iter(voices.values()), "").partition(":")[0],
        keep=True,
        yes=asked.yes,
        cut=script.cut,
        target_ms=int(target) if target.isdigit() else 0,
    )
    return Mend(
        place=place,
        order=order,
        briefing=Briefing(script.briefing, script.briefing_sha256, "oldest-first", (), ()),
        rundown=Rundown(script.title, (), (), (), (), ()),
        words=draft.Draft(mended, text, "edited"),
        voices=voices,
        spoken_by=tuple(str(segment.get("voice", "")) for segment in record["segments"]),
        stays={**{key: record[key] for key in STAY if key in record}, "corrections": [*handing.corrections_of(folder), correction]},
        formats=tuple(dict(record.get("audio", {}))),
        mono=dict(record.get("settings", {})).get("mono") == "true",
        revoice=asked.revoice,
        alike=_alike(old, spoken),
    )


def _alike(old: shelf.Spoken, spoken: Sequence[shelf.Spoken]) -> tuple[shelf.Spoken, ...]:
    """The other sentences that rest on the same lines and have most of the old one's words: a headline, a look ahead."""
    words = set(re.findall(r"\w+", old.text.casefold()))
    others = [each for each in spoken if each.number != old.number and set(each.sources) & set(old.sources)]
    return tuple(each for each in others if len(words & set(re.findall(r"\w+", each.text.casefold()))) >= ALIKE * len(words))


def _place(folder: Path, show: Show) -> day.Place:
    """Where its script stands: among the show's scripts, where it is one of the show's own episodes."""
    scripts, output = show.path("scripts"), show.path("output")
    ours = scripts is not None and output is not None and output.absolute() == folder.parent
    return day.Place(scripts / f"{folder.name}.md" if ours and scripts else folder / job.SCRIPT, folder)


def _stands_as_spoken(place: day.Place, script: Script) -> None:
    """Raises ScriptError where a human has changed the script since it was spoken: that is not to be lost, nor to slip in."""
    if place.together or not place.script.is_file():
        return
    name = files.short(place.script)
    if write.parse_script(draft.read(place.script), name) != script:
        remedy = "Undo the change and correct again, or make it heard with: episode build"
        raise ScriptError("the script has been changed since the episode was made", where=name, remedy=remedy)


def _passage(text: str) -> Sentence:
    """The new sentence, with what the script's marks for pronunciations say."""
    words = " ".join(text.split())
    if not any(char.isalnum() for char in words):
        raise PublishError(
            "a sentence needs a word", where="the new sentence", remedy='Write it in quotes: episode correct DATE --sentence 3 "…"'
        )
    head = "---\ntitle: x\ndate: 2000-01-01\n---\n# x\n\n**x:** "
    passages = write.parse_script(f"{head}{words}\n", "the new sentence").segments[0].passages
    return Sentence(passages[0].text, (), passages[0].pronunciations)


def _replaced(script: Script, number: int, new: Sentence) -> Script:
    """The script with another sentence at that place, which rests on the same sources."""
    left = number
    sections = []
    for section in script.sections:
        parts: list[Segment | Cue] = []
        for part in section.parts:
            if isinstance(part, Segment) and 1 <= left <= len(part.passages):
                if part.recording:
                    remedy = "Change the script, or record it again, and make the episode anew: episode build"
                    raise PublishError("nobody can say it otherwise: it is a recording", where=f"sentence {number}", remedy=remedy)
                passages = list(part.passages)
                passages[left - 1] = replace(new, sources=passages[left - 1].sources)
                parts.append(replace(part, passages=tuple(passages)))
            else:
                parts.append(part)
            left -= len(part.passages) if isinstance(part, Segment) else 0
        sections.append(replace(section, parts=tuple(parts)))
    return replace(script, sections=tuple(sections))


def _in_text(text: str, script: Script, mended: Script, number: int, mark: str) -> str:
    """The script's text with the one paragraph replaced and marked; a human's comments and line breaks elsewhere stay."""
    whole = write.format_script(mended)
    nth = next(n for n, (one, other) in enumerate(zip(script.segments, mended.segments, strict=True)) if one != other)
    old, new = _paragraph(text, nth), _paragraph(whole, nth)
    lines = text.replace("\r\n", "\n").split("\n")
    made = "\n".join([*lines[: old[0]], mark, *whole.split("\n")[new[0] : new[1]], *lines[old[1] :]])
    try:
        same = write.parse_script(made, "") == mended
    except ScriptError:
        same = False
    if same:
        return made
    lines = whole.split("\n")  # its footnotes have names of their own: written anew as a whole
    return "\n".join([*lines[: new[0]], mark, *lines[new[0] :]])


def _paragraph(text: str, nth: int) -> tuple[int, int]:
    """The lines of a segment, as a slice."""
    numbers = write.lines_of_segments(text, "")[nth]
    lines = text.replace("\r\n", "\n").split("\n")
    first = numbers[0] - 1
    last = next((n for n in range(first, len(lines)) if not lines[n].strip() or lines[n].lstrip().startswith("<!--")), len(lines))
    return first, last


def _comment(text: str) -> str:
    """A sentence as a comment can hold it."""
    return re.sub(r"-{2,}", "–", " ".join(text.split())).replace("<", "(").replace(">", ")")


def _archive(folder: Path) -> Path:
    """Keep what stands in a folder under the next free name; linked where the disk allows it, so that it takes no room."""
    n = 1
    while (kept := folder.parent / ARCHIVE / f"{folder.name}.v{n}").exists():
        n += 1
    part = kept.with_name(f".{kept.name}.partial")
    with files.writing(kept):
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(folder, part, copy_function=_linked)
        part.rename(kept)
    return kept


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
