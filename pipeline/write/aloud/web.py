"""Addresses of the net, handles and tags: "bbc.co.uk/news" → "B B C dot co dot U K slash news"."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.capitals import KNOWN_LETTERS
from pipeline.write.aloud.here import Here, Rule, before_it, word_before
from pipeline.write.aloud.letters import as_word, spelled
from pipeline.write.aloud.numbers import cardinal, code, digits

_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_&-]{0,62})"
# Endings that are no English word: "peace.it" is a missing space, "hotmail.it" an address only behind an @.
_COUNTRIES = "uk us eu de fr ru ua ie es nl pl se dk fi ch cz hu ro bg gr pt jp cn kr ca au nz br mx ar za ke ng il tr ge kz by lt lv ee sm io ai tv fm ps"
_TOP = "|".join(
    ("com org net gov edu int mil info biz app dev news scot wales london online site xyz tech blog media radio co va lb ir iq sy html htm pdf jpg "
     "png mp3 " + _COUNTRIES).split()
)  # fmt: skip
_SPELLED = frozenset((*_COUNTRIES.split(), "it"))
_NAMES_OF = frozenset("com org net gov edu uk eu us ai io".split())
_SOUNDED = frozenset("jpeg gif zip com org net gov json doc".split())
_LETTERS = frozenset("www http https html pdf bbc nhs png".split())
_URL = regex(
    rf"(?:(?:https?|ftp)://|www\.)[^\s<>\"“”()\[\]]{{1,300}}"
    rf"|(?:{_NAME}\.){{1,5}}(?:{_TOP})\b(?![\w@.]{{0,60}}@)(?!\.[A-Za-z])(?:/[^\s<>\"“”()\[\]]{{0,200}})?",
    re.IGNORECASE,
)
# A missing space after a full stop has a capital behind it; "test.abc" is a name of some kind.
_NAME_OF = regex(r"[a-z0-9_]{2,40}(?:\.[a-z]{2,12}){1,3}(?![\w@.'’-])")
_LOST_SPACE = regex(r"\.(?:the|and|but|he|she|it|they|we|an|in|on|of|to|is|was|this|that|so|as|at|for|his|her|its|no|not|with|by|from)$")
_TYPE = regex(
    r"(?<![\w.])\.(?P<t>pdf|docx?|xlsx?|csv|mp[34]|exe|jpe?g|png|gif|zip|html?|txt|json|xml|com|org|net|gov|edu|uk|eu|us|ai|io)(?![\w.])"
)
"""A .pdf, the .uk names."""
_FILE = regex(r"file:///?[^\s<>\"“”()\[\]]{1,300}")
_EMAIL = regex(rf"(?:mailto:)?[A-Za-z0-9](?:[A-Za-z0-9._%+&-]{{0,63}})@(?:{_NAME}\.){{1,5}}[A-Za-z]{{2,12}}\b(?:/[A-Za-z0-9._-]{{1,60}})?")
_HANDLE = regex(r"@(?P<n>[A-Za-z0-9_]{1,40})(?:@(?P<host>[A-Za-z0-9.-]{3,60}[A-Za-z]))?")
_TAG = regex(r"#(?P<n>[A-Za-z_][A-Za-z0-9_]{0,60})")
_RANK = regex(r"#\s?(?=[0-9])")

_FETCHED_BY = regex(r"^(?:https?|ftp)://(?:www\.)?|^www\.(?=[^.]+\.)", re.IGNORECASE)
_PARTS = regex(r"[A-Za-z]+|[0-9]+|[^\W\d_]+|[^A-Za-z0-9]")
_SIGNS = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", ":": "colon", "&": "ampersand", "?": "question mark", "=": "equals",
    "%": "per cent", "+": "plus", "#": "hash", "~": "tilde", ",": "comma", ";": "semicolon", "!": "exclamation mark", "*": "star", "$": "dollar",
}  # fmt: skip
_CAMEL = regex(r"[A-Z]{2,}(?=[A-Z][a-z]|[^A-Za-z]|$)|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


def _dictated(address: str, here: Here) -> str:
    out: list[str] = []
    parts = _PARTS.findall(address)
    for i, part in enumerate(parts):
        before = parts[i - 1] if i else ""
        if part.isdigit():
            out.append(cardinal(int(part), here.style) if len(part) == 4 and part.endswith("000") else digits(part))
        elif not part.isalpha():
            out.append(_SIGNS.get(part, ""))
        elif part.lower() == "jpg":
            out.append("jpeg")
        else:
            short = part.lower() in _SPELLED and (before == "." or (before == "-" and i + 1 == len(parts)))
            out.append(spelled(part.upper()) if short or part.lower() in _LETTERS else part)
    return " ".join(word for word in out if word)


def _url(match: re.Match[str], here: Here) -> str | None:
    core = match.group().rstrip(".,;:!?'’")
    end = match.group()[len(core) :]
    if core == match.string.strip():  # all there is to say: dictated to the letter
        return _dictated(core, here) + end
    # In a sentence nobody says how a page is fetched, and what stands behind a ? is for machines.
    core = _FETCHED_BY.sub("", core).rstrip("/")
    query = core.find("?")
    return _dictated(core[:query] if query > 0 else core, here) + end if core else None


def _email(match: re.Match[str], here: Here) -> str:
    return _dictated(match.group().removeprefix("mailto:"), here)


def _name_of(match: re.Match[str], here: Here) -> str | None:
    return None if _LOST_SPACE.search(match.group()) else _dictated(match.group(), here)


def _type(match: re.Match[str], here: Here) -> str:
    """A .pdf is “a PDF”, .com “dot com”."""
    letters, figure = match["t"].rstrip("34"), match["t"].lstrip("abcdefghijklmnopqrstuvwxyz")
    word = {"jpg": "jpeg", "jpeg": "jpeg"}.get(letters, letters)
    said = word if word in _SOUNDED else spelled(word.upper())
    return f"{'dot ' if word in _NAMES_OF else ''}{said}{' ' + cardinal(int(figure), here.style) if figure else ''}"


def _words(name: str, here: Here) -> str:
    """A handle or tag in its words: "BBCBreaking" → "B B C Breaking"."""
    out = []
    for part in _CAMEL.findall(name.replace("_", " ")):
        if part.isdigit():
            out.append(code(part, here.style))
        elif len(part) > 1 and part.isupper():
            out.append(as_word(part) or (spelled(part) if len(part) < 5 or part in KNOWN_LETTERS else part.capitalize()))
        else:
            out.append(part)
    return " ".join(out)


def _spaced(match: re.Match[str], words: str) -> str:
    before = before_it(match.string, match.start())
    return f" {words}" if before and not before.isspace() else words


def _handle(match: re.Match[str], here: Here) -> str | None:
    words = _words(match["n"], here)
    host = f" at {_dictated(match['host'], here)}" if match["host"] else ""
    return _spaced(match, f"at {words}{host}") if words else None


def _tag(match: re.Match[str], here: Here) -> str | None:
    words = _words(match["n"], here)
    named = word_before(match.string, match.start()).lower() == "hashtag"
    return _spaced(match, words if named else f"hashtag {words}") if words else None


AT_WORDS: tuple[Rule, ...] = (
    ("web", _FILE, lambda match, here: _dictated(match.group(), here)),
    ("web", _EMAIL, _email),
    ("web", _URL, _url),
    ("web", _NAME_OF, _name_of),
)
AT_POINTS: tuple[Rule, ...] = (("web", _TYPE, _type),)
AT_SIGNS: tuple[Rule, ...] = (("handle", _HANDLE, _handle), ("tag", _TAG, _tag), ("number", _RANK, lambda match, here: "number "))
