"""A paragraph → pieces: what the anchor says, what another voice quotes, and who is quoted. A quotation never stands alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.edit.attribution import HAS_VERB, VERBS
from pipeline.edit.mend import capital, full_stop, mend
from pipeline.edit.speakers import Speakers
from pipeline.model import Source, Update
from pipeline.regex import regex
from pipeline.text.names import TOLD_ME, Person, known_as
from pipeline.text.sentences import curly, quotations, sentences_outside_quotes

_OPENED = regex(r"^“([^“”]+)”\s*(.*)$", re.DOTALL)
_INTRODUCED = regex(r"^(.*?[\w,’')]):\s*“([^“”]+)”$", re.DOTALL)
_MID_WORD = regex(r"^(.*\s)“(\w+(?:\s\w+){0,3}):\s([^“”]+[.?!])”\.?$", re.DOTALL)
_SHOUTED = regex(r"^((?:[A-ZÀ-Þ][A-ZÀ-Þ’'.-]*\s){0,3}([A-ZÀ-Þ][A-ZÀ-Þ’'-]+)):\s")
_OFFICE_FIRST = regex(rf"^({VERBS})\s((?:the|an?)\s(?:[a-z’'-]+\s){{0,3}}[a-z’'-]+),\s([A-Z][^,]*)(,.*)?$")
"""`said the guild’s treasurer, Ann Other`."""
_INVERTED = regex(
    rf"^({VERBS})\s((?:(?:the\s|an?\s)?(?:[a-z-]+\s){{0,3}}[A-Z]|(?:the|an?|one|another|his|her|their|its|some|many|several|two|three)\s(?=[a-z]))[^,]*|"
    rf"one|another|others|some|many|both)(,.*)?$"
)
_ADDED = regex(r"^([^“”]+?),?\s(?:adding|and added|before adding|and continued|continuing):\s*“([^“”]+)”\.?$")
_NAME_AND_WHEN = regex(rf"(?:{VERBS})\s(?:[A-Z][\w’-]+\s){{1,3}}(?:when|after|before|while|as)\s")
"""`said Ann Other when told of it`: no comma shows where who it is ends."""
_HOW = regex(r",\s(?:[a-z]+ing|[a-z]+ly|in|on|at|after|before|during|when|while|as|with|to|by|through|via|for|and|but)\b")
_COMMA = regex(r",\s(?:[a-z]+ing|[a-z]+ly|as|when|while|for|and|but)\b")
"""Of these the ones that a comma parts from the verb."""
_ON_IT = regex(
    r",?\s(?:(?P<more>adding|before adding|and added|but added)|describing|calling|referring|alluding|likening|comparing|dismissing|citing|noting|"
    r"accusing|blaming|before [a-z]+ing|in (?:an? )?(?:apparent |clear |veiled )?(?:reference|allusion|response|reply) to)\b"
)
"""Behind "he said": what the words are about. Before a few words it says more than they do; what is added comes after them, however long they are."""
FEW_WORDS = 6
_SPLIT = regex(rf"\b(?:{VERBS})\b[^,“”]*,\s“")
"""`“A,” she said, “b” to me.`: what she said goes on, and does not end the sentence."""
_ANSWERED = regex(r"^[^“”]{1,60}\b(?:said|says|answered|answers|replied|replies|added|adds|shouted)\b|^(?:said|answered|replied|added)\b")
"""A single word is an answer where somebody says it, else a word taken up."""
_TOLD_ME = regex(rf"(“[^“”]*”?)|{TOLD_ME.pattern}")
_ASKED = regex(rf"^(?:[A-Z][\w’-]+\s|[Hh]e\s|[Ss]he\s){{1,4}}(?:{VERBS})\b")


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
    """Whose words a quotation gives, or what leads to one, or what holds one that the anchor reads: the fullest form that the text has."""
    paragraph: int = 0
    """The paragraph's place in the update, from 0 (the lead)."""
    update: str = ""


def pieces_of(update: Update, people: dict[str, Person]) -> list[Piece]:
    """The pieces of an update in the order of its paragraphs, quotations moved behind the words that attribute them."""
    out: list[Piece] = []
    main = update.actors[0] if update.actors else ""
    known = known_as(main, people)
    last = known.formal if known else main
    for number, paragraph in enumerate(update.paragraphs):
        for sentence in _whole(sentences_outside_quotes(curly(_in_small_letters(mend(paragraph.text), people)))):
            found = _sentence(sentence, paragraph.source, Speakers(people, last, out))
            out += [
                replace(piece, text=piece.text if piece.quote else _said(piece.text), paragraph=number, update=update.id) for piece in found
            ]
            last = next((piece.speaker for piece in reversed(found) if piece.quote or piece.speaker), last)
    return out


def _in_small_letters(text: str, people: dict[str, Person]) -> str:
    """`ANN OTHER: We wait.` → `Ann Other: We wait.`: a transcript's capitals are no initials."""
    shouted = _SHOUTED.match(text)
    return shouted[1].title() + text[shouted.end(1) :] if shouted and shouted[2].title() in people else text


def _whole(sentences: list[str]) -> list[str]:
    """`“Can it?” Putin said.` is one sentence, though the quotation in it ends like one."""
    out: list[str] = []
    for sentence in sentences:
        if out and re.search(r"[?!]”$", out[-1]) and out[-1].startswith("“") and _ASKED.match(sentence):
            out[-1] = f"{out[-1]} {sentence}"
        else:
            out.append(sentence)
    return out


def _sentence(sentence: str, source: Source, speakers: Speakers) -> list[Piece]:
    """One sentence with its quotations: its pieces in the order of telling; as it stands where nobody can be sure whose words they are."""
    spans = quotations(sentence)
    opened = _OPENED.match(sentence)
    if not any(span.full for span in spans) and not (opened and _ANSWERED.search(opened.group(2))):
        return [Piece(sentence, source)]
    if opened:
        words, rest = opened.group(1), opened.group(2).strip()
        if not rest and speakers.before:
            who = speakers.carried(source)
            return [Piece(sentence, source)] if who is None else [Piece(full_stop(words), source, quote=True, speaker=who)]
        told = _attributed(words, rest, source, speakers)
        if told:
            return told
    introduced = _INTRODUCED.match(sentence)
    if introduced and "“" not in introduced.group(1).replace("”", ""):
        who = speakers.of(introduced.group(1))
        if who is not None:
            return [
                Piece(f"{introduced.group(1)}:", source, lead_in=_bare(introduced.group(1)), speaker=who),
                Piece(full_stop(capital(introduced.group(2))), source, quote=True, speaker=who),
            ]
    middle = _MID_WORD.match(sentence)
    if middle:
        who = speakers.of(middle.group(1))
        if who is not None:
            return [
                Piece(f"{middle.group(1)}“{middle.group(2)}”:", source, speaker=who),
                Piece(capital(middle.group(3)), source, quote=True, speaker=who),
            ]
    return [Piece(sentence, source)]


def _attributed(words: str, rest: str, source: Source, speakers: Speakers) -> list[Piece]:
    """`“Words,” he said[, “and more.”]` → `He said:` and the words."""
    if added := _ADDED.match(rest):
        first = _attributed(words, f"{added.group(1)}.", source, speakers)
        heard = bool(first) and first[-1].quote
        return [*first, Piece(full_stop(capital(added.group(2))), source, quote=True, speaker=first[-1].speaker)] if heard else []
    later = re.match(r"^([^“”]*?),\s*“([^“”]+)”\.?$", rest)
    attribution, more = (later.group(1), later.group(2)) if later else (rest, "")
    if "“" in attribution and (any(span.full for span in quotations(attribution)) or _SPLIT.search(attribution)):
        return []
    if not HAS_VERB.search(attribution) or (not attribution.endswith((".", "!", "?")) and not later):
        return []
    if _NAME_AND_WHEN.match(attribution):
        return []
    attribution = _straight(attribution.rstrip(".!? "))
    who = speakers.of(attribution)
    if who is None:
        return []
    on_it = None if later else _ON_IT.search(attribution)
    if on_it and (on_it["more"] or len(words.split()) <= FEW_WORDS):
        return [Piece(f"“{words}” {rest}", source, speaker=who)]
    quoted = words if not more else f"{words.rstrip(',')}{',' if more[:1].islower() else ''} {more}"
    return [
        Piece(f"{capital(attribution)}:", source, lead_in=_bare(attribution), speaker=who),
        Piece(full_stop(quoted), source, quote=True, speaker=who),
    ]


def _said(text: str) -> str:
    """`Ann Other told me that` → `Ann Other said that`: the reporter is not in the programme. What is quoted stays."""
    return _TOLD_ME.sub(lambda match: match.group(1) or ("says" if match.group().startswith("tells") else "said"), text)


def _straight(attribution: str) -> str:
    """`said Putin` → `Putin said`; `said Ann Other, a teacher` and `said the minister, Ann Other` keep who that is beside the name."""
    if office := _OFFICE_FIRST.match(attribution):
        return f"{office.group(2)}, {office.group(3)}{office.group(4) or ''}, {office.group(1)}"
    match = _INVERTED.match(attribution)
    if match is None:
        return attribution
    verb, who, rest = match.group(1), match.group(2), match.group(3) or ""
    # Who that is stays beside the name; how or where it was said stays behind the verb.
    if not rest or _HOW.match(rest):
        return f"{who} {verb}{rest}"
    beside, how = next(
        ((rest[: m.start()], rest[m.start() :]) for m in re.finditer(r",\s", rest) if m.start() and _HOW.match(rest[m.start() :])),
        (rest, ""),
    )
    return f"{who}{beside}, {verb}{how if _COMMA.match(how) else how.removeprefix(',')}"


def _bare(attribution: str) -> bool:
    """True for an attribution that holds nothing but who and that they spoke: it may go where that is known."""
    return bool(re.match(rf"^(?:[Hh]e|[Ss]he|[Tt]hey|(?:[A-Z][\w’-]+\s?){{1,3}})\s?(?:has |also )?(?:{VERBS})$", attribution.strip()))
