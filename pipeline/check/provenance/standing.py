"""News that a show's own template says: the same words each day, and no source behind them. A greeting, a sponsor's line and a sign-off are none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from pipeline.check.finding import WARNING
from pipeline.check.provenance.cited import Found
from pipeline.model import Briefing, Script
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, mentioned
from pipeline.text.own import states
from pipeline.text.people import people_of
from pipeline.text.reworded import participle
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import Token, tokens
from pipeline.text.words import STOP, words

_TAGS = regex(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|\*\*[^*\n]{1,60}:\*\*|^#.*$|^\[.*\]$", re.DOTALL | re.MULTILINE)
_LEAST = 3
"""Fewer words in a row say nothing."""
_OURS = frozenset(
    """i i'm i'll i've i'd we we're we've we'll us our ours you you're you've you'll your yours me my mine let's programme program episode podcast show
    edition bulletin briefing newsletter sponsor sponsors sponsored supported presented produced producer producers production edited editor presenter
    host hosted music theme voice voices recorded mixed listening listeners listener subscribe code website thanks thank made
    news newsroom studio script notes headlines sources""".split()
)
"""Of the show itself, and of whom it talks to."""
_NOUNS = frozenset("that this it these those there here what who how why when where".split())
"""What a sentence of the show's begins with, where it speaks of itself: “That was the news.”"""
_SPANS = frozenset(
    """second seconds minute minutes hour hours day days week weeks month months year years o'clock am pm stories story items item questions question
    headlines headline parts part""".split()
)
_BE = frozenset("is are was were has have had be been".split())
_SAYS = frozenset(ATTRIBUTING) | frozenset("say says warn warns claim claims according".split()) - set(
    "began begins continues called described notes posts tweets asks responds repeated claim claims".split()
)
_TOLD = frozenset("told read heard said".split())
_PAST = frozenset("died fell rose sank won lost beat broke burst shook struck began grew flew fled drowned went came took gave saw".split())
_FINITE = _BE | frozenset("will would may might can could must remain remains goes go stands stays comes costs".split())


def check(script: Script, briefing: Briefing, texts: Sequence[str], told: Collection[int] = ()) -> Iterator[Found]:
    """The unmarked sentences that stand in a template and tell news; `texts` are the show's templates and its name; of the segments in `told`
    something is said already.
    """
    said = [piece for text in texts for piece in _pieces(text)]
    unmarked = [
        (segment, passage) for segment in script.segments for passage in segment.passages if not passage.sources and id(segment) not in told
    ]
    own = {
        word for text in (*said, script.show) for each in split_sentences(text) if _is_ours(tokens(each)) for word in _named(tokens(each))
    }
    people = {surname: person for surname, person in people_of(briefing).items() if own.isdisjoint(words(surname))}
    for segment, passage in unmarked:
        for sentence in split_sentences(passage.text):
            literal = f" {' '.join(words(sentence))} "
            if not any(f" {each} " in literal or literal in f" {each} " for each in map(_plain, said) if each):
                continue
            if tells(sentence, own) or (_claims(tokens(sentence)) and states(sentence) and mentioned(sentence, people)):
                first = " ".join(sentence.split()[:8])
                message = f"“{first}{' …' if len(sentence.split()) > 8 else ''}” sounds like news, and it is a template that says it: each day, without a source"
                remedy = "Take it out of the template; what is news today belongs into the script, with the mark of its line."
                yield WARNING, "template", segment, passage.text, message, remedy


def tells(sentence: str, own: set[str]) -> bool:
    """Whether a sentence tells what somebody else did, said or counted; `own` are the small words of the show's own names and its sponsors'."""
    some = tokens(sentence)
    if not states(sentence) or not _claims(some) or some[0].word in own:
        return False
    happened = any(_happened(some, n) for n in range(1, len(some)))
    says = any(
        token.word in _SAYS and some[n - 1].word not in ("is", "are", "be", "been") and not _reads(some, n) for n, token in enumerate(some)
    )
    counted = any(_counts(some, n) for n in range(len(some))) and any(token.word in _FINITE for token in some)
    return happened or says or counted


def _reads(some: Sequence[Token], n: int) -> bool:
    """Whether a clock says it: `says seven`."""
    return n + 2 == len(some) and some[n + 1].number


def _claims(some: Sequence[Token]) -> bool:
    return bool(some) and not _is_ours(some) and some[0].word.partition("'")[0] not in _NOUNS


def _is_ours(some: Sequence[Token]) -> bool:
    return any(token.word in _OURS for token in some if not token.quoted)


def _named(some: Sequence[Token]) -> list[str]:
    """The words of the names in it; of its first word the capital alone says nothing."""
    names = [token for n, token in enumerate(some) if token.name and (n or (len(some) > 1 and (some[1].name or some[1].word == "&")))]
    return [part for token in names for part in words(token.word) if part not in STOP]


def _happened(some: Sequence[Token], n: int) -> bool:
    """Whether the word at `n` says that something happened: `resigned`, `was closed`, `has burst`."""
    word, before = some[n].word, some[n - 1].word
    return not some[n].name and (
        word in _PAST or (participle(word) and word not in _TOLD and before not in ("the", "a", "an", "and", "well"))
    )


def _counts(some: Sequence[Token], n: int) -> bool:
    """Whether a number at `n` counts something, and is no time, date, ordinal or number of the day's stories."""
    token, then = some[n], some[n + 1].word if n + 1 < len(some) else ""
    figure = (
        token.number
        and token.word != "half"
        and not re.search(r"\d(?:st|nd|rd|th)$", token.word)
        and token.word not in ("one", "first", "second", "third", "once")
    )
    amount = token.word[:1] in "€£$¥₴" or token.word.endswith("%") or then not in ("", "past", "half", *STOP)
    return figure and amount and then not in _SPANS and not re.search(r"\d[.:]\d\d|^(?:19|20)\d\d$|\d[ap]m$", token.word)


def _pieces(text: str) -> list[str]:
    """What a template says between its tags, in runs of words."""
    return [piece for piece in re.split(r"\n+", _TAGS.sub("\n", text)) if len(piece.split()) >= _LEAST]


def _plain(text: str) -> str:
    return " ".join(words(text))
