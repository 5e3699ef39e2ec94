"""Whether a told sentence says only what its source says: proved word by word, or what is wrong.

The edits that are allowed, and no others:

- *attribution moved*: "X said that A" ⇄ "A, X said"; "said X, 43" → "X, 43, said"; "told me" → "said";
- *attribution dropped* around a quotation that another voice reads, and a quotation around the attribution that the anchor reads;
- *occasion dropped*: "at a press conference in Oslo"; "told a meeting that" → "said that";
- *gloss read*: "oblast [region]" → "oblast, or region"; `[sic]` and a bracket's marks dropped;
- *dateline dropped*: "OSLO, Nov 27 (Agency) -"; *label dropped*: "BREAKING:";
- *name ⇄ pronoun*, and another form of the name, of a person whom the source names ("President Putin", "Putin", "he");
- *who somebody is*, between commas behind the name, dropped; a participle's aside dropped;
- *clause dropped* at the end, where it begins with "but", "which", "while" … behind a comma and takes nothing back (`pipeline.text.gaps.takes_back`),
  or says what talks or a visit will bring; "A, and B"
  told as two sentences; never one of a list whose parts stand between semicolons;
- *opening conjunction* added or dropped; "that" after a verb of reporting;
- *slips mended*: a small word written twice stands once; "make such as promise" is "make such a promise";
- punctuation, capitals and quotation marks; never marks around what the source does not quote, and a question stays one.

Every other word of the sentence stands in its source in the same order, and no word of the source between them is left out: so numbers,
names, negations and quotations are the source's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.text.faults import Fault, diagnose
from pipeline.text.gaps import Gaps
from pipeline.text.names import ATTRIBUTING, Person, find_people
from pipeline.text.pronouns import count_pronouns
from pipeline.text.sentences import curly, sentences_outside_quotes
from pipeline.text.tokens import CONJUNCTIONS, Token, plain, tokens

__all__ = ["Fault", "unfaithful"]

_REPORTS = frozenset(ATTRIBUTING)
_TAG_WORDS = 7
"""An attribution that can be moved is no longer: "the head of the agency has said"."""


def unfaithful(
    told: str, sources: Sequence[str], *, people: Mapping[str, Person] | None = None, quote: bool | None = None
) -> tuple[Fault, ...]:
    """What a told sentence says that its source paragraphs do not, or leaves out of them; nothing where it is proved.

    `people` are those whose names may stand for a "he" or "she" of the source (else those whom the sources name). `quote` says that
    another voice reads it, so that it must be a quotation (True), or the anchor, who reads no quotation without its marks (False).
    """
    if people is None:
        people = find_people(list(sources))
        if len(people) == 1:  # whose "he" or "she" it is, is plain
            count_pronouns(people, [sources])
    paragraphs = [tokens(source) for source in sources]
    if not tokens(told):
        return ()
    whole = curly(told)
    parts = [whole]
    if not _proved(whole, paragraphs, people, quote):
        parts = sentences_outside_quotes(whole)
    faults: list[Fault] = []
    for part in parts:
        if tokens(part) and not _proved(part, paragraphs, people, quote):
            faults += diagnose(tokens(part), paragraphs, people, quote=quote)
    return tuple(dict.fromkeys(faults))


def _proved(told: str, paragraphs: Sequence[tuple[Token, ...]], people: Mapping[str, Person], quote: bool | None) -> bool:
    readings = _readings(tokens(told))
    return any(_Alignment(reading, source, people, quote).stands() for source in paragraphs for reading in readings)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The told tokens in the order in which a source may have them."""

    tokens: tuple[Token, ...]
    colon: bool
    """It ends with a colon: it only introduces what comes next."""


def _readings(told: tuple[Token, ...]) -> list[_Reading]:
    """The sentence as it stands, and with its attribution moved to the front or to the end."""
    colon = bool(told) and told[-1].after.endswith(":")
    found = [_Reading(told, colon)]
    breaks = [n for n, token in enumerate(told) if "," in token.after or n == len(told) - 1]
    for first, last in pairwise(breaks):
        tag = told[first + 1 : last + 1]
        if len(tag) <= _TAG_WORDS and tag and tag[-1].word in _REPORTS and not tag[0].quoted:
            found.append(_Reading((*tag, *told[: first + 1], *told[last + 1 :]), colon))
    for n, token in enumerate(told[:_TAG_WORDS]):
        if n and token.word in _REPORTS and n + 1 < len(told) and not token.quoted:
            rest = told[n + 1 :]
            found.append(_Reading((*(rest[1:] if rest[0].word == "that" else rest), *told[: n + 1]), colon))
    return found


class _Alignment:
    """One reading laid along one paragraph."""

    def __init__(self, reading: _Reading, source: tuple[Token, ...], people: Mapping[str, Person], quote: bool | None) -> None:
        self.told, self.colon, self.source, self.people, self.quote = reading.tokens, reading.colon, source, people, quote
        self.gaps = Gaps(source)
        self.names = [(person, _named(person)) for person in people.values()]
        self.persons = {"he", "she"}.union(_bare(form[0]) for _, forms in self.names for form in forms)
        """The words with which a person can begin."""

    def stands(self) -> bool:
        """Whether every told word is the source's."""
        starts = [0, 1] if len(self.told) > 1 and self.told[0].word in CONJUNCTIONS else [0]
        return any(self._may_begin(j) and self._from(i, j) for i in starts for j in range(len(self.source)))

    def _from(self, i: int, first: int) -> bool:
        """Whether the told tokens from `i` are the source's from `first`, with allowed gaps, to an allowed end."""
        ways = [(i, first)]
        seen = set(ways)
        while ways:
            i, j = ways.pop()
            if i == len(self.told):
                if any(self._may_end(first, end) for end in (j, *self.gaps.occasions(j, bare=False))):
                    return True
                continue
            if j >= len(self.source):
                continue
            on = [*self._steps(i, j), *((i, end) for end in self.gaps.ends(j) if j > first)]
            ways += [way for way in dict.fromkeys(on) if way not in seen]
            seen.update(on)
        return False

    def _steps(self, i: int, j: int) -> list[tuple[int, int]]:
        """Where one goes on after the next word, each way that it can be the source's."""
        told, source = self.told[i], self.source[j]
        found: list[tuple[int, int]] = []
        if self._same(i, j):
            found.append((i + 1, j + 1))
        found += [(i + a, j + b) for a, b in self._persons(i, j)]
        before = self.source[j - 1].word if j else ""
        if told.word == "a" and source.word == "as" and before == "such":
            found.append((i + 1, j + 1))
        if told.word == "or" and "[" in source.before:
            found.append((i + 1, j))
        if told.word == "that" and before in _REPORTS:
            found.append((i + 1, j))
        if told.word == "said" and source.word == "told":
            found += [(i + 1, end) for end in self.gaps.occasions(j + 1)]
            if j + 1 < len(self.source) and self.source[j + 1].word in ("me", "us"):
                found.append((i + 1, j + 2))
        if source.word in _REPORTS and (j == 0 or self.source[j - 1].quoted or "," in self.source[j - 1].after):
            found += self._turned(i, j)
        return found

    def _turned(self, i: int, j: int) -> list[tuple[int, int]]:
        """`said Putin` told as `Putin said`: the verb at `j` stands behind its subject at `i`."""
        found: list[tuple[int, int]] = []
        for length in range(1, self.gaps.end(j) - j):  # as long as it may be: “said a man who asked not to be named as …”
            at = i + length
            if at >= len(self.told) or self.told[at].word != self.source[j].word:
                continue
            subjects = [(a, b) for a, b in self._persons(i, j + 1) if a == length] if j + 1 < len(self.source) else []
            if j + length < len(self.source) and all(self._same(i + n, j + n + 1) for n in range(length)):
                subjects.append((length, length))
            for _, b in subjects:
                after = j + 1 + b
                ends = after >= len(self.source) or self.source[after].quoted or self.source[after].sentence != self.source[j].sentence
                if ends or self.source[after - 1].after:
                    found.append((at + 1, after))
        return found

    def _same(self, i: int, j: int) -> bool:
        told, source = self.told[i], self.source[j]
        if told.word != source.word or (told.quoted and not source.quoted):
            return False
        return ("?" in told.after) == ("?" in source.after) or ":" in told.after

    def _persons(self, i: int, j: int) -> list[tuple[int, int]]:
        """How many tokens of each side name the same person, in whichever form."""
        found: list[tuple[int, int]] = []
        pronoun = self.source[j].word
        if _bare(pronoun) not in self.persons or _bare(self.told[i].word) not in self.persons:
            return found
        for person, forms in self.names:
            here = _forms(self.told, i, forms)
            there = _forms(self.source, j, forms)
            found += [(a, b) for a, ending in here for b, other in there if ending == other and (a, b) != (1, 1)]
            if pronoun in ("he", "she") and person.pronoun == pronoun and not self.source[j].quoted:
                found += [(a, 1) for a, ending in here if not ending]
            if self.told[i].word in ("he", "she") and person.pronoun == self.told[i].word and not self.told[i].quoted:
                found += [(1, b) for b, ending in there if not ending]
        return sorted(found, reverse=True)

    # ── where a sentence may begin and end ───────────────────────────────────────────────────────────────

    def _may_begin(self, j: int) -> bool:
        source, gaps = self.source, self.gaps
        start = gaps.start(j)
        if source[j].quoted and gaps.opens_speech(j) and self.quote is not False:
            return True
        if j == start or (j == start + 1 and source[start].word in CONJUNCTIONS):
            return True
        lead_in = not source[j].quoted and all(token.quoted for token in source[start:j])
        return lead_in or gaps.dateline(start, j) or gaps.label(start, j) or gaps.second_clause(start, j)

    def _may_end(self, first: int, j: int) -> bool:
        source, gaps = self.source, self.gaps
        last = source[j - 1]
        end = gaps.end(j - 1)
        here = [token for token in source[first:j] if token.sentence == last.sentence]
        speech = [token for token in here if token.quoted]  # of an interrupted quotation all that is told
        within = last.quoted > 0 and (len(speech) == len(here) or (source[first].quoted > 0 and len(self.told) <= len(speech)))
        marked = all(token.quoted for token in self.told)
        whole = j == end or any(mark in last.after for mark in ".!?…:") or (source[j].quoted != last.quoted and not gaps.goes_on(j))
        if self.quote is True:
            return last.quoted > 0 and source[first].quoted > 0 and whole
        if within and not marked and self.quote is False and gaps.is_speech(last.quoted):
            return False
        if j == end or (last.quoted > 0 and within and whole):
            return True
        if all(token.quoted for token in source[j:end]):
            return self.colon or last.word in _REPORTS
        return gaps.clause_cut(j, end)


def _named(person: Person) -> list[list[str]]:
    """The words of each form of a person's name."""
    return [[plain(word) for word in form.split()] for form in dict.fromkeys((*person.forms, person.surname))]


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'")


def _forms(text: Sequence[Token], at: int, forms: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """The lengths of the forms of a name that stand here, each with its possessive ending."""
    found = []
    for words in forms:
        here = [token.word for token in text[at : at + len(words)]]
        if len(here) == len(words) and here[:-1] == words[:-1] and _bare(here[-1]) == words[-1]:
            found.append((len(words), here[-1][len(words[-1]) :]))
    return found
