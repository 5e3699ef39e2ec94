"""One entry of a lexicon: how a word or name is written, and how it is said."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from pipeline.regex import regex
from pipeline.write.lexicon.sounds import BadSounds, parse

EXACT, ANY = "exact", "any"

_LANG = regex(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SIGNS = frozenset("[]{}|<>")
_LONGEST = 80
"""Characters of a grapheme or an alias: as long as the longest word that the speech workers pass on whole."""


class BadEntry(ValueError):  # noqa: N818 - it reads as what it is
    """A field of an entry that cannot stand: `key` names it, `message` says what is wrong, `remedy` what would be right."""

    def __init__(self, key: str, message: str, remedy: str) -> None:
        super().__init__(f"{key}: {message}. {remedy}")
        self.key = key
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or name and its sounds. Making one checks it: BadEntry names the field that is wrong."""

    grapheme: str
    """As it is written in the news: one word or several, with its capitals and accents."""
    ipa: str = ""
    """British sounds in IPA; empty where only a respelling is known."""
    alias: str = ""
    """Respelled in plain letters, for a voice that takes no sounds and would misread it; empty where it reads the grapheme well."""
    lang: str = "en"
    """The voices that it is for, as a BCP 47 tag: `en` for any English one, `en-US` for American ones only."""
    case: str = ""
    """`exact` where the capitals must be as in the grapheme, `any` where not; left empty: `exact` where the grapheme has a capital."""

    def __post_init__(self) -> None:
        for key in ("grapheme", "alias"):
            object.__setattr__(self, key, unicodedata.normalize("NFC", getattr(self, key)))
        object.__setattr__(self, "ipa", " ".join(unicodedata.normalize("NFC", self.ipa).split()))
        if not self.case:
            object.__setattr__(self, "case", EXACT if self.grapheme != self.grapheme.lower() else ANY)
        _check_text("grapheme", self.grapheme)
        if not self.grapheme[0].isalnum():
            raise BadEntry("grapheme", f"'{self.grapheme}' does not begin with a letter or digit", "Write the word as the news has it")
        if self.ipa:
            try:
                parse(self.ipa)
            except BadSounds as error:
                raise BadEntry("ipa", error.message, error.remedy) from error
        if self.alias:
            _check_text("alias", self.alias)
        if not self.ipa and not self.alias:
            raise BadEntry("ipa", f"'{self.grapheme}' has neither ipa nor alias", "Give it sounds (ˈkiːjɪv), a respelling, or both")
        if not _LANG.fullmatch(self.lang):
            raise BadEntry("lang", f"'{self.lang}' is no language tag", "Write en, or en-GB or en-US for one accent only")
        if self.case not in (EXACT, ANY):
            raise BadEntry("case", f"'{self.case}' is not known", "Write exact or any, or leave it out")

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one of its kind: in one file it stands once, and a show's file replaces the bundled one."""
        return self.grapheme, self.lang.lower()


def _check_text(key: str, text: str) -> None:
    """Raise BadEntry unless it is one line that a person could read aloud."""
    if not any(character.isalnum() for character in text):
        raise BadEntry(key, f"'{text}' has no letter in it", "Write the word in plain letters")
    if text != " ".join(text.split()):
        raise BadEntry(key, f"'{text}' begins or ends with a space, or has two together", "Put one space between words")
    if not text.isprintable():
        raise BadEntry(key, f"{text!r} has a character that cannot be seen", "Type it again by hand")
    if not _SIGNS.isdisjoint(text):
        raise BadEntry(key, f"'{text}' has a bracket or a bar in it", "Write the word alone")
    if len(text) > _LONGEST:
        raise BadEntry(key, f"'{text[:40]}…' is longer than {_LONGEST} characters", "Enter its parts")
