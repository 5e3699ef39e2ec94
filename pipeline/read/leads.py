"""Where updates start in a text without stamps: a draft, from how the first sentences of updates are written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.regex import regex
from pipeline.text.names import REPORTING, REPORTS, Person, mentioned, without_role
from pipeline.text.sentences import split_sentences
from pipeline.text.words import Corpus, content

START_AT = 1.5
"""The score from which a paragraph is taken to start an update: one strong sign, less what ties it to the paragraph above."""

_OFFICES = (
    "president|prime minister|chancellor|king|queen|leader|foreign minister|defence minister|chief of staff|government|"
    "spokesman|spokeswoman|ministry|envoy|army|military"
)
_OFFICE_START = regex(rf"^[A-Z][\w-]{{1,40}}(?:’s|'s)\s(?:{_OFFICES})\b")
_TRAILING = regex(rf",\s(?!(?:he|she|they|it)\s)[^,“”]*?(?:,[^,“”]*,)?\s?(?:has\s|have\s)?(?:{'|'.join(REPORTING)})\.$")
_LEANS_BACK = regex(
    r"^(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|However|But|And|Or|Asked|Also|Both|Others|Another|Then|There|Meanwhile"
    r"|In (?:a|an|addition|response|return|his|her|their)\b|Last|Earlier|Later|For (?:his|her|their|example)\b|As (?:well|part)\b)\b"
)
_NO_ROLE = regex(
    r"^(?:In|On|At|By|For|From|With|After|Before|When|While|As|If|Since|Until|Under|According|Earlier|Later|Yet|So|Now|Today|Speaking|Not)\b"
)
_BACKGROUND = regex(r"\b(?:is|was|are|were) (?:speaking|writing|responding|referring)\b|\bwhose term\b|^The (?:plan|move|claim|proposal)")


FEW_SIGNS = 4
"""From so many paragraphs a sign on, signs are too few to go by alone. The texts whose starts they show have one in three."""
NEW_WORDS = 10
"""A paragraph that takes up a new matter has at least so many: shorter ones carry the one above on."""
NEW_SHARES = 1
"""So many words it may share with the paragraph above all the same."""
NEW_SURE = 0.4
"""How sure a start is that nothing but its new matter shows. Measured on the stamped fixtures without their stamps: F1 .48 without such starts, .67 with them."""
APART_SURE = 0.6
"""The same in a text that says that it is a bulletin or a digest."""
_TURNS = regex(
    r"(?:and |but )?(?:finally|elsewhere|abroad|overseas|closer to home|in other news|(?:also |now |turning )?(?:to|in) (?:(?:the|world|local|other) )?"
    r"(?:sports?|football|business|economy|politics|weather|news|entertainment|showbiz|culture|arts|science|health|technology|tech|markets?))"
    r"(?: news)?(?: now| today)?[,:]\s|and (?:now )?the weather\b",
    re.IGNORECASE,
)
"""How a newsreader turns to the next matter."""
_CARRIES_ON = regex(
    r"^(?:[“\"‘]|(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|Both|There|Neither|None|One|Two|Asked|But|However|The)\b)"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A paragraph that starts an update."""

    confidence: float
    reason: str


def leads(texts: list[str], people: dict[str, Person], *, apart: bool = False) -> dict[int, Lead]:
    """The paragraphs (by their place in the list) that are written like the first of an update, how sure that is, and why.

    One that opens with a title and a name, an office or a full name, or ends with "…, X said"; not with a quotation or a pronoun; the
    next paragraph quotes; and it shares little with the paragraph above. Where such signs are few, also one that takes up a new matter,
    which the next paragraph carries on; in a bulletin, whose stories stand `apart`, each that takes up a new matter.
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
        tie = corpus.alike(i, i - 1)
        score -= 4 * tie
        if tie > 0.1:
            why.append("but it shares words with the paragraph above")
        if score >= START_AT:
            found[i] = Lead(round(min(0.9, 0.5 + 0.2 * (score - START_AT)), 2), ", ".join(why))
    for i, text in enumerate(texts) if apart else ():
        if i and _TURNS.match(text):
            found[i] = Lead(APART_SURE, "it turns to another matter, in a bulletin of several")
    named: set[str] = set()
    for i, text in enumerate(texts) if apart or len(texts) >= FEW_SIGNS * len(found) else ():
        here = set(mentioned(text, people))
        if i in found or here & named:
            pass
        elif apart and _new_matter(texts, i, carried_on=False):
            found[i] = Lead(APART_SURE, "it takes up a new matter, in a bulletin of several")
        elif _new_matter(texts, i):
            found[i] = Lead(NEW_SURE, "it takes up a new matter, and the next paragraph carries it on")
        named = here if i in found else named | here
    return dict(sorted(found.items()))


def _new_matter(texts: list[str], i: int, *, carried_on: bool = True) -> bool:
    """Whether a paragraph that names nobody of the update above shares nothing with the paragraph above, and the next one leans on it (if that is asked)."""
    text, after = texts[i], texts[i + 1] if i + 1 < len(texts) else ""
    if text.startswith(("“", '"', "‘")) or _LEANS_BACK.match(text) or _BACKGROUND.search(text) or len(text.split()) < NEW_WORDS:
        return False
    words = set(content(text))
    if len(words & set(content(texts[i - 1]))) > NEW_SHARES:
        return False
    return not carried_on or bool(_CARRIES_ON.match(after)) or bool(words & set(content(after)))


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
