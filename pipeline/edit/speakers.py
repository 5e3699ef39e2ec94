"""Whose words a quotation is: the subject of what attributes it. Nobody rather than the wrong one: then the anchor reads it as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.edit.attribution import HAS_VERB, NAME, NAME_WORD, VERBS, Told, is_subject, last_clause
from pipeline.edit.unnamed import PAPER, PERSON, ROLE_CHARS, SOMEBODY, SPEAKS_FOR, WHO, small
from pipeline.model import Source
from pipeline.regex import regex
from pipeline.text.names import FULL, KIN, NICKNAME, Person, known_as, mentioned, name_in
from pipeline.text.plausible import bare, plausible
from pipeline.text.sentences import quotations
from pipeline.text.words import WEEKDAY

_TURN = regex(r"^(?:However|But|And|Meanwhile|Also|Yet|So|Then|Later|Earlier),?\s")
"""What a sentence can open with before its subject."""
BESIDE = regex(
    r"^(?:Asked|Told|Outside|Inside|Near|Across|From|Since|By|Amid|Among|Earlier|Later|Today|Yesterday|In|On|At|After|Before|When|While|As|With|Despite|Following|During|Under|For|[A-Z][a-z]+ing)\b"
    rf"(?:(?!\b(?:was|is|were|are)\b)[^,“”]){{2,120}},\s(?:{NAME},\s(?={NAME}\s(?:has |had )?(?:{VERBS})\b))?(?=\S)"
)
"""A clause before the subject: "Asked when, she said", "Asked by her lawyer, Bo Field, Other said"."""
_STOP = regex(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.;]\s")
"""What ends what stands before the subject; no `Mr.`, no initial."""
_WHEN = regex(rf"[,:]\s(?=\w+ing\b)|\son\s(?=(?:{WEEKDAY})\b)|\s(?:yesterday|today|tonight|earlier|last|this)\b")
"""What stands behind who says it."""
_FULL_NAME = rf"(?:(?:[A-Z]\.\s?){{1,3}}{NAME_WORD}|{NAME_WORD}(?:\s(?:[A-Z]\.\s)?{NAME_WORD}){{1,2}})"
_CALLED = r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?"
_BOTH = regex(rf"{NAME}\sand\s{NAME}")
_STRANGER = regex(rf"({NAME})(?:\s(?:has|had|also|then))*")
_DETERMINED = regex(r"^(?:the|an?|one|another|some|many|several|two|three|his|her|their|its|my|our|most|other|both)\b", re.IGNORECASE)
_NOBODY = regex(
    r"(?:one|another|others|some|many|most|both|all|a few|several|two|three)(?:\s(?:has|had|also|then|of them|more))*", re.IGNORECASE
)
_THEY = regex(r"(?!(?:he|she|they|it|who|which|that|there|and|but|as|also|has|had)\b)[a-z][\w’'-]*(?:\s[\w’'-]+){0,3}")
"""`officials`, `two of the firefighters`."""
_KIN = regex(rf"^(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur)\s[^,]*?(?:\b(?P<name>{NAME}))?$")
_KIN_NAMED = regex(rf"(?:His|Her|Their)\s(?:[\w-]+\s){{0,2}}[\w-]+,?\s({NAME})\b")
_KIN_OPENS = regex(
    rf"(?:His|Her|Their)\s(?:[\w-]+\s)?(?:{KIN}|aide|lawyer|agent|neighbou?r|colleague|counterpart|deputy|boss|rival|opponent)\b"
)
_OF = regex(r"\b(?:of|for|to|from|with|at|by|in|on|against|about|under|outside|near|behind|representing|like)\s[^,]*$")
_OWNED = regex(r"^[^,“”]{2,70}[’'](?:s|)\s[^,“”]{2,60}")
"""`Other’s deputy`, `the Jones’ daughter`."""
_ORGANISATION = regex(r"[Tt]he ((?:[A-Z][\w-]+\s)+(?:(?:of|for|and|on)\s(?:the\s)?(?:[A-Z][\w-]+\s)+)*)")
_BODY = regex(
    r"\b(?:group|agency|think tank|company|firm|ministry|department|bank|union|club|organisation|organization|institute|office|newspaper|paper|airline|"
    r"charity|party|council|committee|watchdog|regulator|body|association|federation|centre|center|university|hospital|force|court|embassy|foundation|"
    r"service|board|trust|retailer|operator|carrier|campaign|team|government|administration|commission|observatory|museum|school|broadcaster)$"
)
"""What an organisation is called when it is meant again."""
_OFFICE = regex(
    r"The\s(?:(?:[A-Z][\w’'-]+|former|outgoing|new|acting|deputy)\s){0,2}(?:president|prime minister|premier|chancellor|king|queen|pope|leader|minister|secretary|"
    r"mayor|governor|ambassador|captain|manager|coach|champion|chairman|chairwoman|chief executive)\b(?![’']|,\s[A-Z]|\s[A-Z])"
)
"""Whoever holds an office, without the name: the one of whom the talk was."""
_OPENS = regex(rf"({NAME})(,|\s[a-z])")
_EPITHET = regex(r"[Tt]he\s(?:[0-9]{1,3}-year-old|[A-Z][a-z]+(?:man|woman|ian|ean)|(?:mother|father)-of-(?:\w+))")
"""The one of whom the talk was: `the Dutchman`, `the 22-year-old`."""
_PRONOUNS = ("he", "she")
_HERS = {he: regex(rf"\b{whose}\s(?:[\w-]+\s){{0,2}}?(?:{KIN})\b") for he, whose in (("he", "her"), ("she", "his"))}
"""`Ann Other, who came with her husband, said`: he is not Other."""
_OTHER = {"he": r"She\b", "she": r"He\b"}  # “She said: …” and then “he added”: that is somebody else
_REPLIES = frozenset({"replied", "replies", "answered", "answers", "responded", "responds"})
_ASKS = regex(r"\b(?:asks|asked|questions|questioned)\s(?P<whom>[^,“”?]{2,60}).*\?$")
"""`The barrister asks Other one last question: was she there?`: what is answered is Other’s."""
_AGAIN = "the same"
_UNSURE = "somebody else, perhaps"
_UNREAD = regex(r"[,.!?…][’']?$")
_PRESENTED = regex(
    rf"({_FULL_NAME})(?:\sMP|\sMSP|\sQC|\sKC)?"
    rf"(?=,\s(?:who|whose|the|an?|of|from|for|[a-z]+ing|\d)|\s(?:disagreed|agreed|refused|says|is|was|has|had|{VERBS})\b)"
)
"""A name at the head of a sentence that says who it is, or what it says or does."""
_ACCORDING = regex(r"According to ([^,“”]{2,60}),\s")
_ONE_NAME = regex(rf"({NAME_WORD})(?:(,\s\d{{1,3}}(?=[,.]))|\s(?:(?:has|had|also|then|later|earlier|[a-z]+ly)\s){{0,2}}(?:{VERBS})\b)")
"""`Asha, 34, of Fenn`: somebody. `Asha said`: somebody, or a firm."""
_NAMED_BEHIND = regex(rf"(?:An?|The|One|[A-Z][\w’'-]+[’']s?)\s[^,“”]{{2,60}},\s({_FULL_NAME}),")
"""`A lifeguard, Bo Field, said`."""
_IS = regex(rf"(?:An?|The)\s[a-z][^,“”]{{2,40}}?\s(?:is|was)\s(?:Mr\s|Mrs\s|Ms\s|Dr\s)?({_FULL_NAME})\b")
"""`The next witness is Bo Field`."""
OPENS_WITHIN = 4
"""Words before a name that opens a sentence: "The former prime minister Ann Other"."""
BACK = 4
"""Sentences that one goes back to see whom "he" means."""


class Speakers:
    """The people of a day, and who spoke last in an update."""

    def __init__(self, people: Mapping[str, Person], last: str, before: Sequence[Told]) -> None:
        """`last` is who spoke last, or whom the update is about; `before` are the sentences before the one that is looked at."""
        self.people, self.last, self.before = people, last, before

    def of(self, attribution: str) -> str | None:
        """Who it is that says it, in the fullest form that the text has; SOMEBODY without a name, None where that is not sure."""
        attribution = NICKNAME.sub(" ", attribution)
        opener = BESIDE.match(attribution)
        if opener and HAS_VERB.search(attribution, opener.end()):
            attribution = attribution[opener.end() :]
        attribution = last_clause(attribution)
        verb = HAS_VERB.search(attribution)
        subject = attribution[: verb.start()] if verb else attribution
        clause = _TURN.sub("", _STOP.split(subject)[-1])
        if verb and not clause.strip(" ,"):
            # "said the bank’s analyst, Ann Other": who it is stands behind the verb.
            behind = _WHEN.split(attribution[verb.end() :])[0].strip(" ,.:")
            again = re.fullmatch(rf"(.+)\s(?:{VERBS})", behind)  # "shouted voices said"
            return self._phrase(f"{verb.group()} {again.group(1)}" if again else behind)
        tail = re.search(r"\b(he|she|they|it)\s(?:has |have |also |had |did |then )*$", clause, re.IGNORECASE)
        if found := tail if tail and is_subject(clause, tail) else re.match(r"(he|she)\b", clause, re.IGNORECASE):
            replies = verb is not None and verb.group() in _REPLIES and not opener and bool(self.before) and self.before[-1].quote
            return None if replies else self.meant(found.group(1).lower())  # nobody replies to himself
        return self._phrase(clause.strip(" ,"))

    def carried(self, source: Source) -> str | None:
        """Whose words a quotation is that stands without any attribution, in the paragraph of that `source`; None where it may be the other one's turn."""
        said = self.before[-1] if self.before else None
        lead_in = next((each.text for each in reversed(self.before) if not each.quote), "")
        if said is None or said.quote:
            return None if said and said.source != source and _REPLIES & set(lead_in.rstrip(":").split()) else self.last
        if said.speaker:
            return said.speaker
        if said.text.endswith(":"):
            return self.of(said.text)
        if any(_UNREAD.search(span.words.strip()) for span in quotations(said.text)) or said.text.count("“") != said.text.count("”"):
            return None  # who said what stands before it could not be told apart: nor can this
        about = self._about(said.text)
        if about == _UNSURE:
            return None
        if about in _PRONOUNS:
            return self.meant(about)
        return self.last if about in (None, _AGAIN) else about

    def meant(self, pronoun: str) -> str | None:
        """Whom `he` or `she` means: whoever the sentences right before are about, else who spoke last, where that can be he or she.

        Without a pronoun it is whoever that is.
        """
        if pronoun in ("they", "it"):
            return SOMEBODY if known_as(self.last, self.people) else self.last
        for said in list(reversed(self.before))[:BACK]:
            if said.quote or (said.text.endswith(":") and said.speaker):
                break
            if asks := _ASKS.search(said.text):
                return self._asked(asks["whom"], pronoun)
            about = self._about(said.text)
            if about == _AGAIN and self._held_by_another(said.text):
                return None
            if about in (*_PRONOUNS, _AGAIN):
                continue
            if about == _UNSURE:
                return None
            if about is not None:
                person = known_as(about, self.people)
                if person is None and about.startswith("the ") and self._named_before(said, pronoun):
                    return None
                if person is None or not pronoun or person.pronoun in ("", pronoun):
                    return about
                others = [self.people[s] for s in mentioned(said.text, self.people) if self.people[s] is not person]
                fitting = [other for other in others if other.pronoun == pronoun]
                return fitting[0].formal if len(others) == len(fitting) == 1 else None
        person = known_as(self.last, self.people)
        if pronoun and not (person and person.pronoun):
            lead_in = next((said for said in reversed(self.before) if not said.quote), None)
            text = lead_in.text if lead_in else ""
            other = lead_in is not None and lead_in.speaker == self.last and re.match(_OTHER[pronoun], text)
            return None if other or _HERS[pronoun].search(text) else self.last
        return self.last if person is None or not pronoun or person.pronoun == pronoun else None

    def _asked(self, whom: str, pronoun: str) -> str | None:
        """Who is asked, where that is one person whom the text may call so."""
        named = [self.people[surname] for surname in self._names(whom)]
        return named[0].formal if len(named) == 1 and pronoun and named[0].pronoun in ("", pronoun) else None

    def _named_before(self, said: Told, pronoun: str) -> bool:
        """Whether somebody with a name was spoken of right before "The returning officer ordered a recount": "he" behind it can be either."""
        before = self.before[: self.before.index(said)][-1:]
        about = self._about(before[0].text) if before and not before[0].quote else None
        person = known_as(self.last if about in _PRONOUNS else about or "", self.people)
        return person is not None and bool(pronoun) and person.pronoun in ("", pronoun)

    def _held_by_another(self, sentence: str) -> bool:
        """Whether "The prime minister" is not whom the talk was of: "the prime minister’s wife, Ann Other"."""
        office = _OFFICE.match(_TURN.sub("", sentence))
        held = re.compile(rf"\b{re.escape(office.group().split()[-1])}[’']s?\s[a-z]") if office else None
        return held is not None and any(held.search(said.text) for said in self.before[-BACK:])

    # ── phrases ──────────────────────────────────────────────────────────────────────────────────────────

    def _names(self, text: str) -> list[str]:
        """The people whom a phrase names, without those to whom something or somebody belongs."""
        return [s for s in mentioned(text, self.people) if not re.search(rf"{re.escape(s)}[’'](?:s\b|(?=\s|$))", text)]

    def _phrase(self, text: str) -> str | None:
        """Whom a subject names: `Ann Other, the mayor`, `the mayor, Ann Other`, `Other’s deputy`, `an aide to Other`, `the ministry`."""
        head, *rest = [part.strip() for part in re.split(r",\s", text)] or [""]
        if not head:
            return None
        for surname in self._names(head):
            # "an aide to Ann Other" is not Ann Other; "Analyst Ann Other of the bank" is.
            if not (_OF.search(head[: head.find(surname)]) and _DETERMINED.match(head)):
                return SOMEBODY if _BOTH.fullmatch(head) else self._called(head, surname)
        for part in rest:
            if named := self._opening(part):
                return named
            if stranger := re.fullmatch(NAME, part):
                return stranger.group()
        if _NOBODY.fullmatch(head):
            return SOMEBODY
        if kin := _KIN.match(head):
            return kin.group("name") or SOMEBODY
        if PAPER.search(head):
            return SOMEBODY
        if _EPITHET.fullmatch(head):
            return self.meant("")
        if titled := self._titled(head):
            return titled
        if _DETERMINED.match(head) or _OWNED.match(head):
            organisations = [m.group(1).strip() for said in self.before[-3:] for m in [_ORGANISATION.match(said.text)] if m]
            again = re.match(r"the\b", head, re.IGNORECASE) and _BODY.search(head)
            return (
                f"the {organisations[-1]}"
                if organisations and again
                else small(re.sub(r"\s(?:has|had|have|also|then|who|which|that|and|but|reads?)$", "", head))
            )
        if stranger := _STRANGER.fullmatch(head):
            name = name_in(stranger.group(1)) or stranger.group(1)
            initials = [m.group() for said in self.before for m in re.finditer(rf"\b(?:[A-Z]\.\s?){{1,3}}{re.escape(name)}\b", said.text)]
            return initials[0] if initials else name
        return head if _THEY.fullmatch(head) else None

    def _titled(self, head: str) -> str:
        """Whom `the Prime Minister` means: the one person of that title whom the update has named; else nobody."""
        named = dict.fromkeys(surname for said in self.before for surname in mentioned(said.text, self.people))
        those = [
            self.people[s].formal for s in named if self.people[s].title and head.casefold() == f"the {self.people[s].title}".casefold()
        ]
        return those[0] if len(those) == 1 else ""

    def _opening(self, text: str) -> str:
        """The person with whose name a text opens."""
        for surname in self._names(text)[:1]:
            if len(text[: text.find(surname)].split()) <= OPENS_WITHIN and not _OF.search(text[: text.find(surname)]):
                return self._called(text, surname)
        return ""

    def _called(self, text: str, surname: str) -> str:
        """The fullest form of a name; of a surname that several have, what the text calls this one of them: `Ann Other`, `Mrs Other`."""
        if not self.people[surname].shared:
            return self.people[surname].formal
        given = re.search(rf"{_CALLED}(?:{NAME_WORD}\s){{0,2}}{re.escape(surname)}\b", text)
        return given.group() if given and plausible(given.group()) else surname

    def _about(self, sentence: str) -> str | None:
        """Who opens a sentence: a name, `he`, `she`, _AGAIN, somebody unnamed; None where it is about no person."""
        text = _TURN.sub("", NICKNAME.sub(" ", sentence))
        if according := _ACCORDING.match(text):
            return self._opening(according.group(1)) or _UNSURE
        if opener := BESIDE.match(text):
            text = text[opener.end() :]
        if pronoun := re.match(r"(?:He|She)\b", text):
            return pronoun.group().lower()
        if speaks := SPEAKS_FOR.match(text):
            return small(speaks.group(1))
        if presented := _NAMED_BEHIND.match(text) or _IS.match(text):
            return self._opening(presented.group(1)) or presented.group(1)
        if _OFFICE.match(text):
            return _AGAIN
        head, _, behind = text.partition(", ")
        if kin := _KIN_NAMED.match(text):
            return self._opening(kin.group(1)) or kin.group(1)
        if _KIN_OPENS.match(text):
            return SOMEBODY
        if _OWNED.match(head) and behind:
            # "Other’s agent, Bo Field, said": it is about Field.
            stranger = _OPENS.match(behind)
            if found := self._opening(behind) or (stranger.group(1) if stranger and stranger.group(2) == "," else ""):
                return found
        if named := self._opening(" ".join(text.split()[: OPENS_WITHIN + 3])):
            return named
        if somebody := PERSON.match(text):
            beside = re.sub(r"^\d{1,3}-year-old\s", "", behind) if len(head) <= len(somebody.group()) + ROLE_CHARS else ""
            stranger = _OPENS.match(beside)
            return self._opening(beside) or (stranger.group(1) if stranger and " " in stranger.group(1) else small(somebody.group()))
        if somebody := WHO.match(text):
            return small(somebody.group(1))
        if stranger := _PRESENTED.match(text):
            return None if _BODY.search(stranger.group(1).lower()) else bare(stranger.group(1))
        if (stranger := _ONE_NAME.match(text)) and plausible(stranger.group(1)):
            return stranger.group(1) if stranger.group(2) else _UNSURE
        return _UNSURE if self._others(text) else None

    def _others(self, text: str) -> bool:
        """Whether a sentence names anybody whom a pronoun behind it could mean, beside who spoke last."""
        if any(self.people[surname] is not known_as(self.last, self.people) for surname in mentioned(text, self.people)):
            return True
        names = (name_in(run.group()) or " ".join(run.group().split()[-2:]) for run in FULL.finditer(text))
        return any(plausible(name) and bare(name.split()[-1]) not in self.people for name in names if name)
