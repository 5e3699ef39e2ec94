"""Where updates start: exactly where the source has stamps or headings, else a draft from how leads are written."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Line, Paragraph, Source, Update
from pipeline.read.kinds import stamp_of, without_stamp
from pipeline.text.names import REPORTING, REPORTS, Person, find_people, mentioned, without_role
from pipeline.text.sentences import split_sentences
from pipeline.text.words import Corpus, content, cosine

START_AT = 1.5
"""The score from which a paragraph is taken to start an update: one strong sign, less what ties it to the paragraph above."""

_OFFICES = (
    "president|prime minister|chancellor|king|queen|leader|foreign minister|defence minister|chief of staff|government|"
    "spokesman|spokeswoman|ministry|envoy|army|military"
)
_OFFICE_START = re.compile(rf"^[A-Z][\w-]+(?:’s|'s)\s(?:{_OFFICES})\b")
_TRAILING = re.compile(rf",\s(?!(?:he|she|they|it)\s)[^,“”]*?(?:,[^,“”]*,)?\s?(?:has\s|have\s)?(?:{'|'.join(REPORTING)})\.$")
_LEANS_BACK = re.compile(
    r"^(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|However|But|And|Or|Asked|Also|Both|Others|Another|Then|There|Meanwhile"
    r"|In (?:a|an|addition|response|return|his|her|their)\b|Last|Earlier|Later|For (?:his|her|their|example)\b|As (?:well|part)\b)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:is|was|are|were) (?:speaking|writing|responding|referring)\b|\bwhose term\b|^The (?:plan|move|claim|proposal)"
)


def updates_of(lines: tuple[Line, ...], file: str) -> tuple[Update, ...]:
    """The updates of a classified source, in the order of the file.

    A stamp or a heading starts an update exactly (confidence 0.95 and more). Without them a paragraph starts one where it is written
    like a lead: it opens with a title and a name, an office or a full name, or ends with "…, X said"; not with a quotation or a
    pronoun; the next paragraph quotes; and it shares little with the paragraph above.
    """
    body = [line for line in lines if line.kind == "body"]
    if not body:
        return ()
    people = find_people([line.text for line in body])
    starts = _stamped(lines) or _headed(lines) or _guessed(body, people)
    return _gather(lines, body, starts, people, file)


_Starts = dict[int, tuple[float, str, str, str]]
"""Line number of the first body line → confidence, reason, heading, time."""


def _stamped(lines: tuple[Line, ...]) -> _Starts:
    marks = [line for line in lines if line.kind == "stamp" or (line.kind == "body" and stamp_of(line.text))]
    if len(marks) < 2:
        return {}
    starts: _Starts = {}
    stamp, heading, waiting = "", "", True
    below = _headings_above_stamps(lines)
    for line in lines:
        if line.kind == "stamp":
            stamp, waiting = line.text.rstrip(":"), True
            heading = heading if below else ""
        elif line.kind == "heading":
            heading = line.text
            waiting = waiting or below
        elif line.kind == "body":
            inline = stamp_of(line.text)
            if inline:
                stamp, heading, waiting = inline, "", True
            if waiting:
                starts[line.n] = (0.97, "a time stands above it" if not inline else "it begins with a time", heading, stamp)
                waiting, heading, stamp = False, "", ""
    return starts


def _headings_above_stamps(lines: tuple[Line, ...]) -> bool:
    told = [line.kind for line in lines if line.kind in ("stamp", "heading", "body")]
    pairs = list(pairwise(told))
    return pairs.count(("heading", "stamp")) > pairs.count(("stamp", "heading"))


def _headed(lines: tuple[Line, ...]) -> _Starts:
    headings = [line for line in lines if line.kind == "heading"]
    if len(headings) < 3:
        return {}
    starts: _Starts = {}
    heading, waiting = "", True
    for line in lines:
        if line.kind == "heading":
            heading, waiting = line.text, True
        elif line.kind == "body" and waiting:
            starts[line.n] = (0.95, "a heading stands above it", heading, "")
            heading, waiting = "", False
    return starts


def _guessed(body: list[Line], people: dict[str, Person]) -> _Starts:
    corpus = Corpus([line.text for line in body], ignore={w for name in people for w in content(name)})
    starts: _Starts = {}
    for i, line in enumerate(body):
        if i == 0:
            starts[line.n] = (0.95, "the first paragraph", "", "")
            continue
        score, why = _lead_score(line.text, people)
        if score <= 0:
            continue
        if i + 1 < len(body) and body[i + 1].text.startswith(("“", '"', "Asked")):
            score += 1.0
            why.append("the next paragraph quotes")
        tie = cosine(corpus.vectors[i], corpus.vectors[i - 1])
        score -= 4 * tie
        if tie > 0.1:
            why.append("but it shares words with the paragraph above")
        if score >= START_AT:
            starts[line.n] = (round(min(0.9, 0.45 + 0.12 * score), 2), ", ".join(why), "", "")
    return starts


def _lead_score(text: str, people: dict[str, Person]) -> tuple[float, list[str]]:
    if text.startswith(("“", '"', "‘")) or _LEANS_BACK.match(text):
        return 0.0, []
    score, why = 0.0, []
    if any(text.startswith(form) or without_role(text).startswith(form) for person in people.values() for form in person.forms):
        score += 2.0
        why.append("it opens with a title or a full name")
    elif _OFFICE_START.match(text) and REPORTS.search(text):
        score += 2.2
        why.append("it opens with an office that says something")
    elif _TRAILING.search(text) and (text.count("“") == 0 or not text.startswith("“")):
        score += 2.2
        why.append("it ends with who said it, as leads do")
    if score and len(split_sentences(text)) > 1:
        score -= 0.7
    if score and _BACKGROUND.search(text):
        score -= 1.5
        why.append("but it explains what was said before")
    return score, why


def _gather(lines: tuple[Line, ...], body: list[Line], starts: _Starts, people: dict[str, Person], file: str) -> tuple[Update, ...]:
    groups: list[list[Line]] = []
    for line in body:
        if line.n in starts or not groups:
            groups.append([])
        groups[-1].append(line)
    found = []
    for number, group in enumerate(groups, 1):
        confidence, reason, heading, time = starts.get(group[0].n, (0.5, "what stands before the first stamp", "", ""))
        paragraphs = tuple(Paragraph(without_stamp(line.text), Source(file, line.n, line.n)) for line in group)
        names = _actors([p.text for p in paragraphs], people)
        found.append(
            Update(
                id=f"u{number:02d}",
                start=group[0].n,
                paragraphs=paragraphs,
                confidence=confidence,
                reason=reason,
                heading=heading,
                time=time,
                actors=tuple(people[n].formal for n in names),
            )
        )
    return tuple(found)


def with_actors(updates: tuple[Update, ...]) -> tuple[Update, ...]:
    """The same updates, each that names no actors given those that its words name."""
    people = find_people([p.text for update in updates for p in update.paragraphs])
    return tuple(
        update
        if update.actors
        else replace(update, actors=tuple(people[n].formal for n in _actors([p.text for p in update.paragraphs], people)))
        for update in updates
    )


def _actors(paragraphs: list[str], people: dict[str, Person]) -> list[str]:
    """Surnames, the main actor first: who is said to speak in the lead, else who opens it, else who is named most."""
    lead = paragraphs[0]
    named = mentioned(" ".join(paragraphs), people)
    speakers = [s for s in mentioned(lead, people) if _speaks(lead, s)]
    opener = [s for s in mentioned(lead, people) if re.match(rf"(?:\S+\s){{0,3}}{re.escape(s)}\b(?![’'])", lead)]
    # "Mayor Other’s deputy warned": the name comes with the quotation below.
    later = [s for p in paragraphs[1:] for s in mentioned(p, people) if _speaks(p, s)]
    first = (speakers or opener or later)[:1]
    return first + [n for n in named if n not in first]


def _speaks(text: str, surname: str) -> bool:
    verbs = "|".join(REPORTING)
    name = re.escape(surname)
    return bool(
        re.search(rf"\b{name}\b(?:,[^,“”]{{3,80}},)?\s(?:has |had |also )?(?:{verbs})\b", text)
        or re.search(rf"\b(?:{verbs})\s(?:\w+\s){{0,2}}{name}\b", text)
    )


def order_of(updates: tuple[Update, ...]) -> str:
    """`newest-first` or `oldest-first`, by the majority of differences between stamps; a blog without stamps is newest first."""
    minutes = [m for m in (_minutes(update.time) for update in updates) if m is not None]
    steps = [b - a for a, b in pairwise(minutes) if a != b]
    # A step across midnight looks like a leap of many hours the other way.
    later = sum(1 for step in steps if (0 < step < 720) or step < -720)
    return "oldest-first" if steps and later > len(steps) / 2 else "newest-first"


def _minutes(stamp: str) -> int | None:
    ago = re.match(r"(\d+)\s?(m|min|mins|minutes?|h|hr|hrs|hours?)\s", stamp, re.IGNORECASE)
    if ago:
        return -int(ago.group(1)) * (60 if ago.group(2).lower().startswith("h") else 1)
    match = re.search(r"(\d{1,2})[:.h]?(\d\d)?\s?([ap])?\.?m?", stamp, re.IGNORECASE)
    if match is None:
        return None
    hour, minute = int(match.group(1)), int(match.group(2) or 0)
    if match.group(3):
        hour = hour % 12 + (12 if match.group(3).lower() == "p" else 0)
    return hour * 60 + minute
