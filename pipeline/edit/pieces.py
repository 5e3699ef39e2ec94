"""A paragraph → pieces: what the anchor says, what another voice quotes, and who is quoted. A quotation never stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.edit.mend import capital, full_stop, mend
from pipeline.model import Paragraph, Source, Update
from pipeline.text.names import REPORTING, Person, mentioned
from pipeline.text.sentences import quotations, sentences_outside_quotes

_VERBS = "|".join((*REPORTING, "asked", "writes", "quipped", "joked", "began", "continued"))
_HAS_VERB = re.compile(rf"\b(?:{_VERBS})\b")
_OPENED = re.compile(r"^“([^“”]+)”\s*(.*)$", re.DOTALL)
_INTRODUCED = re.compile(r"^(.*?[\w,’')]):\s*“([^“”]+)”$", re.DOTALL)
_MID_WORD = re.compile(r"^(.*\s)“(\w+(?:\s\w+){0,3}):\s([^“”]+[.?!])”\.?$", re.DOTALL)
_ORGANISATION = re.compile(r"[Tt]he ((?:[A-Z][\w-]+\s)+(?:(?:of|for|and|on)\s(?:the\s)?(?:[A-Z][\w-]+\s)+)*)")
_TURN = re.compile(r"^(?:However|But|And|Meanwhile|Also|Yet),?\s")
"""What a sentence can open with before its subject."""
_OFFICE_FIRST = re.compile(rf"^({_VERBS})\s((?:the|an?)\s(?:[a-z’'-]+\s){{0,3}}[a-z’'-]+),\s([A-Z][^,]*)(,.*)?$")
"""`said the guild’s treasurer, Ann Other`."""
_OFFICE_NAMED = re.compile(r"[Tt]he\s[^,]{1,60},\s((?:[A-Z][\w’-]+\s){1,2}[A-Z][\w’-]+)")
_ASKED = re.compile(rf"^(?:[A-Z][\w’-]+\s|[Hh]e\s|[Ss]he\s){{1,4}}(?:{_VERBS})\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence as it will be told."""

    text: str
    source: Source
    quote: bool = False
    """True: another voice speaks it."""
    lead_in: bool = False
    """True: it only says who speaks next ("Putin said:")."""
    speaker: str = ""
    """Whose words a quotation or a lead-in gives: the fullest form that the text has."""
    paragraph: int = 0
    """The paragraph's place in the update, from 0 (the lead)."""
    update: str = ""


def pieces_of(update: Update, people: dict[str, Person]) -> list[Piece]:
    """The pieces of an update in the order of its paragraphs, quotations moved behind the words that attribute them."""
    out: list[Piece] = []
    speaker = _formal(update.actors[0] if update.actors else "", people)
    for number, paragraph in enumerate(update.paragraphs):
        found = _paragraph(paragraph, people, speaker, out)
        out.extend(replace(piece, paragraph=number, update=update.id) for piece in found)
        speaker = next((piece.speaker for piece in reversed(found) if piece.speaker), speaker)
    return out


def _formal(name: str, people: dict[str, Person]) -> str:
    return next((p.formal for p in people.values() if name in (p.formal, p.full, p.surname, *p.forms) and name), name)


def _paragraph(paragraph: Paragraph, people: dict[str, Person], speaker: str, before: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    source = paragraph.source
    for sentence in _whole(sentences_outside_quotes(curly(mend(paragraph.text)))):
        here = next((p.speaker for p in reversed(out) if p.speaker), speaker)
        out.extend(_sentence(sentence, source, people, here, [*before, *out]))
    return out


def _whole(sentences: list[str]) -> list[str]:
    """`“Can it?” Putin said.` is one sentence, though the quotation in it ends like one."""
    out: list[str] = []
    for sentence in sentences:
        if out and re.search(r"[?!]”$", out[-1]) and out[-1].startswith("“") and _ASKED.match(sentence):
            out[-1] = f"{out[-1]} {sentence}"
        else:
            out.append(sentence)
    return out


def curly(text: str) -> str:
    """Straight double quotation marks as curly ones, where they pair."""
    if text.count('"') % 2:
        return text
    return re.sub(r'"([^"]*)"', r"“\1”", text)


def _sentence(sentence: str, source: Source, people: dict[str, Person], speaker: str, before: list[Piece]) -> list[Piece]:
    """One sentence with its quotations: its pieces in the order of telling."""
    spans = quotations(sentence)
    if not any(span.full for span in spans):
        return [Piece(sentence, source)]
    opened = _OPENED.match(sentence)
    if opened:
        words, rest = opened.group(1), opened.group(2).strip()
        if not rest and before:
            if any(span.full for span in quotations(before[-1].text)) and before[-1].source == source:
                return [Piece(sentence, source)]  # who said what stands before it could not be told apart: nor can this
            return [Piece(full_stop(words), source, quote=True, speaker=speaker)]
        told = _attributed(words, rest, source, people, speaker, before)
        if told:
            return told
    introduced = _INTRODUCED.match(sentence)
    if introduced and "“" not in introduced.group(1).replace("”", ""):
        who = _who(introduced.group(1), people, speaker, before)
        return [
            Piece(f"{introduced.group(1)}:", source, lead_in=_bare(introduced.group(1)), speaker=who),
            Piece(full_stop(capital(introduced.group(2))), source, quote=True, speaker=who),
        ]
    middle = _MID_WORD.match(sentence)
    if middle:
        who = _who(middle.group(1), people, speaker, before)
        return [
            Piece(f"{middle.group(1)}“{middle.group(2)}”:", source, speaker=who),
            Piece(capital(middle.group(3)), source, quote=True, speaker=who),
        ]
    return [Piece(sentence, source)]


def _attributed(words: str, rest: str, source: Source, people: dict[str, Person], speaker: str, before: list[Piece]) -> list[Piece]:
    """`“Words,” he said[, “and more.”]` → `He said:` and the words."""
    later = re.match(r"^([^“”]*?),\s*“([^“”]+)”\.?$", rest)
    attribution, more = (later.group(1), later.group(2)) if later else (rest, "")
    if "“" in attribution and any(span.full for span in quotations(attribution)):
        return []
    if not _HAS_VERB.search(attribution) or (not attribution.endswith((".", "!", "?")) and not later):
        return []
    attribution = _straight(attribution.rstrip(".!? "))
    who = _who(attribution, people, speaker, before)
    quoted = words if not more else f"{words.rstrip(',')}{',' if more[:1].islower() else ''} {more}"
    return [
        Piece(f"{capital(attribution)}:", source, lead_in=_bare(attribution), speaker=who),
        Piece(full_stop(quoted), source, quote=True, speaker=who),
    ]


def _straight(attribution: str) -> str:
    """`said Putin` → `Putin said`; `said Ann Other, a teacher` and `said the minister, Ann Other` keep who that is beside the name."""
    if office := _OFFICE_FIRST.match(attribution):
        return f"{office.group(2)}, {office.group(3)}{office.group(4) or ''}, {office.group(1)}"
    match = re.match(rf"^({_VERBS})\s((?:the\s|an?\s)?(?:[a-z-]+\s){{0,3}}[A-Z][^,]*)(,.*)?$", attribution)
    if match is None:
        return attribution
    verb, who, rest = match.group(1), match.group(2), match.group(3) or ""
    if re.match(r",\s(?:an?|the|who|whose|[A-Z])\b", rest) or re.match(r",\s[A-Z]", rest):
        return f"{who}{rest}, {verb}"
    return f"{who} {verb}{rest}"


def _bare(attribution: str) -> bool:
    """True for an attribution that holds nothing but who and that they spoke: it may go where that is known."""
    return bool(re.match(rf"^(?:[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w’-]+\s?){{1,3}})\s?(?:has |also )?(?:{_VERBS})$", attribution.strip()))


def _meant(pronoun: str, people: dict[str, Person], speaker: str, before: list[Piece]) -> str:
    """Whom `he` or `she` means: whoever opens the sentence right before, where that is no quotation, else who spoke last."""
    last = _TURN.sub("", before[-1].text) if before and not before[-1].quote else ""
    for surname in mentioned(last, people)[:1]:
        opens = len(last[: last.find(surname)].split()) <= 4
        if opens and people[surname].pronoun in ("", pronoun):
            return people[surname].formal
    return speaker


def _who(attribution: str, people: dict[str, Person], speaker: str, before: list[Piece]) -> str:
    """Whose words: the name before the verb, the person whom the pronoun means, or the organisation that the text speaks of."""
    verb = _HAS_VERB.search(attribution)
    subject = attribution[: verb.start()] if verb else attribution
    clause = re.split(r"[.;]\s", subject)[-1]
    if verb and not clause.strip():
        # "said the bank’s analyst, Ann Other": who it is stands behind the verb.
        behind = attribution[verb.end() :].strip(" ,.")
        named = mentioned(behind, people)
        return people[named[0]].formal if named else behind.split(",")[0].strip() or speaker
    tail = re.search(r"\b(he|she|they|it)\s(?:has |have |also |had |did )?$", clause, re.IGNORECASE)
    if tail and tail.group(1).lower() in ("he", "she"):
        return _meant(tail.group(1).lower(), people, speaker, before)
    named = mentioned(clause, people)
    if named:
        return people[named[-1]].formal
    if re.match(r"^(?:he|she)\b", clause, re.IGNORECASE) or re.search(r"\b(?:he|she)\b\s*\w*\s*$", clause):
        return speaker
    if office := _OFFICE_NAMED.fullmatch(clause.strip(" ,")):
        return office.group(1)
    organisations = [m.group(1).strip() for piece in before[-3:] for m in [_ORGANISATION.match(piece.text)] if m]
    if re.match(r"^(?:the|a|it)\b", clause.strip(), re.IGNORECASE):
        return f"the {organisations[-1]}" if organisations else clause.strip().rstrip(",")
    # "Other answered": somebody whom the text names and does not present.
    stranger = re.fullmatch(r"((?:[A-Z][\w’-]+\s?){1,3}?)(?:\s(?:has|had|also))*", clause.strip())
    return (stranger.group(1).strip() if stranger else "") or speaker or clause.strip()
