"""Who wrote it: lines of names and of what those people do, recorded and never spoken."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.text.words import in_a_row

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[^\W\d_]|[’'.-]){0,30}"
_PARTICLE = r"(?:van|von|de|der|den|da|di|do|dos|du|la|le|bin|ibn|al|el|ter|zu|zum|af|y|e)"
NAME = rf"{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,3}}"
"""Two to four capitalised words, with `van`, `de` and the like between them."""
_IN = rf"(?:\s(?:in|at)\s{_WORD}(?:\s{_WORD})?)?"
_NAMES = rf"{NAME}{_IN}(?:(?:,\s|\sand\s|\s&\s|,\sand\s|\s/\s|\s\|\s){NAME}{_IN}){{0,5}}"
_NAME_LINE = regex(rf"(?P<names>{_NAMES})(?P<after>(?:,|\s[–—|-]|\sin|\sat)\s[\w ,’'&/À-ÿ-]{{2,60}})?")
_BY = regex(
    rf"(?i:(?:story|text|words|written|report|reporting|analysis|edited|live reporting)?\s?by|from (?:our|[a-z]{{2,12}}[’']s)):?\s(?P<names>{_NAMES})"
    r"(?P<after>(?:,|\s[–—|-]|\sin|\sat|\sfor|\sfrom|\sof|\s\().{2,80})?"
)
_SHIFT = regex(r"\s\((?:now|earlier|later|until .{2,12}|from .{2,12})\)")
_ROLE_NOUN = r"(?:correspondent|editor|reporter|writer|columnist|presenter|analyst|producer|journalist|bureau chief|commentator|columnist)"
_ROLE = regex(
    rf"(?:[\w’'-]+\s){{0,4}}(?i:{_ROLE_NOUN})s?(?:,?\s(?:in|at|for|and|reporting)\b.{{2,50}}|,\s.{{2,40}})?|(?:[Rr]eporting|[Ll]ive)\s(?:from|in)\s.{{2,40}}|"
    r"(?:(?:BBC|Sky|CNN|ITV|NBC|CBS|ABC|AP|AFP|PA|Reuters)(?:\s[A-Z]\w+){0,2})(?:,\s.{2,40})?|in\s[A-Z][\w ]{2,30}"
)
_ABOUT = regex(
    rf"(?:{_WORD}\s){{0,3}}({_WORD})\s(?:covers|writes (?:about|on)|report(?:s|ed) from|reports on|has (?:covered|written|reported)|joined|"
    rf"can be (?:reached|contacted|followed)|is (?:a|an|the|our)\b.{{0,60}}\b{_ROLE_NOUN})\b"
)
# Capitalised words of headlines, labels and buttons: a line with one of them is no name.
_NO_NAME = frozenset(
    """a an and the of in on at by for from to with after before as is are was be not no new all more most top key live latest breaking news
    what who why how when where which can could will would should must may might do does did has have had he she it they we you i your our my
    his her its their this that these those here there now today tonight morning afternoon evening night good read watch listen share get go
    see show follow sign log view play video photo photos picture pictures image gallery analysis opinion comment comments summary recap update
    updates updated events event story stories sport sports world business culture politics weather travel money tech science health home
    search menu advertisement related recommended topics terms privacy policy cookies contact about help subscribe newsletter newsletters
    president minister government parliament police court army council united nations european union state states city north south east west
    first second third last next minute by-election election result results war peace talks deal plan crisis storm flood fire attack
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
    december desk staff newsroom team content promoted quizzes quiz street road park house office bank party group service agency times post press guardian
    division league cup premier championship fixtures""".split()
)


def is_name(text: str) -> bool:
    """True for a text that is two to four words of a person's name, as far as its words can show."""
    if not re.fullmatch(NAME, text) or text.isupper():
        return False
    return not any(word.strip(".").lower().removesuffix("'s").removesuffix("’s") in _NO_NAME for word in text.split())


def names_of(line: str) -> str:
    """The names on a line that is a byline with or without `By`; empty for any other line. `By Ann Other in Paris` → `Ann Other`."""
    if len(line) > 160:
        return ""
    if is_role(line):
        return ""
    line = _SHIFT.sub("", line)
    match = _BY.fullmatch(line) or _NAME_LINE.fullmatch(line)
    if match is None:
        return ""
    parts = re.split(r",\sand\s|,\s|\sand\s|\s&\s|\s/\s|\s\|\s", match.group("names"))
    names = [re.sub(r"\s(?:in|at)\s.*", "", part) for part in parts if not is_role(part)]
    names = [name.title() if name.isupper() else name for name in names]
    after = match.group("after") or ""
    bare = match.re is _NAME_LINE
    if not names or not all(is_name(name) for name in names) or (bare and after and not _place_or_role(after)):
        return ""
    return in_a_row(names)


def said_by(line: str) -> bool:
    """True for a byline that says so: `By Ann Other`, `Edited by …`."""
    return len(line) <= 160 and bool(_BY.fullmatch(line)) and bool(names_of(line))


def is_role(line: str) -> bool:
    """True for what stands below a name: `Political correspondent, in Hallin`, `Reporting from Paris`, `BBC News, Paris`."""
    return len(line) <= 80 and bool(_ROLE.fullmatch(line))


def is_about_writer(line: str, writers: set[str], *, signed: bool = False) -> bool:
    """True for a sentence on one of those writers (surnames): `Other covers the Nordic countries.` On any writer, where the story is `signed` above."""
    match = _ABOUT.match(line[:300])
    return match is not None and (signed or match.group(1) in writers)


def _place_or_role(after: str) -> bool:
    words = after.strip(" ,–—|-")
    return is_role(words) or is_role(words.removeprefix("in ")) or bool(re.fullmatch(r"(?:in |at )?(?:[A-Z][\w’'-]+\s?){1,3}", words))
