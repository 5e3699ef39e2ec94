"""Where updates start in a text without stamps: a draft, from how the first sentences of updates are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.text.names import REPORTING, REPORTS, Person, mentioned, without_role
from pipeline.text.sentences import split_sentences
from pipeline.text.words import Corpus, content, cosine

START_AT = 1.5
"""The score from which a paragraph is taken to start an update: one strong sign, less what ties it to the paragraph above."""

_OFFICES = (
    "president|prime minister|chancellor|king|queen|leader|foreign minister|defence minister|chief of staff|government|"
    "spokesman|spokeswoman|ministry|envoy|army|military"
)
_OFFICE_START = re.compile(rf"^[A-Z][\w-]{{1,40}}(?:’s|'s)\s(?:{_OFFICES})\b")
_TRAILING = re.compile(rf",\s(?!(?:he|she|they|it)\s)[^,“”]*?(?:,[^,“”]*,)?\s?(?:has\s|have\s)?(?:{'|'.join(REPORTING)})\.$")
_LEANS_BACK = re.compile(
    r"^(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|However|But|And|Or|Asked|Also|Both|Others|Another|Then|There|Meanwhile"
    r"|In (?:a|an|addition|response|return|his|her|their)\b|Last|Earlier|Later|For (?:his|her|their|example)\b|As (?:well|part)\b)\b"
)
_NO_ROLE = re.compile(
    r"^(?:In|On|At|By|For|From|With|After|Before|When|While|As|If|Since|Until|Under|According|Earlier|Later|Yet|So|Now|Today|Speaking|Not)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:is|was|are|were) (?:speaking|writing|responding|referring)\b|\bwhose term\b|^The (?:plan|move|claim|proposal)"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph that starts an update."""

    confidence: float
    reason: str


def leads(texts: list[str], people: dict[str, Person]) -> dict[int, Lead]:
    """The paragraphs (by their place in the list) that are written like the first of an update, how sure that is, and why.

    One that opens with a title and a name, an office or a full name, or ends with "…, X said"; not with a quotation or a pronoun; the
    next paragraph quotes; and it shares little with the paragraph above.
    """
    corpus = Corpus(texts, ignore={w for name in people for w in content(name)})
    found: dict[int, Lead] = {}
    for i, text in enumerate(texts):
        if i == 0:
            found[i] = Lead(0.95, "the first paragraph")
            continue
        score, why = _score(text, people)
        if score <= 0:
            continue
        if i + 1 < len(texts) and texts[i + 1].startswith(("“", '"', "Asked")):
            score += 1.0
            why.append("the next paragraph quotes")
        tie = cosine(corpus.vectors[i], corpus.vectors[i - 1])
        score -= 4 * tie
        if tie > 0.1:
            why.append("but it shares words with the paragraph above")
        if score >= START_AT:
            found[i] = Lead(round(min(0.9, 0.5 + 0.2 * (score - START_AT)), 2), ", ".join(why))
    return found


def _score(text: str, people: dict[str, Person]) -> tuple[float, list[str]]:
    if text.startswith(("“", '"', "‘")) or _LEANS_BACK.match(text):
        return 0.0, []
    score, why = 0.0, []
    if _opens_with_person(text, people) or _opens_with_person(without_role(text), people):
        score += 2.0
        why.append("it opens with a title or a full name")
    elif _opens_with_role(text, people) and REPORTS.search(text):
        score += 1.9
        why.append("it opens with what somebody is and a full name")
    elif _OFFICE_START.match(text) and REPORTS.search(text):
        score += 2.2
        why.append("it opens with an office that says something")
    elif _TRAILING.search(text) and (text.count("“") == 0 or not text.startswith("“")):
        score += 2.2
        why.append("it ends with who said it, as leads do")
    if score and len(split_sentences(text)) > 1:
        score -= 0.7
    if score and _BACKGROUND.search(text):
        score -= 1.5
        why.append("but it explains what was said before")
    return score, why


def _opens_with_person(text: str, people: dict[str, Person]) -> bool:
    """True for a text that opens with a form that introduces one of the people."""
    for surname in mentioned(text[:120], people):
        person = people[surname]
        both = (f"{person.title} {person.full}",) if person.title and person.full else ()
        if text.startswith((*person.forms, *both)):
            return True
    return False


def _opens_with_role(text: str, people: dict[str, Person]) -> bool:
    """True for a text that opens with up to four words of what somebody is, in front of the full name: "Harbour master John Doe"."""
    head = text[:120]
    for surname in mentioned(head, people)[:1]:
        at = head.find(people[surname].full) if people[surname].full else -1
        role = head[: max(at, 0)].split()
        if 1 <= len(role) <= 4 and not _NO_ROLE.match(head) and all(word[0].islower() for word in role[1:]):
            return True
    return False
