"""Which pieces of an update are told: all of them, its main points, or the background moved to where it is first needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace

from pipeline.edit.by_words import tells_how_it_began
from pipeline.edit.counts import toll
from pipeline.edit.headings import says_nothing, sums_up
from pipeline.edit.pieces import Piece
from pipeline.edit.said import leans
from pipeline.edit.weight import HURT, PUBLIC, weight
from pipeline.model import Source, Update
from pipeline.regex import regex
from pipeline.text.names import REPORTING, Person, mentioned
from pipeline.text.words import MONTH, WEEKDAY, content

SHORT_PARAGRAPHS = 3
"""A briefing tells so many paragraphs of an update that is not its story's lead."""

_WITHIN = regex(r"(?<=[\w,;’'”] )[A-ZÀ-Þ][\w’'&-]+")
_DAYS = frozenset((*WEEKDAY.split("|"), *MONTH.split("|")))
_REPORT = regex(rf"\b(?:{'|'.join(REPORTING)})\b")
_LEANS_BACK = regex(r"^(?:However|But|And|It|This|That|These|Those|They|The plan|The move|The proposal|The claim|There)\b")
_ASKED = regex(rf"^Asked\b|”,? (?:he|she|they) (?:{'|'.join(REPORTING)})\b")
"""Who it was stands before it."""
_REPLIES = regex(r"\b(?:replies|replied|answers|answered|responds|responded):$")
_CONTRADICTS = regex(r"^(?:However|But)\b")
_BEFORE = rf"(?:(?:19|20)\d\d|(?:early |late |mid-)?(?:{MONTH})|last (?:week|month|year|spring|summer|autumn|winter|{MONTH})|the (?:spring|summer|autumn|winter)\b)"
_ORIGIN = regex(
    r"(?<!\bhas )(?<!\bhave )(?<![’']ve )\b(?:drafted|leaked|began|begun|started|launched|originally|initially|founded|lifted off|took off)\b"
    r"|\b(?:was|were|had) first [a-z]+|\bfirst [a-z]+ed (?:in|by) "
    rf"|\b(?:has|have|had) (?:[\w’'-]+ ){{1,6}}since (?:early |late )?{_BEFORE}"
    r"|\b(?:was|were|had|[a-z]+ed|began|came|took|made|built|won|lost|fell|rose)\b[^“”]*\b(?:years?|months?|weeks?|decades?) ago\b"
    r"|\b(?:years?|months?|weeks?|decades?) ago\b[^“”]*\b(?:was|were|had|[a-z]+ed|began|came|took|made|built|won|lost|fell|rose)\b"
    r"|\b(?:was|were|had|[a-z]+ed|came|took|made|built|won|lost)\b[^“”]*\b(?:last (?:month|year|spring|summer|autumn|winter)|earlier this (?:month|year))\b"
)
"""A past that is told: what began, leaked or was drafted, or what was a month ago. “Its lowest since 2023” is the day's news."""
_RECORD = regex(
    r"\b(?:\w+est|most|least|worst|best|record|first|second|third|fourth|fifth|sixth|only|\d+(?:st|nd|rd|th))\b[^,.;“”]{0,60}\b(?:since|in \w+ (?:years|months))\b",
)
_OF_THE_DAY = regex(
    r"\b(?:today|tonight|yesterday|this (?:morning|afternoon|evening)|[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:am|pm|a\.m|p\.m)|[0-9]{1,2}:[0-9]{2}"
    rf"|(?<!last )(?:{WEEKDAY}))\b"
)
_TO_COME = regex(r"\b(?:will|(?:is|are) (?:to|due|set|expected))\b")
_SPEAKING = regex(r"\b(?:is|was) (?:speaking|writing|meeting)\b.*\bafter\b")


def in_short(pieces: list[Piece], *, whole: bool) -> tuple[list[Piece], list[Source]]:
    """An update's main points in order, and the places that are left out.

    Kept first: the lead; another person's answer together with the claim that it answers; then one quotation; then other claims.
    A paragraph that leans on the one above it goes when that one goes.
    """
    paragraphs = sorted({p.paragraph for p in pieces})
    if whole or len(paragraphs) <= SHORT_PARAGRAPHS:
        return pieces, []
    by = {n: [p for p in pieces if p.paragraph == n] for n in paragraphs}
    keep = {paragraphs[0]}
    for n in paragraphs[1:]:
        if answers(by[n], by[paragraphs[0]]):
            keep |= {n, n - 1} & set(paragraphs)
    ranked = sorted(paragraphs[1:], key=lambda n: (not any(p.quote for p in by[n]), n))
    for n in ranked:
        if len(keep) >= SHORT_PARAGRAPHS:
            break
        if n - 1 in keep or not any(leans_back(p.text) for p in by[n][:1]):
            keep.add(n)
    for n in paragraphs[1:]:
        if n in keep and n - 1 not in keep and leans_back(by[n][0].text) and not _CONTRADICTS.match(by[n][0].text):
            keep.discard(n)
    left = [by[n][0].source for n in paragraphs if n not in keep]
    return [p for p in pieces if p.paragraph in keep], left


def as_told(update: Update, pieces: Mapping[str, Sequence[Piece]], gone: Collection[Source]) -> Update:
    """An update without the paragraphs that are `gone`, of which nothing is told: nothing is called by what is overtaken."""
    told = {piece.source for piece in pieces[update.id]}
    left = tuple(paragraph for paragraph in update.paragraphs if paragraph.source in told or paragraph.source not in gone)
    return replace(update, paragraphs=left) if left else update


_DOUBT = regex(r"\b(?:cast doubt|denied|denies|disputed?|rejected|contradicted|refuted|dismissed)\b")


def lead_only(pieces: list[Piece]) -> tuple[list[Piece], list[Source]]:
    """An update in brief: its lead, and the paragraph below where that doubts or answers it; and the places that are left out."""
    first = pieces[0].paragraph
    second = [p for p in pieces if p.paragraph == first + 1]
    answered = bool(second) and (_CONTRADICTS.match(second[0].text) or _DOUBT.search(second[0].text)) and not any(p.quote for p in second)
    keep = {first, first + 1} if answered else {first}
    left = {p.source for p in pieces if p.paragraph not in keep}
    return [p for p in pieces if p.paragraph in keep], sorted(left)


def opens_better(pieces: list[Piece]) -> Piece | None:
    """The sentence below the lead that is the news of an update, where its lead weighs nothing: “the administrators have set out what happens”."""
    if not pieces or pieces[0].paragraph or weight(pieces[0].text)[0] > 0:
        return None
    below = [p for p in pieces if p.paragraph == pieces[0].paragraph + 1 and not p.quote and not p.text.endswith(":") and "“" not in p.text]
    if not below or leans(below[0].text) or leans_back(below[0].text):
        return None
    worth, shown = weight(below[0].text)
    return below[0] if worth >= PUBLIC and shown != HURT else None


def counted_once(headlines: Sequence[Piece | None]) -> list[bool]:
    """Which of the sentences that announce stories are headlines: not one that is missing, nor one that gives the same number of dead as one before it."""
    dead = [toll(piece.text) if piece else None for piece in headlines]
    return [
        piece is not None and (n is None or n not in dead[:place]) for place, (piece, n) in enumerate(zip(headlines, dead, strict=True))
    ]


def whose_first(headlines: list[Piece]) -> list[Piece]:
    """Headlines with the second first, where the first stood below its lead and names nobody: “All 212 shops will close by Saturday” says not whose."""
    if len(headlines) < 2 or not headlines[0].paragraph or any(word not in _DAYS for word in _WITHIN.findall(headlines[0].text)):
        return headlines
    return [headlines[1], headlines[0], *headlines[2:]] if weight(headlines[1].text)[0] >= PUBLIC else headlines


def announces(own: Sequence[Piece], told: Container[Source]) -> Piece | None:
    """The piece of an update that can announce its story: its lead, else the first that was not `told` before and stands by itself."""
    if not own:
        return None
    if not own[0].paragraph and own[0].source not in told and not own[0].text.endswith(":") and not says_nothing(own[0].text):
        return opens_better(list(own)) or own[0]
    new = [p for p in own if p.source not in told and not p.quote and not p.text.endswith(":")]
    return next((p for p in new if not (leans_back(p.text) or says_nothing(p.text) or _ASKED.search(p.text))), None)


def leans_back(text: str) -> bool:
    """Whether a sentence is understood only after the one before it: it points at that, replies to it, or only quotes."""
    return _LEANS_BACK.match(text) is not None or _REPLIES.search(text) is not None or (text[:1] == "“" and text[-1:] == "”")


def contradicts(text: str) -> bool:
    """Whether a sentence takes something back that was said before it, or doubts it."""
    return _CONTRADICTS.match(text) is not None or _DOUBT.search(text) is not None


def answers(paragraph: list[Piece], lead: list[Piece]) -> bool:
    """True where somebody else than the lead's speaker takes the word."""
    first = paragraph[0]
    if first.quote or first.lead_in or not _REPORT.search(first.text):
        return False
    opener = re.match(
        r"^(?:President |Prime Minister |Chancellor )?([A-Z][\w’-]+(?: [A-Z][\w’-]+)?),? (?:whose|who|has|said|told|rejected|denied)",
        first.text,
    )
    return opener is not None and opener.group(1).split()[-1] not in " ".join(p.text for p in lead)


def background_first(
    updates: list[Update], pieces: dict[str, list[Piece]], people: dict[str, Person]
) -> tuple[list[Piece], dict[str, list[Piece]]]:
    """For a story told as it happened: how it came about, and what is left of each update.

    A paragraph goes to the front where it reports nobody's words, speaks of the day's matter early in its first sentence (or sets the
    scene: "is speaking a week after …") and says how that began; the paragraphs after it that only carry it on go along.
    """
    names = {word for person in people.values() for word in content(person.formal)}
    count = Counter(w for u in updates for w in set(content(" ".join(p.text for p in u.paragraphs))) if w not in names)
    capitals = {w for u in updates for p in u.paragraphs for match in re.findall(r"\b[A-Z]\w+", p.text) for w in content(match)}
    matter = {word for word, n in count.most_common(12) if n >= 3 and word not in capitals}
    moved: list[Piece] = []
    told: dict[str, list[Piece]] = {}
    for update in updates:
        ours = pieces[update.id]
        going: set[int] = {p.paragraph for p in ours} if tells_how_it_began(update) and len(updates) > 1 else set()
        if (update is updates[-1] and len(updates) > 1 and not going) or sums_up(update):
            # The newest, and what sums up the day, tell where things stand and not how they began.
            told[update.id] = ours
            continue
        for n in sorted({p.paragraph for p in ours} - {0} - going):
            paragraph = [p for p in ours if p.paragraph == n]
            carries_on = n - 1 in going and not any(
                p.quote or _REPORT.search(p.text) or _TO_COME.search(p.text) or mentioned(p.text[:30], people) for p in paragraph
            )
            if carries_on or _is_origin(paragraph, matter):
                going.add(n)
        # What would leave nothing but a lead stays where it is.
        moved += [p for p in ours if p.paragraph in going]
        told[update.id] = [p for p in ours if p.paragraph not in going]
    return moved, told


def _is_origin(paragraph: list[Piece], matter: set[str]) -> bool:
    first = paragraph[0].text
    if any(p.quote for p in paragraph) or _RECORD.search(first):
        return False
    if _SPEAKING.search(first):
        return bool(matter & set(content(first)))
    if not _ORIGIN.search(first) or _OF_THE_DAY.search(first):
        return False
    said = _REPORT.search(first)
    early = set(content(" ".join(first.split()[:8])))
    return bool(matter & early) and not said
