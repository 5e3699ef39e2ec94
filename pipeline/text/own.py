"""Whether the show's own words between two sentences of news are only that: a question or a link, and no fact that nobody stands for.

A *question* may use words of the sentence that answers it, and words about telling; no others. A *link* is one of a few shapes ("Let's turn
to …"), and may name whom the next sentence names. Neither has a number, a negation, a quotation, or a name that the next sentence has not.
"""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.text.faults import Fault
from pipeline.text.loose import MARKS
from pipeline.text.names import REPORTING
from pipeline.text.tokens import Token, tokens
from pipeline.text.words import STOP, stem

MOST_WORDS = 14
"""A presenter's question is shorter: what is longer says something."""

_LINK = regex(
    r"^(?:(?:and|so|now|well|right|okay|then),?\s)*(?:let[’']s|let us|tell (?:us|me)|go on|here[’']s|here is|now (?:for|to)|over to|on to|next|more on"
    r"|back to|staying with|turning to|we (?:turn|begin|start|stay)|(?:that|which) brings us)\b",
    re.IGNORECASE,
)
_NOD = regex(r"^(?:right|i see|go on|okay)[.!]$", re.IGNORECASE)
_TALK = frozenset(
    stem(word)
    for word in """story tell telling know hear heard listen look turn turning start begin end happen happened happening go going come came question
    answer thing matter mean explain news latest background reaction react response respond reason idea point view side others everyone word
    moment place day morning evening ahead well right okay yes then let us let's what's who's where's how's that's here's there's staying back
    bring brings stand things exactly""".split()
)
"""Words about telling, which tell nothing themselves."""
_TIMES = frozenset("week month year yesterday tomorrow".split())
_PERSONS = frozenset({"i", "i'm", "i'll", "i'd", "we", "we're", "we'll", "you"})


_CLAIMS = regex(r"[:;]\s|\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must)\b")


def states(told: str) -> bool:
    """Whether a sentence says that something is so: it is no question, no nod, and no link that goes no further than "Here is what the mayor said"."""
    text = told.strip()
    if text.endswith("?") or _NOD.match(text):
        return False
    link = _LINK.match(text)
    return link is None or _CLAIMS.search(text, link.end()) is not None


def claims(told: str, after: str) -> tuple[Fault, ...]:
    """What `told`, the show's own words, claims beside the sentence `after` it; nothing where it claims nothing."""
    words = tokens(told)
    if not words:
        return (Fault("word", "", "it is empty"),)
    if found := MARKS.search(told):
        return (Fault("word", found[0], "it holds marks that no sentence has"),)
    asks = told.rstrip().endswith("?")
    if len(words) > MOST_WORDS or len({word.sentence for word in words}) > 1:
        return (Fault("word", f"{len(words)} words", "it is no short question or link"),)
    if not asks and not _NOD.match(told.strip()) and not (_LINK.match(told.strip()) and told.rstrip()[-1] in ".!:"):
        return (Fault("word", told[:40], "it is neither a question nor a link: it says something that has no source"),)
    if told.rstrip().endswith(":"):
        return (Fault("word", told[-20:], "it does not end as a sentence does"),)
    faults = [Fault("quotation", "“", "it quotes")] if re.search(r"[“”\"]|(?:^|\s)[‘']\w", told) else []
    faults += [Fault("number", word.raw, "it has a number") for word in words if word.number]
    faults += [Fault("negation", word.raw, "it denies something") for word in words if word.negation]
    return (*faults, *_new(words, after, asks=asks))


def _new(words: tuple[Token, ...], after: str, *, asks: bool) -> list[Fault]:
    """Names and words that the next sentence has not, or that a link has no use for."""
    there = tokens(after)
    names = {_bare(word) for word in there if word.name}
    known = {stem(_bare(word)) for word in there}
    found: list[Fault] = []
    for n, word in enumerate(words):
        bare = _bare(word)
        if word.name and word.word not in _PERSONS and (n or not _plain(word)):
            if bare not in names:
                found.append(Fault("name", word.raw, "the sentence after it does not name it"))
        elif word.word in _TIMES and word.word not in {w.word for w in there}:
            found.append(Fault("word", word.raw, "it says when, and the sentence after it does not"))
        elif not asks and (word.word in REPORTING or not _plain(word)):
            found.append(Fault("word", word.raw, "a link tells nothing itself"))
        elif not _plain(word) and stem(bare) not in known:
            found.append(Fault("word", word.raw, "the sentence after it does not say so"))
    return found


def _plain(word: Token) -> bool:
    """Whether a word tells nothing by itself."""
    return word.word in STOP or word.word in _PERSONS or stem(word.word) in _TALK


def _bare(word: Token) -> str:
    return word.word.removesuffix("'s").removesuffix("'")
