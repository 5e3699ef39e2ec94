"""Words that are said as others: a pronunciation that is another name's, a respelling that denies or counts what the word does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.check.finding import WARNING, Finding
from pipeline.check.subject import Subject
from pipeline.errors import EpisodeError
from pipeline.model import Script
from pipeline.text.tokens import tokens
from pipeline.write import lexicon
from pipeline.write.lexicon.entry import Entry

CODE = "words.misnamed"
REMEDY = "Write how the word itself sounds, or say the other word and mark the line that has it."
_STRESS = str.maketrans("", "", "ˈˌ.‿ ")


def find(subject: Subject, script: Script) -> Iterator[Finding]:
    """One warning a place; nothing where the show's lexicon cannot be read, which a build says."""
    try:
        known = lexicon.load(subject.show.lexicon_files)
    except EpisodeError:
        return
    names = _names(known.entries)
    own = frozenset(known.entries) - frozenset(lexicon.bundled().entries)
    for number, segment in enumerate(script.segments, 1):
        for passage in segment.passages:
            said = [(passage.text[each.start : each.end], each.ipa, "") for each in passage.pronunciations]
            said += [
                (each.entry.grapheme, each.entry.ipa, each.entry.alias)
                for each in (known.find(passage.text) if own else ())
                if each.entry in own
            ]
            for word, ipa, alias in said:
                if other := _other(word, ipa, alias, names):
                    message = f"“{word}” is said as “{other}”"
                    yield Finding(WARNING, CODE, subject.where(segment.line), message, REMEDY, subject.at_ms(number, passage.text))


def _names(entries: Sequence[Entry]) -> Mapping[str, list[str]]:
    """The names that sound so, whatever their stress."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.ipa and entry.grapheme[:1].isupper():
            found[entry.ipa.translate(_STRESS)].append(entry.grapheme)
    return found


def _other(word: str, ipa: str, alias: str, names: Mapping[str, Sequence[str]]) -> str:
    """The other word that is heard; empty where it is the word itself."""
    alike = [name for name in names.get(ipa.translate(_STRESS), ()) if name.casefold() != word.casefold()] if ipa else []
    if alike and not any(name[:1].casefold() == word[:1].casefold() for name in alike):
        return alike[0]
    turned = [token.raw for token in tokens(alias) if token.negation or token.number]
    return alias if turned and not any(token.negation or token.number for token in tokens(word)) else ""
