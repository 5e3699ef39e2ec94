"""What a template author can call: filters that write segments, roles and footnotes, and say dates, lists and counts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable

from markupsafe import Markup

from pipeline.errors import ScriptError
from pipeline.model import Beat, Sentence, Source, Story
from pipeline.regex import regex
from pipeline.text.names import REPORTING
from pipeline.write.marks import escape

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# Words that lose their capital behind "And": all others at a sentence's start may be names, but for those that the day's text itself shows to be none.
_LOWERED = frozenset(
    """The A An He She It They There This That These Those In On At By For From With After Before Last Next Even Some Many Most All Both One
    Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Hundreds Thousands Dozens Millions His Her Its Their Our My Your We You As If When
    While No Not None Nobody Outside Inside Over Under Between During Despite Across Around Along Among Against Behind Beyond Above Below Beside
    Near Into Onto Out Since Until Through Throughout Without Within Towards Every Each Another Several Few Fewer More Less Almost Nearly About
    Roughly Only Just Also Then Now Here Where How Why What Who Today Tomorrow Yesterday Tonight Earlier Later Once Up Down Off To Of""".split()
)
_NO_NAMES = frozenset(
    """Police Firefighters Rescuers Administrators Talks Negotiations Negotiators Residents Protesters Officials Ministers Councillors Lawyers Prosecutors
    Detectives Investigators Engineers Scientists Astronomers Researchers Economists Doctors Nurses Teachers Workers Staff Drivers Passengers Farmers Students
    Parents Children Women People Voters Crews Campaigners Unions Shares Sales Prices Wages Inflation Unemployment Turnout Flights Trains Ferries Schools
    Hospitals Businesses Households Homes Supporters Fans Families Experts Analysts Investors Traders Retailers""".split()
)
"""What nobody is called: before a word in small letters these are no names, whether or not the day's text shows it."""
_OF_A_NOUN = frozenset(
    """Other Former Senior Local Retail Heavy Strong Severe Fresh Old New Bin Power Water Energy Fuel Food Health Rail Road Bus Train Ferry School Hospital
    Council Tax Income Tobacco Alcohol Petrol Inheritance Interest Total Further House
    Wholesale Industrial Public Private Foreign Domestic Military Emergency Rescue Search Safety Planning Funeral Peace""".split()
)
"""What stands before a noun: “retail sales”, “other researchers”; “Other said” is somebody."""
_HYPHENED = regex(r"(?:Old|New|Long|Short|High|Low|Full|Part|Half|Self|Well|Ill|Non|Pre|Post|Mid|Two|Three|Four|Five)-[a-z]")
_NAME_TOO = frozenset("Ten To My Even Down".split())
"""Of these, what a name can begin with: Ten Hag, To Lam."""
_MID_SENTENCE = regex(r"(?<=[a-z,;] )[“‘]?([A-Za-z][a-z]+)\b")
_OPENS = regex(r"([A-Z][a-z]+)\s(?=(\S+))")
_MEANWHILE = regex(r"[A-Z][a-z]+ing\s(?:up|out|for|the|an?|his|her|its|their|outside|inside|about)\s[^.!?“”]*?,\s")
"""“Opening the debate, Ann Other said”."""
_MASS = frozenset(
    "Police Gardaí Staff People Firefighters Rescuers Inflation Unemployment Turnout Snow Rain Oil Gold Sterling Borrowing Sales".split()
)
_SPEAKS = regex(rf"(?:{'|'.join(REPORTING)}|who|whose|also)\b")


_NOUN = regex(
    r"[a-z-]+s\b(?<!\bis)(?<!\bhas)(?<!\bwas)(?<!\bsays)(?<!\bthis)(?<!\bhis)|(?:service|ministry|rain|snow|wind|minister|leader|head|duty|tax|fire)\b"
)


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that a day's text has in lower case, and within a sentence never with a capital: at a sentence's start they are no names."""
    found = {word for text in texts for word in _MID_SENTENCE.findall(text)}
    return frozenset(word for word in found if word.islower() and word.capitalize() not in found)


class Notes:
    """The sources that a rendering has marked, each under one name."""

    def __init__(self, common: Collection[str] = ()) -> None:
        self.names: dict[Source, str] = {}
        self.common = common
        """`common_words` of the day's text."""

    def mark(self, sources: Iterable[Source]) -> str:
        """The marks of sources: `[^7][^8]`."""
        return "".join(f"[^{self.names.setdefault(source, f's{len(self.names) + 1}')}]" for source in sources)

    def definitions(self) -> str:
        """The lines that say what each mark stands for."""
        return "\n".join(f"[^{name}]: {source}" for source, name in self.names.items())


def passages(sentences: Iterable[Sentence], notes: Notes) -> str:
    """Sentences with their marks, escaped."""
    out = []
    for sentence in sentences:
        marks = notes.mark(sentence.sources)
        out.append(f"{escape(sentence.text)}{' ' if marks else ''}{marks}")
    return " ".join(out)


def narrate(told: object, notes: Notes, role: str = "Anchor", opening: str = "") -> Markup:
    """The segments of a beat, a story or a list of beats, with roles and footnotes.

    `role` says the anchor's role; another voice quotes under `Voice of …`. `opening` stands in front of the first words ("And "), but not of
    those that begin with it.
    """
    beats = told.beats if isinstance(told, Story) else (told,) if isinstance(told, Beat) else told
    if not isinstance(beats, Iterable) or isinstance(beats, str):
        raise ScriptError(
            f"'narrate' takes a beat, a story or a list of beats, not {type(told).__name__}", remedy="Use 'say' for plain text"
        )
    blocks: list[str] = []
    for beat in beats:
        if not isinstance(beat, Beat):
            raise ScriptError(f"'narrate' takes beats, not {type(beat).__name__}", remedy="Use 'say' for plain text")
        words = passages(beat.sentences, notes)
        if opening and not blocks and not words.startswith(opening):
            words = opening + (words[:1].lower() + words[1:] if _is_lowered(words, notes.common) else words)
        blocks.append(f"**{voice_of(beat, role)}:** {words}")
    return Markup("\n\n".join(blocks) + "\n\n")  # noqa: S704 - every stretch of it was escaped above


def _is_lowered(words: str, common: Collection[str]) -> bool:
    """Whether a sentence's first word has its capital only from standing there. Never a name: where it might be one, it keeps it."""
    first, _, rest = words.partition(" ")
    if re.split("[’']", first)[0] in _LOWERED:  # “It’s”, “Today’s”
        return not (first in _NAME_TOO and rest[:1].isupper())
    if _MEANWHILE.match(words) or _HYPHENED.match(words):
        return True
    if rest[:1].islower() and (first in _NO_NAMES or (first in _OF_A_NOUN and _NOUN.match(rest))):
        return True
    opens = _OPENS.match(words)
    if opens is None or opens[1].lower() not in common or opens[2][:1].isupper() or _SPEAKS.match(opens[2]):
        return False
    # One thing alone has an article: without one, "Rose" and "Banks" may be somebody, but "trains are" and "police in" are not.
    return opens[1] in _MASS or (opens[1].endswith("s") and not opens[1].endswith("ss"))


def say(text: object, role: str = "Anchor") -> Markup:
    """One segment of the show's own words."""
    return Markup(f"**{escape(role)}:** {escape(str(text))}\n\n")  # noqa: S704 - escaped


def voice_of(beat: Beat, role: str = "Anchor") -> str:
    """The role that speaks a beat: `Voice of President Putin` for a quotation, else the presenter's who has it, else the anchor's."""
    if beat.kind != "quote":
        return beat.role or role
    speaker = " ".join("".join(" " if c in "*():" else c for c in beat.speaker).split())
    return f"Voice of {speaker}" if speaker else "Voice"


def spoken_date(date: dt.date, year: bool = False) -> str:
    """`Thursday the 27th of November`, with the year behind it if asked."""
    day = date.day
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{_DAYS[date.weekday()]} the {day}{ending} of {_MONTHS[date.month - 1]}{f' {date.year}' if year else ''}"


def spoken_list(items: Iterable[object]) -> str:
    """`a, b and c`."""
    words = [str(item) for item in items]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def spoken_count(number: int, one: str, many: str = "") -> str:
    """`three stories`, `one story`, `no stories`: in words up to twelve."""
    word = _COUNTS[number] if 0 <= number < len(_COUNTS) else str(number)
    return f"{word} {one if number == 1 else many or f'{one}s'}"
