"""Whether a chapter's title, and that of the whole, say only what is told under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.check.finding import WARNING
from pipeline.check.provenance.cited import Found, cited_by
from pipeline.model import Briefing, Script, Segment
from pipeline.regex import regex
from pipeline.text.people import people_of
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import Token, tokens
from pipeline.text.words import content, words

NEW = 2
"""So many words of meaning, and more than half of all, that nothing in the day has: the title tells something else."""
CLAIM = 2
"""Fewer words claim nothing."""
_DOES = regex(r"[a-z]{3,}(?:[^s’']s|ed)")
_HELPS = frozenset("is are was were has have had".split())
"""Right behind a name: `Stone resigns`, `Stone is unsure`."""
ALIKE = 4
"""So many letters alike, and it may be the same verb: `gives` and `given`."""
_CLAIMS = regex(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must)\b")
"""`The bridge is safe`; “Other on the old bridge” only says what it is about."""


def check(script: Script, briefing: Briefing, texts: Sequence[str]) -> Iterator[Found]:
    """Chapters, and the whole, that are named after somebody, a day or a number that their sources do not name, or that say what these do not say.

    `texts` are the show's own: the titles that stand in them ("Headlines") say nothing.
    """
    day = [*texts, *(line.text for line in briefing.lines)]
    day += [text for update in briefing.updates for text in (update.heading, *update.actors, *(p.text for p in update.paragraphs))]
    there = {stem for text in day for stem in content(text)}
    surnames = {word for surname in people_of(briefing) for word in words(surname)}
    named = [
        (f"the chapter “{section.title}”", section.title, [part for part in section.parts if isinstance(part, Segment)])
        for section in script.sections
    ]
    for what, title, segments in [(f"the title “{script.title}”", script.title, list(script.segments)), *named]:
        passages = [passage for segment in segments for passage in segment.passages if passage.sources]
        if not passages:
            continue
        cited = cited_by(briefing, passages)
        known = {word for update in cited for text in (update.heading, *update.actors, update.place) for word in words(text)}
        lines = {
            (source.file, line)
            for passage in passages
            for source in passage.sources
            for line in range(source.first_line, source.last_line + 1)
        }
        paragraphs = [p.text for update in cited for p in update.paragraphs if (p.source.file, p.source.first_line) in lines]
        known |= {word for text in paragraphs for word in words(text)}
        told = tokens(title)
        strange = [
            token.raw
            for n, token in enumerate(told)
            if (token.number or (token.name and (n > 0 or not surnames.isdisjoint(words(token.raw)))))
            and not set(words(token.raw)) <= known
        ]
        if strange:
            message = f"{what} names {strange[0]}, and none of the lines that it tells does"
            yield WARNING, "title", segments[0], segments[0].passages[0].text, message, "Name it after what it tells."
        elif wrong := _says(title, [*(update.heading for update in cited), *paragraphs], there):
            message = f"{what} {wrong}"
            yield WARNING, "title", segments[0], segments[0].passages[0].text, message, "Let it say what its lines say."


def _says(title: str, lines: Sequence[str], there: set[str]) -> str:
    """What a title says and its lines do not: words that nowhere in the day are `there`, a negation, or the contrary of what a line denies."""
    said = list(dict.fromkeys(content(title)))
    if len(new := [stem for stem in said if stem not in there]) >= NEW and 2 * len(new) > len(said):
        return f"says what nothing in the day’s text says ({', '.join(token.raw for token in tokens(title) if content(token.raw)[:1] == new[:1])} …)"
    told = tokens(title)
    if does := _does(told, there):
        return f"says of somebody what nothing in the day’s text says ({does})"
    denying = [token for token in told if token.negation]
    denies = bool(denying)
    sentences = [sentence for line in lines for sentence in split_sentences(line)]
    if denies and not any(_denies_it(tokens(sentence), denying, said) for sentence in sentences):
        return "denies something, and none of the lines that it tells does"
    claim = content(title.rpartition(": ")[2])
    if denies or len(claim) < CLAIM or not (": " in title or _CLAIMS.search(title)):
        return ""
    whole = [sentence for sentence in sentences if set(claim) <= set(content(sentence))]
    return "leaves out that its line denies it" if whole and all(_denied(sentence, claim) for sentence in whole) else ""


def _does(told: Sequence[Token], there: set[str]) -> str:
    """What somebody is said to do or to be in a word like which there is none in the day."""
    for n, (name, word) in enumerate(pairwise(told)):
        helped = word.word in _HELPS and n + 2 < len(told)
        verb = told[n + 2] if helped else word
        said = name.name and not name.after and (helped or _DOES.fullmatch(verb.raw))
        if said and any(not any(each.startswith(stem[:ALIKE].removesuffix("e")) for each in there) for stem in content(verb.raw)):
            return verb.raw
    return ""


def _denies_it(sentence: Sequence[Token], denying: Sequence[Token], said: Sequence[str]) -> bool:
    """Whether a sentence has the title's negation, or another way to say “not”, and a half of what else the title says."""
    verbs = {stem for token in denying for stem in content(token.raw)}
    own = {stem for token in sentence for stem in content(token.raw)}
    rest = [stem for stem in said if stem not in verbs]
    denied = not verbs.isdisjoint(own) if verbs else any(token.negation for token in sentence)
    return denied and 2 * sum(stem in own for stem in rest) >= len(rest)


def _denied(sentence: str, claim: Sequence[str]) -> bool:
    """Whether a sentence has a negation amid the words of a claim, or in front of them."""
    words_of = tokens(sentence)
    at = [n for n, token in enumerate(words_of) if not set(content(token.raw)).isdisjoint(claim)]
    return any(token.negation for token in words_of[max(0, at[0] - 3) : at[-1]]) if at else False
