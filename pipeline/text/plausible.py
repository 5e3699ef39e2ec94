"""Which capitalised words can be a person's name."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.regex import regex

PARTICLES = frozenset(
    "van von de der den da di dos della bin ibn al el la le du ter ap ab Ó ó zu af bint abu Mac Nic Ní Uí Mhic Giolla".split()
)
"""What belongs to the surname behind it."""

# Capitalised words that are no part of a person's name.
NOT_NAMES = frozenset(
    """The A An In On At By For From With After Before Last Next This That These Those Even However But And Or As If When While Since
    Allowing Asked Talks Also Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Earlier Later Meanwhile Today Yesterday He She It They We You His Her Its Their There Here Some Many
    Most All Both One Two Three Not No Now Then Once Under Over Between During Despite Although Because Speaking Writing Asked According
    EU US UK UN Nato NATO G7 G8 G20 Nasa NASA BBC God""".split()
)

# Words that mark a capitalised run as an institution, a place or an event.
_INSTITUTION = frozenset(
    """Commission Union Council War States Institute Bank Party Ministry Court Army Navy University Nations Office Agency Press House Post
    Street Times Guardian Parliament Congress Senate Committee Department Fund Group League Club Summit Conference Association Federation
    Foundation Company Corporation Airlines Airport Hospital School College Service Services Force Forces Guard Police Kingdom Republic
    Island Islands Sea Ocean River Mountain Mountains Valley City County State Province Region Area Strip Bridge Square Park Road Avenue
    Storm Hurricane Cyclone Typhoon Corps Hotel Engineering Brigade Line Lines
    Plaid Cymru Éireann Fianna Fáil Gael Féin Villa Rovers United Wanderers Albion Athletic Hotspur Grid Rail Water Power Energy Studies
    Telegraph Journal News Television Radio Telegram Twitter Facebook Center Centre Control Mission Module Apollo World Cup Games Olympics
    Mount Mt Cape Fort Highway Creek Homes Holdings Ports Metals Mills Motors Foods Prosecutions Board Bureau Authority Trust Prison
    East West North South Central Northern Southern Eastern Western Black White Red Pacific Atlantic Baltic Middle""".split()
)

_LETTERS = frozenset("KC QC SC MP MSP MLA MLC TD MEP AM AO AC OBE MBE CBE KBE DBE".split())

_NATIONALITY = regex(
    r"^(?:(?:Ukrain|Russ|Ital|Ind|Austral|Austr|Hungar|Norweg|Belg|Braz[a-z]+|Canad|Iran|Syr|Eston|Latv|Lithuan|Bulgar|Roman|Serb|Croat|Alban|Georg|Armen|Palestin|"
    r"Egypt|Liby|Niger|Ghana|Keny|Ethiop|Tanzan|Zamb|Arab|Brit[a-z]+|Colomb|Peruv|Bolivi?|Argentin|Indones|Malays|Mongol|Jordan|Christ|Parliamentar|Victor)ians?|"
    r"(?:Europ|Kor|Chil|Caribb)eans?|(?:Brit|Ir|Scott|Span|Pol|Swed|Dan|Finn|Turk|Jew|Engl|Flem|Kurd)ish|(?:Chin|Japan|Portugu|Vietnam|Taiwan|Sudan|Leban|Malt|Burm)ese|"
    r"(?:Ameri|Mexi|Afri|Dominic|Puerto Ri|Jamai|Republi|Vati|Moroc)cans?|(?:Ger|Ro|Nor|Otto)mans?|French|Greeks?|Iraqis?|Israelis?|Pakistanis?|Afghans?|Uzbeks?|"
    r"Tajiks?|Kyrgyz|Kazakhs?|Thais?|Americans?|Welsh|Dutch|Swiss|Czechs?|Slovaks?|Saudis?|Emiratis?|Yemenis?|Cubans?|Bangladeshis?|Scots?|Slovenes?|Slavs?|Serbs?)$"
)


def bare(name: str) -> str:
    """A name without a possessive ending."""
    return re.sub(r"[’']s?$", "", name)


def without_letters(run: str) -> str:
    """A name without the letters that stand behind it: `Ann Other KC` → `Ann Other`."""
    words = run.split()
    while len(words) > 1 and words[-1] in _LETTERS:
        words.pop()
    return " ".join(words)


def plausible(run: str) -> bool:
    """Whether capitalised words can be a person's name: none of them is a nationality, an office or a part of an institution's name."""
    parts = run.split()
    return not any(p in NOT_NAMES or bare(p) in _INSTITUTION or _NATIONALITY.match(bare(p)) or p.isupper() for p in parts)


def has_given(run: str) -> bool:
    """Whether a name is more than a surname with what belongs to it: `Ann van der Other`, not `van der Other`."""
    return any(part.lower() not in PARTICLES for part in run.split()[:-1])


_RUN = regex(r"(?:\b([a-z]\w*)\s)?\b((?:[A-ZÀ-ÖØ-Þ][\w’'-]*[ ])*[A-ZÀ-ÖØ-Þ][\w’'-]*)")
"""A run of capitalised words, and the small word in front of it."""
_NO_NAME_BEHIND = PARTICLES | frozenset("the a an its our in near at of outside across into".split())


def words_alone(text: str, offices: Collection[str]) -> set[str]:
    """The capitalised words of a text that stand as a name by themselves, or behind one of `offices`."""
    alone: set[str] = set()
    for match in _RUN.finditer(text):
        words = match.group(2).split()
        before = match.group(1)
        while len(words) > 1 and (words[0] in NOT_NAMES or words[0] in offices or bare(words[0]) != words[0]):
            before = words.pop(0).lower()
        if len(words) == 1 and before not in _NO_NAME_BEHIND:
            alone.add(bare(words[0]))
    return alone


def part_of_another(run: str, start: int, end: int, people: Collection[str]) -> bool:
    """Whether a name is a part of another: Field in `Lee-Field`, but not in `pro-Field`, nor in `Field-Stone` where both are known."""
    before, after = run[:start].removesuffix("-").split("-")[-1], run[end:].removeprefix("-").split("-")[0]
    joined = [part for part, here in ((before, run[:start].endswith("-")), (after, run[end:].startswith("-"))) if here]
    return any(part[:1].isupper() and not part.isupper() and part not in people for part in joined)
