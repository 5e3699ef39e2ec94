"""Where updates start: exactly where the source has stamps, datelines or headings, else a draft from how leads are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Line, Paragraph, Quote, Source, Update
from pipeline.read import articles, digests, forecasts, results, writers
from pipeline.read.actors import actors_of, with_actors
from pipeline.read.bylines import names_of
from pipeline.read.datelines import dateline
from pipeline.read.greetings import is_heading, news_of
from pipeline.read.kinds import told
from pipeline.read.leads import leads
from pipeline.read.papers import BELOW, EMBARGO, RELEASE, RELEASED, bare_headings
from pipeline.read.posts import Spoken, spoken
from pipeline.read.rows import BYLINE, TITLE
from pipeline.read.stamped import Start, Starts, also, stamped
from pipeline.read.stamps import Clock, whole
from pipeline.read.steps import newest_first
from pipeline.read.trims import trimmed, without_symbols
from pipeline.regex import regex
from pipeline.text.names import Person, find_people
from pipeline.text.words import shared

__all__ = ["order_of", "updates_of", "with_actors"]


SEVERAL = 2
"""Releases."""
_ENDS = regex(r"[.!?…:;,–—-][”\"’')\]]*$")


def updates_of(lines: tuple[Line, ...], file: str) -> tuple[Update, ...]:
    """The updates of a classified source, in the order of the file.

    A stamp, a dateline or a heading starts an update exactly (confidence 0.9 and more). Without them it is a draft (`leads`); where a
    boundary is unsure its confidence is below 0.6, and the reason says why.
    """
    body = [line for line in lines if line.kind == "body"]
    if not body:
        return ()
    clock = Clock(line.text for line in lines)
    lines = bare_headings(lines)
    texts = {line.n: _words(line.text, clock, line.reason) for line in body}
    said = spoken(lines, texts)
    texts |= said.texts
    people = find_people(list(texts.values()))
    starts = stamped(lines, clock)
    if not starts:
        starts = _datelined(lines) or _released(lines) or _article(lines) or _headed(lines) or _guessed(lines, texts, people)
        starts = _listed(lines, starts, texts)
    starts = _resulted(body, starts)
    return _gather(body, texts, said, people, starts, clock, file)


# ── without stamps ───────────────────────────────────────────────────────────────────────────────────────


def _datelined(lines: tuple[Line, ...]) -> Starts:
    """Wire stories, one or more: each starts with its dateline."""
    first = next(line for line in lines if line.kind == "body")
    if not dateline(first.text):
        return {}
    return {line.n: replace(above, confidence=0.93, reason="a dateline opens it") for line, above in _above(lines) if dateline(line.text)}


def _headed(lines: tuple[Line, ...]) -> Starts:
    headings = [line for line in lines if line.kind == "heading"]
    if len(headings) < 3 and sum(line.reason in (digests.ON_TOP, digests.RULED) for line in headings) < digests.NUMBERED:
        return {}
    starts = {line.n: replace(above, confidence=0.95, reason="a heading stands above it") for line, above in _above(lines) if above.heading}
    first = next(line for line in lines if line.kind == "body")
    return {first.n: Start(0.6, "the first paragraph")} | starts


def _released(lines: tuple[Line, ...]) -> Starts:
    """Press releases, two or more: each starts below its head. An embargo is one only below the end of another release."""
    firsts: set[int] = set()
    marked, ended = False, True
    for line in lines:
        if line.reason == RELEASE or (line.reason == EMBARGO and ended):
            marked = True
        elif line.reason == BELOW:
            ended = True
        elif line.kind == "body":
            if marked or not firsts:
                firsts.add(line.n)
            marked = ended = False
    if len(firsts) < SEVERAL:
        return {}
    return {line.n: replace(above, confidence=0.9, reason=RELEASED) for line, above in _above(lines) if line.n in firsts}


def _article(lines: tuple[Line, ...]) -> Starts:
    """One article or press release: one start, whatever stands between its paragraphs."""
    signed = articles.title_of(lines) or articles.mailed(lines)
    title, reason = (signed, articles.ONE) if signed else (articles.going_on(lines), articles.GOES_ON)
    line, above = next(_above(lines))
    return {line.n: replace(above, heading=title, confidence=0.7, reason=reason)} if title else {}


def _guessed(lines: tuple[Line, ...], texts: dict[int, str], people: dict[str, Person]) -> Starts:
    found = leads(list(texts.values()), people, apart=digests.called_so(lines))
    starts: Starts = {}
    for i, (line, above) in enumerate(_above(lines)):
        if dateline(line.text):
            starts[line.n] = replace(above, confidence=0.93, reason="a dateline opens it")
        elif forecasts.kind_of(above.heading, line.text):
            starts[line.n] = replace(above, confidence=0.8, reason="the weather, below its heading")
        elif i in found:
            starts[line.n] = replace(above, heading="", confidence=found[i].confidence, reason=found[i].reason)
    return starts


def _listed(lines: tuple[Line, ...], starts: Starts, texts: dict[int, str]) -> Starts:
    """The starts, with one for each entry of a list of news. A heading that stands above several of them, or is the title of the whole, is nobody's own."""
    if headlines := {line.n: Start(0.55, line.reason) for line in lines if line.reason in (digests.TEASER, digests.HEADLINE)}:
        return headlines
    entries = digests.entries(lines)
    found = dict(sorted(({n: Start(0.7, digests.ENTRY) for n in entries} | starts).items()))
    title = next((line.text for line in lines if line.reason == TITLE), "") if digests.called_so(lines) else ""
    for n, below in pairwise([*found, 0]):
        each, several = found[n], n in entries and below in entries and not found[below].heading
        if (several or each.heading == title) and not shared(each.heading, texts[n]):
            found[n] = replace(each, heading="")
    return found


def _resulted(body: list[Line], starts: Starts) -> Starts:
    """The starts, with one where the result of a match stands, and none right below it."""
    found = dict(starts)
    for line, below in pairwise(body):
        if line.reason == results.RESULT:
            own, opened = found.get(line.n), found.pop(below.n, None)
            start = opened if opened and opened.stamp else own or opened or Start(0.8, results.RESULT)
            found[line.n] = replace(start, heading=line.text)
    return found


def _above(lines: tuple[Line, ...]) -> Iterator[tuple[Line, Start]]:
    """Each body line, and what stands between it and the body line above."""
    now = Start()
    for line in lines:
        if line.kind == "body":
            yield line, now
            now = Start()
        elif line.kind == "heading":
            now = replace(now, heading=line.text, byline="")
        elif line.kind == "stamp" and (stamp := whole(line.text)):
            now = replace(now, stamp=stamp if stamp.timed else now.stamp, day=stamp.date or now.day)
        elif line.reason == BYLINE and line.kind == "furniture":
            now = replace(now, byline=also(now.byline, names_of(line.text)))


# ── together ─────────────────────────────────────────────────────────────────────────────────────────────


def _gather(
    body: list[Line], texts: dict[int, str], said: Spoken, people: dict[str, Person], starts: Starts, clock: Clock, file: str
) -> tuple[Update, ...]:
    groups: list[list[Line]] = []
    for line in body:
        if line.n in starts or not groups:
            groups.append([])
        groups[-1].append(line)
    found = []
    for number, group in enumerate(groups, 1):
        start = starts.get(group[0].n, Start())
        placed = dateline(told(group[0].text))
        stamp = start.stamp
        paragraphs = _paragraphs(group, texts, said, file)
        found.append(
            Update(
                id=f"u{number:02d}",
                start=group[0].n,
                paragraphs=paragraphs,
                confidence=start.confidence,
                reason=start.reason,
                heading="" if is_heading(start.heading) else start.heading,
                kind=forecasts.kind_of(start.heading, paragraphs[0].text),
                time=clock.sure(stamp) if stamp else "",
                stamp=stamp.written if stamp else "",
                date=(placed.date if placed else "") or (stamp.date if stamp else "") or start.day,
                place=placed.place if placed else "",
                byline=start.byline,
                actors=actors_of([paragraph.text for paragraph in paragraphs], people),
                quotes=tuple(Quote(said.speakers[line.n], texts[line.n].strip("“”"), 0.9) for line in group if line.n in said.speakers),
            )
        )
    return tuple(found)


def _paragraphs(group: list[Line], texts: dict[int, str], said: Spoken, file: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an update's lines: a line each, but a speech and the line that introduces it are one."""
    found: list[Paragraph] = []
    for line in group:
        if found and line.n in said.joined:
            above = found.pop()
            found.append(Paragraph(f"{above.text} {texts[line.n]}", Source(file, above.source.first_line, line.n)))
        else:
            found.append(Paragraph(texts[line.n], Source(file, line.n, line.n)))
    return tuple(found)


def _words(text: str, clock: Clock, reason: str) -> str:
    """What is told of a body line: without its stamp, its headline, its dateline, the sign of a list, and what the writer says to the reader."""
    text = told(text)
    if inline := clock.inline(text):
        text = clock.headline(clock.unlabelled(inline[1])[1])[1]
    placed = dateline(text)
    text = trimmed(placed.rest if placed else text)
    text = news_of(text) or text
    if reason == results.RESULT:
        text = results.spoken(text)
    if reason == writers.BEFORE:
        text = writers.news_of(text) or text
    return text if _ENDS.search(without_symbols(text)) else f"{text}."


def order_of(updates: tuple[Update, ...]) -> str:
    """`newest-first` or `oldest-first`, by the majority of differences between stamps; a blog without stamps is newest first."""
    return "newest-first" if newest_first((update.stamp or update.time, update.date) for update in updates) else "oldest-first"
