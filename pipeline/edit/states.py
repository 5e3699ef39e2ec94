"""What was so and is no longer: the bridge is closed, then it has reopened; the driver is on the run, then he is under arrest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.edit.counts import score
from pipeline.edit.said import Said
from pipeline.regex import regex
from pipeline.text.words import stem

HALF = 0.5
"""The share of the words beside those of state that both sentences have, where they speak of the same."""

_BOTH_WAYS = (
    (r"clos(?:ed?|es|ure)|shut|blocked|sealed off", r"re-?open(?:s|ed|ing)?|open again|cleared"),
    (
        r"suspended|stopped|halted|paused|grounded|offline|unavailable|down(?! from| to| by)|delayed|interrupted",
        r"resum(?:e[sd]?|ing)|restor(?:ed|ing)|running again|back|under way|online",
    ),
    (r"issued|imposed|in force|declared|introduced", r"lifted|withdrawn|downgraded|expired|revoked"),
    (r"den(?:y|ies|ied)|not guilty", r"(?:found|pleaded) guilty|convicted|cleared|acquitted"),
    (
        r"missing|trapped|stranded|unaccounted for|held hostage",
        r"found(?! guilty| that| no)|rescued|freed|recovered|released|safe|brought (?:out|ashore|home|to)",
    ),
    (r"(?:is|are) out|without (?:power|electricity|water)|on strike", r"restored|(?:is|are) back|called off"),
)
_ONE_WAY = (
    (
        r"absconding|on the run|at large|(?:is|are) (?:being )?(?:sought|hunted)",
        r"arrested|detained|captured|caught|in custody|g[ia]ven? (?:himself|herself) up",
    ),
    (
        r"search(?:es)? (?:is|are) (?:still )?(?:under way|continuing|going on)|(?:is|are) (?:still )?searching for",
        r"found (?:alive|dead|safe|well)",
    ),
)
"""A search that begins does not make untrue that somebody was found: that may be another."""
_OF_ONE = [(regex(rf"\b(?:{old})\b"), regex(rf"\b(?:{new})\b")) for old, new in _ONE_WAY]
"""Sure of “the driver” though there is no second word in common."""
_OPPOSED = [
    *((regex(rf"\b(?:{old})\b"), regex(rf"\b(?:{new})\b")) for pair in _BOTH_WAYS for old, new in (pair, pair[::-1])),
    *_OF_ONE,
]
_THINGS = frozenset("power electricity water strike".split())
_STATE_WORDS = frozenset(
    stem(word) for pair in (*_BOTH_WAYS, *_ONE_WAY) for side in pair for word in re.findall(r"[a-z]{4,}", side) if word not in _THINGS
)
_SUBJECT = regex(
    r"(?!(?:He|She|It|They|This|That|There|In|On|At|As|After|Before)\b)(?:[A-Z][\w’-]*|The [a-z]+)(?: [\w’-]+){1,4}? (?=(?:is|are|has|have|was|were|will)\b)"
)
"""Whom or what a sentence is about, where two words and more say it: “Halvik airport ”."""
_AWAITED = regex(
    r"\b(?:tonight|today|this (?:afternoon|evening))[’']s (?:match|game|tie|final|semi-final|quarter-final|replay|derby|clash|fight)\b"
)
_PLAY = regex(
    r"\b(?i:goals?|tr(?:y|ies)|penalt(?:y|ies)|conversion|kick-?off|half-time|at the (?:break|interval)|whistle|hooter|(?:yellow|red) cards?|sin bin|"
    r"offside|corner|free kick|saves?|line-?up|team news|changes from|cleared to play|passed fit|levels?|equalis\w+|heads (?:it|in)|kick-?off)\b|\bis off\b"
)
"""How a match goes, or who will play."""
_PLAYED = regex(r"\b(?:[Ff]ull[- ][Tt]ime|FULL[- ]TIME|[Ff]inal (?:score|whistle|result)|FT)\b")
_WAS = regex(r"\b(?:who|which|that) (?:was|were|had been|had) \w+|\bhad been \w+|\bmissing (?=since|after|from)")
"""What was so before is told beside what is so now: “the miners who were trapped have been brought out”."""


def opposite(said: Said, lead: Said) -> bool:
    """Whether a later lead says that it is the other way round now."""
    bare = said.words - _STATE_WORDS
    shared = len(bare & lead.words)
    if shared < HALF * min(len(bare), len(lead.words - _STATE_WORDS)):
        return False
    now_so = _WAS.sub("", lead.text)
    pairs = _OPPOSED if shared > 1 else _OF_ONE if shared and bare <= lead.words and said.text.startswith("The ") else []
    return _is_turned(said.text, now_so, pairs)


def turned(said: Said, lead: Said) -> bool:
    """The same, sure of two sentences that open with the same subject, whatever else they say: “The airport at Lund has been closed and …”."""
    subject = _SUBJECT.match(said.text)
    return subject is not None and lead.text.startswith(subject.group()) and _is_turned(said.text, _WAS.sub("", lead.text), _OPPOSED)


def _is_turned(then: str, now: str, pairs: Sequence[tuple[re.Pattern[str], re.Pattern[str]]]) -> bool:
    """Whether one of the pairs says in the one text that it is so, and in the other that it is the other way round."""
    return any(old.search(then) and not new.search(then) and new.search(now) and not old.search(now) for old, new in pairs)


def over(text: str) -> bool:
    """Whether an update says that a match is over."""
    return _PLAYED.search(text) is not None


def played(said: Said, whole: Said) -> bool:
    """Whether a sentence speaks of a match to come, or of how it went, and a later update says that it is over: “passed fit for tonight’s match”.

    The match is one of a side that the sentence names.
    """
    if not over(whole.text):
        return False
    if _AWAITED.search(said.text):
        return bool(said.names & whole.words)
    game = score(whole.text)
    return game is not None and _PLAY.search(said.text) is not None and bool(said.names & {stem(side.lower()) for side in game[0]})
