"""Pieces → beats: who is named how, where an attribution stands, what need not be said twice.

The edits to a source's sentence that are made here, and no others:

- *attribution moved*: "X said that the plan failed" → "The plan failed, X said", so that not every sentence starts with X;
- *attribution turned*, in `pipeline.edit.pieces`: "said X, 43" → "X, 43, said"; "told me that" → "said that";
- *attribution shortened*: an occasion ("at a press conference in …") is said once in a programme;
- *attribution dropped*: before a quotation, where the sentence before it already says who speaks;
- *name shortened*: a person just named is "he" or "she", never across two people; a name given in full is a surname afterwards;
- *name given*: a chapter's first sentence names a person in full where the source's has the surname alone or Mr, or leans on another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.edit.by_kind import BACKGROUND, is_a
from pipeline.edit.mend import capital
from pipeline.edit.pieces import Piece
from pipeline.edit.speakers import BESIDE
from pipeline.edit.subject import named_behind
from pipeline.model import Beat, Sentence, Update
from pipeline.regex import regex
from pipeline.text.names import KIN, REPORTING, Person, known_as, mentioned, without_title
from pipeline.text.sentences import sentences_outside_quotes
from pipeline.text.words import content

BEAT_WORDS = 62
"""A paragraph that an anchor reads in one go: some 23 seconds at 160 words a minute."""

_THAT_VERBS = "said|claimed|warned|insisted|argued|announced|added|suggested|stressed|declared"
_OCCASION = regex(
    r"\b(?P<how>told|at|to|during) (?P<what>an? (?:press conference|news conference|news briefing|press briefing|security summit|summit|rally|"
    r"interview|hearing|meeting)(?: (?:in|with|at) (?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+)*)?)"
)
_OFFICE = regex(
    r"^(?:[A-Z][\w-]+[’']s|The (?:[A-Z][\w-]+\s)?)\s?(?:president|prime minister|chancellor|king|queen|leader|minister)\b(?![’'])"
)
_TRAILING = regex(rf",\s(?P<who>[^,“”]{{2,60}}?)(?:,(?P<name>[^,“”]*),)?\s(?:has |have )?(?:{'|'.join(REPORTING)})\.$")
_PRONOUN = regex(r"^(He|She)\b")
_SAYS_FIRST = regex(rf"(?:He|She|(?:[A-Z][\w’.-]+\s){{0,3}}[A-Z][\w’-]+) (?:has |had |also )*(?:{_THAT_VERBS})\b")
_AND_ANOTHER = regex(r"(?:[A-Z][\w’-]+\s){1,4}and\s[A-Z]")
_KIN = rf"\s(?:(?:{KIN}|twin|sibling|parent)s?|family|families|couple|children)\b"
"""Behind a surname that is not one person's: `the Other sisters`."""
_UNKNOWN = regex(
    r"(?!(?:The|A|An|In|On|At|It|This|That|They|But|And|However|There|His|Her|Their|No|Last|For|As|When|After|Before)\b)[A-Z][\w’-]+\s"
)
"""A sentence that opens with what may be a name."""


@dataclass(slots=True)
class Teller:
    """Tells pieces in order, and remembers what the listener has already heard."""

    people: dict[str, Person]
    updates: dict[str, Update]
    occasions: set[str] = field(default_factory=set)
    """Told in this programme."""
    introduced: set[str] = field(default_factory=set)
    """Surnames named in full in this chapter."""
    last: Piece | None = None
    """The piece told before this one in this chapter."""
    subject: str = ""
    """Surname of whom the last piece is about."""
    moved: bool = False
    """The last sentence had its attribution moved."""

    def chapter(self, pieces: list[Piece], *, goes_on: bool = False) -> tuple[Beat, ...]:
        """The beats of one chapter, its pieces in the order of telling; one that `goes_on` knows who was named in full before."""
        self.introduced, self.last, self.subject, self.moved = self.introduced if goes_on else set(), None, "", False
        told = [piece for piece in (self._piece(p) for p in pieces) if piece is not None]
        return self._beats(told)

    # ── one piece ────────────────────────────────────────────────────────────────────────────────────────

    def _piece(self, piece: Piece) -> Piece | None:
        if piece.quote:
            self._told(piece, self._surname(piece.speaker) or self.subject)
            return piece
        piece = self._occasion(piece)
        subject = self._subject(piece)
        if piece.lead_in and self._known(piece, subject):
            return None
        named = self._move(piece, subject) or self._name(piece, subject)
        self._told(named, subject)
        return named

    def _told(self, piece: Piece, subject: str) -> None:
        for surname in mentioned(piece.text, self.people):
            if any(form in piece.text for form in self.people[surname].forms):
                self.introduced.add(surname)
        self.last, self.subject = piece, subject

    def _known(self, piece: Piece, subject: str) -> bool:
        """True where the listener already knows who speaks next."""
        return bool(subject) and self._follows(piece) and self.subject == subject

    def _follows(self, piece: Piece) -> bool:
        """Whether what stands before it in its source was told right before it."""
        last = self.last
        return last is not None and last.update == piece.update and last.paragraph in (piece.paragraph, piece.paragraph - 1)

    def _surname(self, name: str) -> str:
        known = known_as(name, self.people)
        return known.surname if known else ""

    def _main(self, piece: Piece) -> str:
        update = self.updates.get(piece.update)
        return self._surname(update.actors[0]) if update and update.actors else ""

    def _subject(self, piece: Piece) -> str:
        """The surname of whom a sentence is about: who opens it, or who is said to say it; of a "he" or "she" only whom it means for sure."""
        subject = self._about(piece)
        pronoun = _PRONOUN.match(piece.text)
        return "" if pronoun and subject and self.people[subject].pronoun != pronoun.group(1).lower() else subject

    def _about(self, piece: Piece) -> str:
        text = re.sub(r"^(?:However|But|And|Meanwhile|Also),?\s", "", piece.text)
        bare = without_title(text)
        for surname, person in self.people.items():
            if any(
                re.match(rf"{re.escape(form)}\b(?![’']|{_KIN})", each)
                for form in (*person.forms, surname)
                for each in dict.fromkeys((text, bare))
            ):
                return "" if _AND_ANOTHER.match(text) else surname
        if piece.speaker:  # who is heard next, or who says what the anchor reads with its marks
            return self._surname(piece.speaker)
        if _OFFICE.match(text):
            return self._main(piece)
        if _PRONOUN.match(text):
            return self._meant(piece)
        trailing = _TRAILING.search(text)
        if trailing:
            who = trailing.group("who")
            if who in ("he", "she"):
                return self._meant(piece)
            named = [s for s in mentioned(who, self.people) if not re.search(rf"{re.escape(s)}[’']s\b", who)]
            return named[0] if named else self._surname(without_title((trailing.group("name") or "").strip()))
        return named_behind(text, self.people)

    def _meant(self, piece: Piece) -> str:
        """Whom "he" or "she" means: the subject of the sentence before it, in the source, where that is somebody whom we know; else nobody for sure."""
        if self._follows(piece):
            return self.subject
        above = self.updates[piece.update].paragraphs[: piece.paragraph] if piece.update in self.updates else ()
        for text in (sentence for paragraph in reversed(above) for sentence in reversed(sentences_outside_quotes(paragraph.text))):
            opens = next((s for s in self.people if self._opening(text, s)), "")
            if opens:
                return "" if _AND_ANOTHER.match(text) else opens
            if not _PRONOUN.match(text) and (mentioned(text, self.people) or _UNKNOWN.match(text)):
                break
        else:
            return self._main(piece) if above else ""
        # Somebody is named: who is meant is sure only where that is the one whom all of it is about.
        named = {s for paragraph in above for s in mentioned(paragraph.text, self.people)}
        return self._main(piece) if named == {self._main(piece)} else ""

    def _occasion(self, piece: Piece) -> Piece:
        """Say an occasion once: "said at a meeting in Oslo that" → "said that" from then on."""
        match = _OCCASION.search(piece.text)
        if match is None:
            return piece
        what = match.group("what")
        if what not in self.occasions:
            self.occasions.add(what)
            return piece
        if match.group("how") == "told":
            # Told somebody something; without the listener it is said.
            text = piece.text[: match.start()] + "said" + piece.text[match.end() :]
        else:
            text = piece.text[: match.start()].rstrip() + piece.text[match.end() :]
        bare = re.fullmatch(rf"(?:He|She|(?:[A-Z][\w’-]+\s?){{1,3}}) ?(?:{'|'.join(REPORTING)}):", text) is not None
        # "X was speaking at a summit": nothing would be left of such a sentence.
        if re.search(r"\b(?:was|is) speaking\s*[.:]$", text):
            return piece
        return replace(piece, text=text, lead_in=piece.lead_in or bare)

    # ── names and attributions ───────────────────────────────────────────────────────────────────────────

    def _may_be_pronoun(self, subject: str) -> bool:
        """True where "he" can mean nobody else: the last piece is about this person and names no other."""
        if not subject or self.last is None or self.subject != subject or not self.people[subject].pronoun:
            return False
        others = [s for s in mentioned(self.last.text, self.people) if s != subject]
        return not others

    def _short(self, subject: str) -> str:
        if self._may_be_pronoun(subject):
            return self.people[subject].pronoun
        person = self.people[subject]
        return person.short if subject in self.introduced else person.formal

    def _opening(self, text: str, subject: str) -> str:
        """The form of the person's name with which a text opens, or empty: "Holt Energy" opens with nobody."""
        if not subject:
            return ""
        forms = sorted((*self.people[subject].forms, self.people[subject].short), key=len, reverse=True)
        return next((form for form in forms if re.match(rf"{re.escape(form)}(?:\s(?![A-ZÀ-Þ])|:)", text)), "")

    def _move(self, piece: Piece, subject: str) -> Piece | None:
        """Turn "X said that the plan failed" into "The plan failed, X said", after another sentence that opens with X, or with what X said."""
        again = _PRONOUN.match(piece.text) if self.last and self._follows(piece) and _SAYS_FIRST.match(self.last.text) else None
        opening = again.group() if again else self._opening(piece.text, subject)
        if not opening or self.last is None or (self.subject != subject and not again) or self.moved or piece.text.endswith(":"):
            return None
        match = re.match(rf"{re.escape(opening)} (?P<said>(?:has |had |also )*(?:{_THAT_VERBS}))(?: that)? (?P<claim>.+)\.$", piece.text)
        if match is None:
            return None
        claim = match.group("claim")
        # A claim about "he" needs the name before it; "said in a letter that" is no claim yet.
        if re.match(r"(?:he|she|it|they|his|her|their|in|at|on|to|of|during|after|before)\b", claim) or len(claim.split()) < 6:
            return None
        # Two statements in one sentence share their speaker: it stays in front of both.
        if re.search(rf"\b(?:and|but|adding|while|before) (?:{'|'.join(REPORTING)}|that|adding)\b|\badding that\b", claim):
            return None
        tag = f"{opening.lower() if again else self._short(subject)} {match.group('said')}"
        turn = re.search(r"(?:,| —| –) (?=but )", claim)
        text = f"{claim[: turn.start()]}, {tag}, {claim[turn.end() :]}." if turn else f"{claim}, {tag}."
        self.moved = True
        return replace(piece, text=capital(text))

    def _name(self, piece: Piece, subject: str) -> Piece:
        """The sentence with the name that fits its place: in full first, then the surname, or a pronoun right after."""
        self.moved = False
        if not subject:
            return piece
        text = piece.text
        opening = self._opening(text, subject)
        pronoun = _PRONOUN.match(text)
        if pronoun and self.subject != subject:
            text = f"{self._full_or_short(subject)}{text[pronoun.end() :]}"
        elif opening and self._may_be_pronoun(subject) and not re.match(rf"{re.escape(opening)}[,’']", text):
            text = f"{capital(self.people[subject].pronoun)}{text[len(opening) :]}"
        elif opening and opening != self.people[subject].short and subject in self.introduced:
            text = f"{self.people[subject].short}{text[len(opening) :]}"
        elif subject not in self.introduced and opening and opening in (subject, self.people[subject].courtesy):
            text = f"{self.people[subject].formal}{text[len(opening) :]}"
        elif subject not in self.introduced and (opener := BESIDE.match(text)) and text.startswith(f"{subject} ", opener.end()):
            text = f"{text[: opener.end()]}{self.people[subject].formal}{text[opener.end() + len(subject) :]}"
        return replace(piece, text=text)

    def _full_or_short(self, subject: str) -> str:
        return self.people[subject].short if subject in self.introduced else self.people[subject].formal

    # ── beats ────────────────────────────────────────────────────────────────────────────────────────────

    def _beats(self, pieces: list[Piece]) -> tuple[Beat, ...]:
        beats: list[Beat] = []
        for n, piece in enumerate(pieces):
            kind = self._kind(piece)
            sentence = Sentence(piece.text, (piece.source,))
            last = beats[-1] if beats else None
            if last is not None and self._joins(last, kind, piece, pieces[n - 1]):
                beats[-1] = replace(last, sentences=(*last.sentences, sentence))
            else:
                beats.append(Beat(kind, (sentence,), piece.speaker if piece.quote else "", piece.update))
        return tuple(beats)

    @staticmethod
    def _joins(last: Beat, kind: str, piece: Piece, before: Piece) -> bool:
        if piece.update != last.update or (kind == "quote") != (last.kind == "quote"):
            return False
        if kind == "quote":
            return last.speaker == piece.speaker and before.paragraph in (piece.paragraph, piece.paragraph - 1)
        # Another side's answer, and what explains, stand as paragraphs of their own; a lead-in stays with what it follows.
        if kind == "answer" or (last.kind == "answer" and not piece.lead_in):
            return False
        return sum(len(s.text.split()) for s in last.sentences) + len(piece.text.split()) <= BEAT_WORDS

    def _kind(self, piece: Piece) -> str:
        if piece.quote:
            return "quote"
        if is_a(self.updates[piece.update], BACKGROUND):
            return "background"
        if piece.paragraph == 0 or piece.text.endswith(":"):
            return "claim"
        main = self._main(piece)
        says = re.search(rf"\b(?:{'|'.join(REPORTING)})\b", piece.text)
        opener = self._opening(piece.text.replace(",", " "), next(iter(mentioned(piece.text[:60], self.people)), ""))
        if main and says and opener and self._surname(opener) != main and self._takes_up(piece):
            return "answer"
        return "claim" if says else "background"

    def _takes_up(self, piece: Piece) -> bool:
        """True where a sentence takes up a word of the paragraph above it: it answers, and is not a new matter."""
        above = self.updates[piece.update].paragraphs[piece.paragraph - 1].text
        names = {word for surname in self.people for word in content(self.people[surname].formal)}
        return bool((set(content(piece.text)) & set(content(above))) - names)
