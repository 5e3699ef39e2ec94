"""A text as tokens: each word with what stands around it, whether it is quoted, and which sentence it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.regex import regex
from pipeline.text.sentences import curly, quotations, sentences_outside_quotes

NEGATIONS = frozenset(
    """not no never none nobody nothing nowhere neither nor without cannot unable refuse refuses refused refusing deny denies denied denying
    fail fails failed failing reject rejects rejected rejecting hardly barely scarcely unlikely lack lacks lacked false untrue""".split()
)
"""Words that turn what is said into its opposite; `n't` at a word's end is one as well."""

CONJUNCTIONS = frozenset({"and", "but", "however", "meanwhile", "also", "so", "yet", "then"})
"""Words that may be left out in front of a told sentence."""

ADDED = CONJUNCTIONS - {"so", "then"}
"""Those that may be put there: "so" makes a cause of the sentence before."""

# A lower-case word; what it stands for decides whether a text has as many of it.
_NUMBER_WORDS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion
    dozen dozens half third quarter twice once first second fourth fifth double triple""".split()
)
_BEFORE = "“”\"‘’'([{…—–-*"
_AFTER = "“”\"‘’')]}…—–-.,;:!?*"
_DASH = regex(r"(?<=[^\W\d])[—–](?=[^\W\d])")
_BRACKET = regex(r"(?<=[\w\])])(?=[\[(])|(?<=[\])])(?=\w)")
_SIGNED = regex(r"[-−+](?=[€£$¥₴]?\d)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word."""

    word: str
    """Lower case, straight apostrophes, no punctuation around it."""
    raw: str
    """As written, without the punctuation around it."""
    before: str
    """Punctuation in front."""
    after: str
    """Punctuation behind, a dash that stands by itself included."""
    quoted: int
    """The quotation that it stands in, from 1; 0 outside."""
    sentence: int
    """From 0; a quotation of several sentences belongs to the sentence that holds it."""

    @property
    def number(self) -> bool:
        """Whether it counts something, in figures or in words."""
        return any(char.isdigit() for char in self.word) or any(part in _NUMBER_WORDS for part in self.word.split("-"))

    @property
    def negation(self) -> bool:
        """Whether it turns what is said into its opposite."""
        return self.word in NEGATIONS or self.word.endswith("n't")

    @property
    def name(self) -> bool:
        """Whether it is written like a name. A sentence's first word may be written so for another reason."""
        return any(char.isupper() for char in self.raw)


@lru_cache(maxsize=64)  # a paragraph is told sentence by sentence
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a paragraph or a sentence, in order."""
    found: list[Token] = []
    quotation = 0
    for place, sentence in enumerate(sentences_outside_quotes(_apart(curly(" ".join(text.split()))))):
        spans = quotations(sentence)
        for match in re.finditer(r"\S+", sentence):
            raw = match.group()
            signed = _SIGNED.search(raw)
            body = raw.lstrip(_BEFORE) if signed is None or raw[: signed.start()].strip(_BEFORE) else raw[signed.start() :]
            before = raw[: len(raw) - len(body)]
            after = body[len(body.rstrip(_AFTER)) :]
            body = body.rstrip(_AFTER)
            if not body:
                # A dash between spaces belongs to the word before it.
                if found and found[-1].sentence == place:
                    last = found[-1]
                    found[-1] = Token(last.word, last.raw, last.before, last.after + raw, last.quoted, last.sentence)
                continue
            at = match.start() + len(before)
            inside = next((n for n, span in enumerate(spans, 1) if span.start < at < span.end), 0)
            found.append(Token(plain(body), body, before, after, quotation + inside if inside else 0, place))
        quotation += len(spans)
    return tuple(found)


def _apart(text: str) -> str:
    """Dashes and brackets that touch words on both sides with spaces between."""
    return _BRACKET.sub(" ", _DASH.sub(" — ", text))


def plain(word: str) -> str:
    """A word as it is compared: lower case, one kind of apostrophe and of minus."""
    return word.lower().replace("’", "'").replace("‘", "'").replace("−", "-")
