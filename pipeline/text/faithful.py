"""Whether a told sentence says only what its source says: proved word by word, or what is wrong.

The edits that are allowed, and no others:

- *attribution moved*: "X said that A" ⇄ "A, X said", "according to X, A" ⇄ "A, according to X"; "said X, 43" → "X, 43, said"; "told me", "told reporters",
  "told the court that" → "said"; "A and said that B" told as two sentences, of which the second is "It said that B";
- *attribution dropped* around a quotation that another voice reads, and a quotation around the attribution that the anchor reads;
- *occasion dropped*: "at a press conference in Oslo", "in a statement"; "told a meeting that" → "said that";
- *gloss read*: "oblast [region]" → "oblast, or region"; `[sic]`, "(Mrs.)" and a bracket's marks dropped;
- *dateline dropped*: "OSLO, Nov 27 (Agency) -"; *label dropped*: "BREAKING:";
- *name ⇄ pronoun*, and another form of the name, of a person whom the source names ("President Putin", "Putin", "he");
- *who somebody is*, between commas behind the name or as a title in front of it, dropped, or told on the name's other side; an aside of a participle
  or of "who" or "which" dropped, that denies nothing and in which nobody says anything;
- *when it happened* ("on Friday", "shortly after 3pm") dropped, where nothing in the sentence hangs on it (`pipeline.text.whens`);
- *other words for the same*, outside quotation marks (`pipeline.text.reworded`, and a figure rounded with “about”: `pipeline.text.plainer`);
- *turned round*: active and passive, its time in front or behind, `A, said X`, `according to X` for `X said` (`pipeline.text.turned`);
- *clause dropped* at the end, where it begins with "but", "which", "while" … behind a comma and takes nothing back (`pipeline.text.clauses.takes_back`),
  or says what talks or a visit will bring, or "because", or "its highest since 1968"; "A, and B" told as two sentences, and two as one where nobody
  reports or supposes the first, or where one person says both; never one of a list whose parts stand between semicolons;
- *"it" ⇄ what the sentence before begins with*: "The hospital has denied that. It has …";
- *what only paints* ("the long-awaited report") dropped, where less is said without it (`pipeline.text.paints`); "also", "meanwhile" amid a sentence;
- *opening conjunction* added or dropped ("so" and "then" dropped alone); "that" after a verb of reporting;
- *slips mended*: a small word written twice stands once; "make such as promise" is "make such a promise";
- punctuation, capitals and quotation marks; never marks around what the source does not quote, and a question stays one.

Every other word of the sentence stands in its source in the same order, and no word of the source between them is left out: so numbers,
names, negations and quotations are the source's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.text.clauses import BELIEVES
from pipeline.text.faults import Fault, diagnose
from pipeline.text.forms import bare, forms_of, standing
from pipeline.text.gaps import Gaps
from pipeline.text.names import Person, find_people
from pipeline.text.plainer import fillers
from pipeline.text.pronouns import count_pronouns
from pipeline.text.readings import NAMED_WORDS, REPORTS, Reading, readings
from pipeline.text.reworded import same_in_other_words
from pipeline.text.sentences import curly, sentences_outside_quotes
from pipeline.text.tokens import ADDED, CONJUNCTIONS, Token, tokens
from pipeline.text.turned import turned

__all__ = ["Fault", "unfaithful"]


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
    words = tokens(told)
    ways = readings(words)
    if any(_Alignment(reading, source, people, quote).stands() for source in paragraphs for reading in ways):
        return True
    others = [Reading(way, ways[0].colon) for way in dict.fromkeys(turned(words))] if quote is not True else []
    return any(_Alignment(reading, source, people, quote).stands() for source in paragraphs for reading in others)


class _Alignment:
    """One reading laid along one paragraph."""

    def __init__(self, reading: Reading, source: tuple[Token, ...], people: Mapping[str, Person], quote: bool | None) -> None:
        self.told, self.colon, self.source, self.people, self.quote = reading.tokens, reading.colon, source, people, quote
        self.gaps = Gaps(source)
        self.names = [(person, forms_of(person)) for person in people.values()]
        self.persons = {"he", "she"}.union(bare(form[0]) for _, forms in self.names for form in forms)
        """The words with which a person can begin."""

    def stands(self) -> bool:
        """Whether every told word is the source's."""
        starts = [0, 1] if len(self.told) > 1 and self.told[0].word in ADDED else [0]
        if any(self._may_begin(j) and self._from(i, j) for i in starts for j in range(len(self.source))):
            return True
        again = len(self.told) > 1 and self.told[0].word in ("it", "they") and not self.told[0].quoted
        return again and any(
            self.gaps.goes_on_to_say(j, many=self.told[0].word == "they") and not self._of_somebody(j) and self._from(1, j)
            for j in range(1, len(self.source))
        )

    def _of_somebody(self, j: int) -> bool:
        """Whether the sentence of `j` begins with a person's name."""
        return any(standing(self.source, self.gaps.start(j), forms) for _, forms in self.names)

    def _from(self, i: int, first: int) -> bool:
        """Whether the told tokens from `i` are the source's from `first`, with allowed gaps, to an allowed end."""
        ways = [(i, first)]
        seen = set(ways)
        while ways:
            i, j = ways.pop()
            if i == len(self.told):
                if any(self._may_end(first, end) for end in (j, *self.gaps.occasions(j, bare=False), *self.gaps.whens(j))):
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
        found += [(i + a, j + b) for a, b in (*self._persons(i, j), *same_in_other_words(self.told, i, self.source, j))]
        before = self.source[j - 1].word if j else ""
        if told.word == "a" and source.word == "as" and before == "such":
            found.append((i + 1, j + 1))
        if told.word == "or" and "[" in source.before:
            found.append((i + 1, j))
        if told.word == "that" and before in REPORTS:
            found.append((i + 1, j))
        if told.word == "and" and i and "," in self.told[i - 1].after and self.gaps.joins(j):
            found.append((i + 1, j))
        if told.word == "and":
            found += self._said_too(i, j)
            if source.word == "it" and not source.quoted and self.gaps.opening(j):  # “The court has risen. It will sit again” in one
                found.append((i + 1, j + 1))
        if told.word == "the":
            found += self._office(i, j)
        if source.word == "it" and (length := self.gaps.opening(j)):
            subject = self.source[self.gaps.start(j - 1) :][:length]
            if [token.word for token in self.told[i : i + length]] == [token.word for token in subject]:
                found.append((i + length, j + 1))
        if told.word == "said" and source.word == "told":
            if self.colon and i + 1 == len(self.told):
                found.append((i + 1, j + 1))
            found += [(i + 1, end) for end in self.gaps.told_whom(j + 1)]
            found += [(i + 1, end) for end in self.gaps.occasions(j + 1)]
            if j + 1 < len(self.source) and self.source[j + 1].word in ("me", "us"):
                found.append((i + 1, j + 2))
        if source.word in REPORTS and (j == 0 or self.source[j - 1].quoted or "," in self.source[j - 1].after):
            found += self._turned(i, j)
        return found

    def _office(self, i: int, j: int) -> list[tuple[int, int]]:
        """`Judge Ann Other` told as `the judge`, where one alone is called so."""
        found = []
        for length in range(1, 4):
            words = [token.word for token in self.source[j : j + length]]
            if [token.word for token in self.told[i + 1 : i + 1 + length]] != words or not self.gaps.offices(words, j):
                break
            names = [b for _, forms in self.names for b, ending in standing(self.source, j + length, forms) if not ending]
            found += [(i + 1 + length, j + length + b) for b in names]
        return found

    def _said_too(self, i: int, j: int) -> list[tuple[int, int]]:
        """`Stone said that A. She said that B` told as `Stone said that A, and that B`: nobody else speaks or is named in A who “she”
        could be; so of the bank and “it”.
        """
        source, told = self.source, self.told
        if not 0 < j < len(source) - 2 or source[j].word not in ("he", "she", "it") or source[j + 1].word != "said" or source[j].quoted:
            return []
        before = source[self.gaps.start(j - 1) : j]
        named = sum(any(standing(before, n, forms) for n in range(len(before))) for _, forms in self.names)
        alone = (
            (named == 1 if source[j].word != "it" else self.gaps.speaks(j))
            and [token.word for token in before if token.word in REPORTS] == ["said"]
            and source[j].sentence != before[-1].sentence
        )
        joined = alone and [token.word for token in told[i : i + 2]] == ["and", "that"] and not told[i].quoted
        return [(i + 2, j + 3 if source[j + 2].word == "that" else j + 2)] if joined else []

    def _turned(self, i: int, j: int) -> list[tuple[int, int]]:
        """`said Putin` told as `Putin said`: the verb at `j` stands behind its subject at `i`."""
        found: list[tuple[int, int]] = []
        for length in range(1, self.gaps.end(j) - j):  # as long as it may be: “said a man who asked not to be named as …”
            at = i + length
            if at >= len(self.told) or self.told[at].word != self.source[j].word:
                continue
            subjects = [(a, b) for a, b in self._persons(i, j + 1) if a == length] if j + 1 < len(self.source) else []
            for skip in (
                0,
                *(n for n in range(1, self.gaps.end(j) - j - length) if self.gaps.title(j + 1, j + 1 + n) and self.source[j + 1 + n].name),
            ):
                if j + skip + length < len(self.source) and all(self._same(i + n, j + skip + n + 1) for n in range(length)):
                    subjects.append((length, skip + length))
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
        if bare(pronoun) not in self.persons or bare(self.told[i].word) not in self.persons:
            return found
        for person, forms in self.names:
            here = standing(self.told, i, forms)
            there = standing(self.source, j, forms)
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
        many = source[start].word == "however" and not source[start].after  # “However many come, …”
        if j == start or (j == start + 1 and source[start].word in CONJUNCTIONS and not many):
            return True
        lead_in = not source[j].quoted and all(token.quoted for token in source[start:j])
        stated = any("," in source[end - 1].after and end == j for end in gaps.occasions(start, bare=False))
        if (
            lead_in
            or stated
            or gaps.dateline(start, j)
            or gaps.label(start, j)
            or gaps.second_clause(start, j)
            or j in fillers(source, start)
        ):
            return True
        if not any(length > 1 for _, forms in self.names for length, _ in standing(source, j, forms)):
            name = next(
                (n for n in range(j, start + NAMED_WORDS) if any(k > 1 for _, forms in self.names for k, _ in standing(source, n, forms))),
                0,
            )
            return j == start + 1 and source[start].word == "the" and gaps.title(j, name)  # “Union leader Sir Ernest Other”
        return gaps.title(start, j)

    def _may_end(self, first: int, j: int) -> bool:
        source, gaps = self.source, self.gaps
        last = source[j - 1]
        end = gaps.end(j - 1)
        here = [token for token in source[first:j] if token.sentence == last.sentence]
        speech = [token for token in here if token.quoted]  # of an interrupted quotation all that is told
        within = last.quoted > 0 and (len(speech) == len(here) or (source[first].quoted > 0 and len(self.told) <= len(speech)))
        marked = all(token.quoted for token in self.told)
        whole = j == end or any(mark in last.after for mark in ".!?…:") or (source[j].quoted != last.quoted and not gaps.goes_on(j))
        if self._introduces(first, j, end):
            return True
        if self.quote is True:
            return last.quoted > 0 and source[first].quoted > 0 and whole
        if within and not marked and self.quote is False and gaps.is_speech(last.quoted):
            return False
        if j == end or (last.quoted > 0 and within and whole):
            return True
        if all(token.quoted for token in source[j:end]):
            told = [n for n in range(first, j) if source[n].quoted]
            return self.colon or (last.word in REPORTS and not (told and gaps.goes_on(told[-1] + 1)))
        return gaps.clause_cut(j, end)

    def _introduces(self, first: int, j: int, end: int) -> bool:
        """`Stone said:` for `“…,” Stone told the court at a hearing in Oslo.`: who speaks is enough to say, where nothing is denied and nobody else reports it."""
        says = self.colon and any(token.word in (*REPORTS, "wrote") for token in self.source[max(first, j - 2) : j])
        alone = not any(token.quoted for token in self.source[first:j]) and any(
            token.quoted for token in self.source[self.gaps.start(first) : end]
        )
        rest = [token for token in self.source[j:end] if not token.quoted]
        return says and alone and not any(token.negation or token.word in BELIEVES or token.word in REPORTS for token in rest)
