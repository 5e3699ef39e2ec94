"""Who is "he" and who is "she" in a text: only where it can be nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.regex import regex
from pipeline.text.names import BESIDE_SPEECH, KIN, ROLES, Person, mentioned
from pipeline.text.sentences import sentences_outside_quotes

_QUOTED = regex(r"“[^“”]*”|\"[^\"]*\"")
_BESIDE = regex(r",[^,“”]{3,80},")
_GENDER = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}
_BEHIND = regex(r"(?:,[^,“”]{3,80},)?\s(?:[\w’-]+\s){0,5}?(he|she|his(?= own)|her(?= own))\b")
"""Right behind a name: "Other, the mayor, said that she"."""
_OPENS_WITH = regex(rf"^(?:“…”,?\s)?(?:But |And |However, |Later, |Then )?([Hh]e|[Ss]he|His|Her)\b(?!\s(?:{ROLES})\b)")
_SOMEBODY = regex(
    r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Ww]hose?|[Tt]heir|[Hh]is|[Hh]er|[\w-]+[’'](?:s|))\s(?:[\w-]+\s){0,2}?(?i:man|woman|boy|girl|suspect|victim|gunman|attacker|"
    rf"{KIN}|rival|predecessor|successor|teenager|child|patient|taoiseach|premier|{ROLES})\b"
)
"""Somebody whom the text does not name there."""


def count_pronouns(people: Mapping[str, Person], updates: Iterable[Sequence[str]]) -> None:
    """Give each person the pronouns that can be nobody else's: right behind the name that opens a sentence, and at the head of the sentences
    behind that, where neither they nor the sentence before speak of anybody else. What stands in quotation marks is passed over: it is of others.
    """
    for paragraphs in updates:
        about, others = "", False
        for sentence in (each for text in paragraphs for each in sentences_outside_quotes(_QUOTED.sub("“…”", text))):
            named = mentioned(sentence, people)
            if not named and (found := _OPENS_WITH.match(sentence)):
                if about:
                    people[about].pronouns[_GENDER[found.group(1).lower()] + BESIDE_SPEECH * sentence.startswith("“")] += 1
            elif named:
                at = sentence.find(named[0])
                behind = sentence[at + len(named[0]) :]
                opens = len(sentence[:at].split()) <= 4 and not behind.startswith(("’", "'"))
                about = named[0] if opens and len(named) == 1 else ""
                if about and (found := _BEHIND.match(behind)) and not others and not _SOMEBODY.search(_BESIDE.sub("", found.group())):
                    people[about].pronouns[_GENDER[found.group(1)]] += 1
            elif sentence.strip("“”…., "):
                about = ""
            rest = sentence[sentence.find(about) :] if about and about in sentence else sentence
            others = len(named) > 1 or (bool(named) and not about) or _SOMEBODY.search(_BESIDE.sub(" ", rest)) is not None
            if others:
                about = ""
