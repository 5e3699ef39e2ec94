"""What a day's later news has overtaken: a listener never hears as current what the text itself says is over.

A live blog grows while things happen. A sentence of an earlier update goes where a later one says

- a later *figure* of the same: three have died, then five; 140,000 homes without power, then 61,000; the score of a match;
- the *opposite* of the same: the bridge is closed, then it has reopened;
- the *outcome* of what was announced: there will be a recount, then the seat was lost after it;
- that it was *wrong*: a correction;

and where it announces something for a time that is past when the last update is written, or tells in the present what goes on for a while only
(“is on his way”). “The same” is told strictly: most of its words and
all of its names stand in the later update. Where that is not sure, both are told. What leans on a sentence that goes, goes along.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.edit.by_kind import by_hand
from pipeline.edit.clock import has_passed, is_over, minutes, says_another_day
from pipeline.edit.corrected import corrected
from pipeline.edit.counts import counts, done, score, standing, toll
from pipeline.edit.gone import Overtaken
from pipeline.edit.headings import from_readers, greets
from pipeline.edit.pieces import Piece
from pipeline.edit.repeats import source_of
from pipeline.edit.said import ANNOUNCES, Said
from pipeline.edit.states import opposite, over, played, turned
from pipeline.edit.summed_up import summed_up
from pipeline.edit.tolls import doubts, more, outgrown
from pipeline.edit.weight import CHANGED, DECIDED, LONGEST, PUBLIC, weight
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.words import stem

MOST = 0.6
"""The share of an earlier sentence's words that the later update has, from which both speak of the same."""
READERS = "what readers have written in"
OPENING = "the opening post looks ahead to what the day then brought"
LONG_DAY = 8
"""From so many further updates on, the first one's look ahead is told by them."""
OVER = "what it announces was over when the last update was written"
PASSED = "what it tells in the present had passed when the last update was written"
SOME = 0.4
"""The share of the later lead's words, where the earlier sentence says itself that another figure will come."""

ALSO = 3
"""So many words have two counts of one disaster in common: what was destroyed, that it was, and by what."""

FAR = 6
"""Figures that are further apart than by this factor count two things."""

_DONE = regex(
    r"\b(?:has|have|was|were|had|[a-z]{2,}ed|won|lost|held|kept|took|made|came|went|met|sold|sent|cut|fell|rose|began|left|chose)\b"
)
_AHEAD = regex(
    r"\b(?:[Ww]e(?:[’']ll| will| also| have)|(?:is|are) (?:about|due|expected|widely expected|set|likely|preparing|hoping|aiming|bidding) (?:to|for)"
    r"|(?:is|are) (?:seeking|chasing)|(?:needs?|hopes?) to)\b"
)
_HELLO = regex(r"Good (?:morning|afternoon|evening)\b")
_SO_FAR = r"with (?:about |just |some |only )?\d[\d,.]*(?:%| per cent| percent)?(?: of (?:the |its )?)?(?:\d[\d,]* )?(?: ?[a-z]+)? (?:declared|counted|reporting)"
_INTERIM = regex(
    rf"\b(?:exit polls?|projections?|projected|forecasts?|early (?:counts?|results?|returns?)|{_SO_FAR})\b",
    re.IGNORECASE,
)
"""A figure that says itself that another will come."""
_PARTIAL = regex(rf"\b{_SO_FAR}\b", re.IGNORECASE)
_WAS_GIVEN = regex(
    r"\b(?:up|down|revised|raised|rose|risen|increased|lowered) from (?:an? |the )?(?:[a-z]+ )?(?:(?:figure|number|total|count|estimate) )?(?:of )?(?P<from>\d[\d,]*)"
    r"|\b[Ee]arlier\b[^.;]{0,50}?\b(?:number|figure|toll|total|count|estimate)\b[^.;]{0,20}?\b(?:as|at|of) (?P<as>\d[\d,]*)"
)
"""The count that was given before: “Earlier it had given the number as 11”, “up from 22 this morning”."""
_HARM = regex(r"\b(?:hurt|injur(?:y|ies|ed)|wounded|hospital|casualties|dead|died|killed)\b")
_GOAL = regex(r"\b(?:goals?|tr(?:y|ies)|penalty|scores?|equalis\w+)\b", re.IGNORECASE)
_MINUTE = regex(r"\d{1,3}(?:\s?\+\s?\d{1,2})?\s?(?:['’′]|mins?\b)")
"""A match's minute, as a stamp."""
_REVISED = regex(
    r"\b(?:revised|updated|corrected|raised|lowered|increased) (?:the|its|their) (?:number|total|figure|estimate|tally|count)\b"
)
"""A count that says itself that it stands for an earlier one."""
_IF = regex(r"(?:If|Should) [^,“”]{8,80}, [^“”]*\b(?:will|would|could|may|might)\b")
_WAITS = regex(r"\b(?:in doubt|await(?:s|ing)|waiting (?:for|to)|yet to|not yet|so far|at the moment|for now|currently)\b")
"""What is true only until what is announced beside it comes."""


def overtaken(updates: Sequence[Update], pieces: dict[str, list[Piece]], *, as_it_happened: bool) -> Overtaken:
    """The pieces of each update without what later ones have overtaken; `updates` in the order in which they happened.

    A story that is told `as_it_happened` says at its place what was so then; only what was wrong is left out there.
    """
    found = Overtaken(dict(pieces))
    letters = {update.id for update in updates if from_readers(update) and not by_hand(update)}
    for update in updates:
        own = pieces[update.id]
        if update.id in letters and len(letters) < len(updates):
            found.drop(own, READERS)
            continue
        only = [
            piece
            for n, piece in enumerate(own)
            if not piece.quote and greets(piece.text) and not any(map(_points_at_it, own[n + 1 : n + 2]))
        ]
        found.pieces[update.id] = [piece for piece in pieces[update.id] if piece not in only]
        found.reasons |= {piece.source: "speaks to the reader" for piece in only}
    if len({source_of(update) for update in updates}) != 1:
        return found  # which of several publishers was the later one to know, nobody can say
    opens = {update: own[0] for update, own in found.pieces.items() if own}
    corrected(updates, found)
    summed_up(updates, found)
    if not as_it_happened:
        _superseded(updates, pieces, found)
    found.stale = {update for update, first in opens.items() if first not in found.pieces[update]} | set(found.outgrown)
    return found


def _points_at_it(behind: Piece) -> bool:
    """Whether what stands behind a sentence cannot do without it."""
    return behind.quote or behind.lead_in or re.match(r"(?:He|She|They|It|His|Her|Their)\b", behind.text) is not None


def _superseded(updates: Sequence[Update], pieces: dict[str, list[Piece]], found: Overtaken) -> None:
    """Let go what later updates, or the hours, have made old."""
    whole = {update.id: Said.of(update, " ".join((update.heading, *(p.text for p in update.paragraphs)))) for update in updates}
    leads = {update.id: Said.of(update, _lead(update, found.pieces)) for update in updates}
    found.notes = doubts(list(leads.values()), whole)
    counting = [
        Said.of(update, p.text) for update in updates for p in found.pieces[update.id] if not p.paragraph and not p.quote and toll(p.text)
    ]
    grown = outgrown(counting)
    times = minutes(updates)
    last = next((time for time in reversed(times) if time is not None), None)
    for place, update in enumerate(updates):
        if by_hand(update):
            continue
        later = updates[place + 1 :]
        if not place and len(later) >= LONG_DAY and times[place] is not None:
            found.drop(
                [
                    piece
                    for piece in pieces[update.id]
                    if _HELLO.match(piece.text) or (_AHEAD.search(piece.text[:LONGEST]) and not says_another_day(piece.text))
                ],
                OPENING,
            )
        own = [piece for piece in pieces[update.id] if not piece.quote and not piece.lead_in]
        for piece in own:
            said = Said.of(update, piece.text)
            by = next(((each, why) for each in reversed(later) if (why := _by(said, piece, leads[each.id], whole[each.id]))), None)
            by = by or _outnumbered(said, later, found, whole)
            if by is not None:
                # What stands beside a figure is told still; beside what is no longer so, it explains that.
                counted = "figure" in by[1] or "dead" in by[1]
                beside = [] if counted else [each for each in own if each.paragraph == piece.paragraph]
                found.drop([piece, *beside], f"overtaken by {by[0].paragraphs[0].source}: {by[1]}", remarks=not counted)
            elif last is not None and (written := times[place]) is not None and later and is_over(piece.text[:LONGEST], written, last):
                found.drop([piece, *(each for each in own if _WAITS.search(each.text))], OVER, remarks=True)
            elif last is not None and (written := times[place]) is not None and later and has_passed(piece.text[:LONGEST], written, last):
                beside = [each for each in own[own.index(piece) :] if each.paragraph == piece.paragraph]
                if all(weight(each.text)[0] < CHANGED for each in beside):
                    found.drop(beside, PASSED, remarks=True)
        if update.id in grown and any(not piece.paragraph for piece in found.pieces[update.id]):
            found.outgrown[update.id] = grown[update.id].update.id
        if (game := score(f"{update.heading}. {_lead(update, pieces)}")) is not None:
            _outscored(update, game, later, pieces, found)


def _lead(update: Update, pieces: dict[str, list[Piece]]) -> str:
    """What an update's first paragraph says, without what somebody is quoted with."""
    return " ".join(piece.text for piece in pieces[update.id] if piece.paragraph == 0 and not piece.quote)[:LONGEST]


def _by(said: Said, piece: Piece, lead: Said, whole: Said) -> str:
    """How a later update overtakes a sentence; empty where it does not."""
    partial = _PARTIAL.search(said.text) is not None and bool(said.names & lead.words) and not _INTERIM.search(lead.text)
    interim = partial or (
        _INTERIM.search(said.text) is not None and not _INTERIM.search(lead.text) and len(said.words & lead.words) >= SOME * len(lead.words)
    )
    in_play = _MINUTE.match(said.update.stamp) is not None and score(said.update.heading) is None and over(whole.text)
    if (in_play or played(said, whole)) and weight(said.text)[0] < PUBLIC:
        return "the match that it speaks of is over"
    given = _WAS_GIVEN.search(whole.text) if _HARM.search(said.text) and _HARM.search(whole.text) else None
    if given and re.search(rf"(?<![\d,.]){given['from'] or given['as']}(?![\d,.]*\d)", said.text):
        return "a count that was put right later"
    if not piece.paragraph and turned(said, lead):
        return "the opposite of the same, later"
    if _IF.match(said.text) and said.words & lead.words and weight(lead.text)[0] >= DECIDED:
        return "what it supposes is decided"
    revised = _REVISED.search(lead.text) is not None and 2 * len(said.words & lead.words) >= len(lead.words)
    if not (said.names <= whole.words or revised or (interim and said.names & lead.words)):
        return ""
    if more(said, lead, whole):
        return f"{lead.dead} dead, not {said.dead}"
    if not said.words & lead.words:
        return ""
    shared = len(said.words & lead.words)
    share = shared / len(said.words) if said.words else 0.0
    announced = ANNOUNCES.search(said.text)
    came = _DONE.search(lead.text) is not None and not ANNOUNCES.search(lead.text)
    if announced and came and not piece.paragraph and share >= MOST and shared > 2 and stem(announced["what"]) in lead.words:
        return "what became of what it announces"
    if not piece.paragraph and not announced and ((share >= MOST and shared > 1) or share == 1.0 or interim or revised):
        for count in counts(said.text)[:1]:
            other = [each for each in counts(lead.text) if each.unit == count.unit]
            if other and partial:
                return "a later figure of the same, of all that was counted"
            if other and other[0].n != count.n and max(other[0].n, count.n) <= FAR * min(other[0].n, count.n):
                return f"a later figure of the same, {other[0].n:g}".replace(".0", "")
    return "the opposite of the same, later" if opposite(said, lead) else ""


def _outnumbered(said: Said, later: Sequence[Update], found: Overtaken, whole: dict[str, Said]) -> tuple[Update, str] | None:
    """The later update that says how many of the same the same one has, wherever in it that is said; of what is everybody's, in the same places."""
    then, grown = standing(said.text), done(said.text)
    if then is None and grown is None:
        return None
    for each in reversed(later):
        for other in found.pieces[each.id]:
            more = None if other.quote or grown is None else done(other.text[:LONGEST])
            if more and grown and more.unit == grown.unit and more.n > grown.n and _of_one(said, Said.of(each, other.text), whole[each.id]):
                return each, f"a later figure of the same, {more.n:g}"
            if then is None:
                continue
            now = None if other.quote else standing(other.text[:LONGEST])
            same = now is not None and now[0] == then[0] and (bool(then[0]) or said.names <= whole[each.id].words)
            if now is not None and same and now[1].unit == then[1].unit and now[1].n != then[1].n:
                return each, f"a later figure of the same, {now[1].n:g}"
    return None


def _of_one(said: Said, now: Said, whole: Said) -> bool:
    """Whether what has been done to so many things and to more of them was one thing: beside these both say what did it."""
    return len(said.words & now.words) >= ALSO and said.names <= whole.words


def _outscored(
    update: Update, game: tuple[frozenset[str], tuple[int, int]], later: Sequence[Update], pieces: dict[str, list[Piece]], found: Overtaken
) -> None:
    for each in reversed(later):
        then = score(f"{each.heading}. {_lead(each, pieces)}")
        # The goal that decided it is told with the result; that it stood so at half-time is not.
        as_it_ended = then is not None and then[1] == game[1] and _GOAL.search(update.heading) is not None
        if then is not None and then[0] == game[0] and sum(then[1]) >= sum(game[1]) and not as_it_ended:
            found.drop(found.pieces[update.id][:], f"overtaken by {each.paragraphs[0].source}: a later score")
            return


def _told(piece: Piece) -> str:
    """What a sentence tells that has come; empty for what it announces."""
    return "" if ANNOUNCES.search(piece.text) else piece.text
