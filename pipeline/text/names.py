"""People in a text: found by titles, full names and who is said to speak. No first name is ever made up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from pipeline.regex import regex
from pipeline.text.plausible import PARTICLES, bare, has_given, part_of_another, plausible, without_letters, words_alone
from pipeline.text.titles import COURTESY, FEMALE_TITLES, FIRST_NAMED, HONOURS, MALE_TITLES, TITLES

REPORTING = (
    "said", "says", "told", "claimed", "claims", "claim", "warned", "warns", "added", "wrote", "announced", "argued", "insisted", "suggested",
    "described", "rejected", "praised", "called", "tweeted", "posted", "confirmed", "denied", "admitted", "acknowledged", "stressed", "urged",
    "predicted", "noted", "explained", "replied", "responded", "declared", "pledged", "promised", "vowed", "accused", "demanded", "agreed",
    "revealed", "reported", "thanked", "welcomed", "condemned", "dismissed", "repeated", "recalled", "concluded", "estimated", "hailed", "answered",
)  # fmt: skip

NOW = ("tells", "adds", "writes", "replies", "insists", "argues", "explains", "admits", "stresses", "declares")
"""Reports in the present, behind a name: elsewhere a podcast tells a story, and rain adds to it."""

ATTRIBUTING = (
    *REPORTING, *NOW, "asked", "asks", "answers", "responds", "quipped", "quips", "joked", "jokes", "began", "begins", "continued", "continues",
    "shouted", "shouts", "cried", "whispered", "recalls", "concludes", "notes", "posts", "tweets",
)  # fmt: skip
"""Verbs that stand beside a quotation and say whose it is; by themselves some are nouns, or say nothing of speech."""

TOLD_ME = regex(r"\b(?:told|tells) (?:me|us)(?=[,:.]|$|\s(?:that|he|she|they|it|there)\b)")
"""What is told as "said" or "says": the reporter is not in the programme."""

_PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))})"
_NAME_WORD = r"(?!(?:Mac|Nic|Ní|Uí|Mhic|Giolla)\b)[A-ZÀ-ÖØ-Þ][\w’'\-]{0,40}[\wÀ-ÿ]"
_TITLE = "|".join(sorted((re.escape(t) for t in TITLES), key=len, reverse=True))
TITLED = regex(rf"\b({_TITLE})\.?\s+((?:[A-Z]\.\s?){{0,3}}(?:{_NAME_WORD}\s+){{0,2}}(?:{_PARTICLE}\s+){{0,2}}{_NAME_WORD})")
FULL = regex(rf"\b({_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_NAME_WORD}){{1,7}})\b")
"""A run of capitalised words: a name, or an office and a name."""
# What somebody is, before the name: "the mayor, Ann Other", "the envoy John Doe".
ROLES = (
    "minister|president|chancellor|envoy|leader|chief|executive|secretary|spokesman|spokeswoman|director|commander|astronaut|pilot|king|queen|adviser|ambassador|"
    "general|mayor|governor|scientist|engineer|author|founder|manager|captain|coach|striker|actor|singer|lawyer|judge|farmer|analyst|economist|owner|spokesperson|"
    "officer|teacher|doctor|nurse|professor|historian|researcher|trader|guide|resident|activist|campaigner|caretaker|chairman|chairwoman|chair|deputy|expert|"
    "official|reporter|correspondent|volcanologist|geologist|skipper|driver|librarian|lifeguard|landlord|landlady|shopkeeper|barrister|solicitor|magistrate|vicar|"
    "priest|surgeon|paramedic|firefighter|fisherman|chef|builder|guitarist|drummer|pianist|violinist|conductor|composer|producer|songwriter|poet|novelist|painter|"
    "comedian|presenter|footballer|goalkeeper|midfielder|defender|winger|jockey|cyclist|swimmer|golfer|boxer|prosecutor|detective|inspector|ranger|meteorologist|"
    "forecaster|senator|councillor|MP|MSP|TD|MEP|peer"
)
KIN = "mother|father|brother|sister|son|daughter|wife|husband|widow|partner|friend"
"""Whose somebody is, where no name says who."""
OFFICE_BEFORE = regex(rf"\b(?:{ROLES}|{KIN})(?:,?|\s(?:of|for|to|at)\s[^,.;:“”]{{1,40}},)\s$")
_OPENING_ROLE = regex(rf"^(?:{ROLES})\s(?=\S+\s\S)", re.IGNORECASE)
_TITLES_BEFORE = regex(rf"^(?:(?:{_TITLE}) )+")
_BRACKET = r"\s\((?:\d{1,3}|Con|Lab|Lib ?Dem|LD|Green|SNP|DUP|SDLP|UUP|Reform|Plaid|Ind|FF|FG|SF|R|D|[RD]-[A-Z][\w. ]+)\)"
"""Behind a name: how old somebody is, or of which party."""
_APPOSITION = regex(rf"\s*,\s+(?:(?:the|a|an|who|whose|[a-z-]+ (?:of|for|at|to)|\d+)\b|(?:[A-Z]\w+\s)?\w+[’']s\s)|{_BRACKET}")
_TELLS = regex(rf"\s+(?:has |had |have |was |is |will |also )*(?:{'|'.join((*REPORTING, *NOW))}|who|is|was|has|had|will)\b")
_SPEAKS = regex(rf"\s+(?:has |had |have |also )*(?:{'|'.join((*REPORTING, *NOW))}|who)\b")
_ALONE = regex(
    rf"(?:^|(?<=[.!?”\"] ))({_NAME_WORD})(?:{_BRACKET}| (?:has |had |also )?(?:was|is|had|has|did|{'|'.join((*REPORTING, *NOW))})\b)",
    re.MULTILINE,
)
"""A surname by itself at the head of a sentence: somebody whom the text has named in full."""
_MANY = regex(rf"\s+(?:has |have )?(?:{'|'.join((*REPORTING, *NOW))})\s(?:that\s)?its\b")
"""Behind an organisation: "Blue Funnel said its ships were late"."""
_OFFICES = (
    frozenset(word.capitalize() for word in ROLES.split("|"))
    | {word for title in TITLES for word in title.split() if word not in ("of", "the")}
    | frozenset(
        """Deputy Assistant Acting Senior Former Chief Fire Police Officer Head Lead Junior Shadow First Vice Opposition MP MSP MLA MLC TD MEP CEO CFO COO QC KC Foreign
    Home Prime Justice Attorney""".split()
    )
)
NAME_WORDS = 3
NICKNAME = regex(r"(?<=\w)\s[“\"‘'(][A-Z][\w-]*[”\"’')]\s(?=[A-Z])")
"""`Ann “Buddy” Other`."""
_SOMEBODY_BEHIND = regex(rf"{_BRACKET}|\s*,\s(?:who\b|\d{{1,3}}\b|(?:the|an?|[\w’-]+[’']s)\s(?:[\w’-]+\s){{0,3}}?(?:{ROLES}|head|{KIN})\b)")
_GIVEN = regex(r"[A-Z]\w+-[a-z]\w+")
"""`Jong-un`."""
_INSIDE = regex(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]cross|[Ii]nto|[Tt]hroughout)\s$")
# "…," said the bank’s analyst Ann Other.
_TOLD_BY = regex(rf"[,”\"]\s(?:{'|'.join((*REPORTING, *NOW))})\s(?:[a-z-]{{1,20}}\s){{0,3}}$")
REPORTS = regex(rf"\b(?:{'|'.join(REPORTING)})\b")


BESIDE_SPEECH = " of a quotation"
"""Beside a quotation "he said" may be somebody else: it counts where nothing else does."""


@dataclass(slots=True)
class Person:
    """Somebody whom the text names; what is known of them is only what it says."""

    surname: str
    title: str = ""
    full: str = ""
    """Given name and surname, where the text gives both."""
    honour: str = ""
    """One of HONOURS, where the text has it in front of the given name."""
    alone: bool = False
    """The surname may stand alone: the text itself has it so, or says that this is somebody."""
    whole: bool = False
    """What stands last is no surname by itself: `Kim Jong-un`, `Ann van der Other`, whom the text calls Kim and van der Other."""
    pronouns: Counter[str] = field(default_factory=Counter)
    shared: bool = False
    """Two people of the text have this surname: only what a sentence itself says tells which, and no form stands for another."""

    @property
    def formal(self) -> str:
        """The fullest form for a first mention: `President Putin`, `Mark Rutte`."""
        if self.shared:
            return self.surname
        if self.full:
            return f"{self.honour} {self.full}".strip()
        return f"{self.title} {self.surname}".strip()

    @property
    def short(self) -> str:
        """The form from the second mention on: the surname, but `Sir Ernest`, `King Charles`, `Pope Leo`, who are never called by a first name alone.

        The whole name where nothing shows that it is a person's and ends with a surname: "Blue Funnel said".
        """
        if self.title in FIRST_NAMED and not self.full:
            return self.formal
        return self.surname if self.shared or self.alone or (self.pronoun and not self.whole) else self.formal

    @property
    def courtesy(self) -> str:
        """`Mr Putin`: a form that introduces nobody, where the text has a given name as well."""
        return f"{self.title} {self.surname}" if self.full and self.title in COURTESY and not self.shared else ""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that introduce a person: title and name, given name and surname; never the bare surname."""
        if self.shared:
            return ()
        titled = f"{self.title} {self.surname}" if self.title and not self.honour else ""
        return tuple(form for form in dict.fromkeys((self.formal if self.full else "", self.full, titled)) if form)

    @property
    def pronoun(self) -> str:
        """`he` or `she` where the text itself uses it for this person alone, else empty."""
        if self.shared:
            return ""
        titles = {self.title.split(" ")[0], self.honour}
        if titles & MALE_TITLES:
            return "he"
        if titles & FEMALE_TITLES:
            return "she"
        for kind in ("", BESIDE_SPEECH):
            he, she = self.pronouns[f"he{kind}"], self.pronouns[f"she{kind}"]
            if he or she:
                return "he" if not she else "she" if not he else ""
        return ""


def without_role(text: str) -> str:
    """A text without what somebody is in front of the name that opens it: "Engineer John Doe said" → "John Doe said"."""
    return _OPENING_ROLE.sub("", text)


def without_title(text: str) -> str:
    """A text without the titles in front of the name that opens it: "Captain Ann Other said" → "Ann Other said"."""
    return _TITLES_BEFORE.sub("", text)


def name_in(run: str) -> str:
    """The name at the end of a run of capitalised words, behind what somebody is: "Deputy Chief Fire Officer Ann Other" → "Ann Other"; empty
    where more is left than a name has.
    """
    words = run.split()
    behind = max((n + 1 for n, word in enumerate(words[:-1]) if word.rstrip(".") in _OFFICES or word.endswith(("’s", "'s"))), default=0)
    name = words[behind:]
    return " ".join(name) if sum(word[0].isupper() and word not in PARTICLES for word in name) <= NAME_WORDS else ""


def find_people(paragraphs: list[str]) -> dict[str, Person]:
    """The people of a text by surname, in the order in which they are first named.

    A person is a title with a name, or two or three capitalised words that stand where a person stands: before a verb of reporting or
    an apposition, or after one ("the mayor, Ann Other").
    """
    people: dict[str, Person] = {}
    text = NICKNAME.sub(" ", "\n".join(paragraphs))
    for match in TITLED.finditer(text):
        # "Mayor Other’s London plan": the name ends at the possessive.
        whole = without_letters(re.split(r"[’']s\b", match.group(2))[0])
        run = name_in(whole)
        title = f"{match.group(1)} {whole.removesuffix(run)}".strip()  # "Mrs Justice"
        parts = run.split()
        if not parts or not plausible(parts[-1]) or parts[-1].rstrip(".") in _OFFICES:
            continue
        person = people.setdefault(parts[-1], Person(parts[-1]))
        person.shared |= _another(person.title, title)
        person.title = person.title or title
        if has_given(run):
            person.shared |= _another(person.full, run)
            person.full = person.full or run
            person.honour = person.honour or (last if (last := title.split()[-1]) in HONOURS else "")
    alone = {match.group(1) for match in _ALONE.finditer(text)}
    places = _places(text) | _things(text, alone)
    for match in FULL.finditer(text):
        if match.group(1).removeprefix("The ") in places:
            continue
        run = name_in(without_letters(bare(match.group(1))))
        if not has_given(run) or not plausible(run):
            continue
        surname = run.split()[-1]
        after = text[match.end() : match.end() + 60]
        before = text[max(0, match.start() - 60) : match.start()]
        somebody = OFFICE_BEFORE.search(before) or _SOMEBODY_BEHIND.match(after)
        stands = somebody or _APPOSITION.match(after) or _TELLS.match(after) or _TOLD_BY.search(before)
        if (not stands and surname not in people and surname not in alone) or _MANY.match(after):
            continue
        person = people.setdefault(surname, Person(surname))
        person.shared |= _another(person.full, run)
        person.full = run if not person.full or person.full.endswith(f" {run}") else person.full
        person.alone |= bool(somebody)
    _called(text, people)
    return _by_first_name(people)


def _called(text: str, people: Mapping[str, Person]) -> None:
    """Find out whom the text calls by the surname alone, or behind a title, and of whom that is no surname."""
    alone = words_alone(text, _OFFICES)
    for surname, person in people.items():
        given = person.full.split()[:-1]
        person.whole = (
            surname not in alone and bool(given) and (given[0] in alone or given[-1] in PARTICLES or _GIVEN.fullmatch(surname) is not None)
        )
        person.alone = surname in alone or (person.alone and not person.whole)


def _by_first_name(people: dict[str, Person]) -> dict[str, Person]:
    """`Sir Keir` is Sir Keir Starmer, and known by that name too, behind all who are known by a surname."""
    first: dict[str, Person] = {}
    for name, person in people.items():
        whole = [p for p in people.values() if p.honour and p.full.split()[0] == name and person.title.endswith(p.honour)]
        if len(whole) == 1 and not person.full and person.title in FIRST_NAMED:
            first[name] = whole[0]
    return {name: person for name, person in people.items() if name not in first} | first


def _places(text: str) -> set[str]:
    """The runs of capitals that are places: something happens in them or near them, and nowhere does one of them speak, or is said to be somebody."""
    inside: set[str] = set()
    speaking: set[str] = set()
    for match in FULL.finditer(text):
        before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 60]
        if _INSIDE.search(before):
            inside.add(match.group(1))
        elif OFFICE_BEFORE.search(before) or _TOLD_BY.search(before) or _APPOSITION.match(after) or _SPEAKS.match(after):
            speaking.add(match.group(1))
    return inside - speaking


def _things(text: str, alone: Container[str]) -> set[str]:
    """The runs of capitals that have an article in front, mostly: a ship, a union, a paper; once “the Dutchman Bo Field”, and then Field, is somebody."""
    every: Counter[str] = Counter()
    article: Counter[str] = Counter()
    for match in FULL.finditer(text):
        run = match.group(1).removeprefix("The ")
        every[run] += 1
        article[run] += run != match.group(1) or text.endswith("the ", max(0, match.start() - 4), match.start())
    found = {run for run, count in article.items() if 2 * count > every[run] and name_in(run) == run}
    return {run for run in found if run.split()[-1] not in alone and (len(run.split()) == 2 or every[run] > 1)}


def _another(known: str, new: str) -> bool:
    """Whether two full names, or two titles, are of two people: Michael and Pat Collins, Mr and Mrs Stone."""
    if known in MALE_TITLES | FEMALE_TITLES or new in MALE_TITLES | FEMALE_TITLES:
        return (known in MALE_TITLES and new in FEMALE_TITLES) or (known in FEMALE_TITLES and new in MALE_TITLES)
    if f" {known}".endswith(f" {new}") or f" {new}".endswith(f" {known}"):
        return False  # "Treasurer Ann Other"
    return " " in known and " " in new and known.split()[0] != new.split()[0]


def known_as(name: str, people: Mapping[str, Person]) -> Person | None:
    """The person who goes by a name, in whichever form; none for a name that nobody has."""
    return next((p for p in people.values() if name and name in (p.formal, p.full, p.surname, *p.forms)), None)


_RUN = regex(r"\w+(?:[’'-]\w+)*")
_PIECE = regex(r"\w+")


def mentioned(text: str, people: Mapping[str, Person]) -> list[str]:
    """The names by which `people` has those whom a text names, in order, each once. Takes time by the text's length, however many they are."""
    found: dict[str, None] = {}
    for run in _RUN.findall(text) if people else ():
        if run in people:
            found[run] = None
        elif "-" in run or "’" in run or "'" in run:
            pieces = [piece.span() for piece in _PIECE.finditer(run)]
            for i, (start, _) in enumerate(pieces):
                # The longest surname first: "Smith-Jones", not "Smith".
                name = next((w for _, end in reversed(pieces[i : i + 4]) if (w := run[start:end]) in people), "")
                if name and not part_of_another(run, start, start + len(name), people):
                    found[name] = None
    return [name for name in found if people[name].surname == name or people[name].surname not in found]
