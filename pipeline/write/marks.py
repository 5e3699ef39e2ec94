"""What stands inside a script's paragraph: footnote marks, pronunciations, escapes."""

from __future__ import annotations

import re

from pipeline.errors import ScriptError
from pipeline.model import Pronunciation, Sentence, Source
from pipeline.regex import regex

# One thing of a paragraph at a time: an escape, a run of marks, a pronunciation, or a brace or bracket that is none of these.
_TOKEN = regex(
    r"\\(?P<escaped>[\\\[\]{}|*#])|(?P<marks>\s*(?:\[\^[^\]\s]*\]\s*)+)|\{(?P<said>[^{}|\\]*)\|(?P<ipa>[^{}|\\]*)\}|(?P<brace>[{}])"
)


def escape(text: str) -> str:
    """Anybody's text as the script file holds it, so that nothing in it is obeyed: one line, and no live mark, brace or escape."""
    text = " ".join(text.split())
    return re.sub(r"\\(?=[\\\[\]{}|*#])|\\$|[{}]|\[(?=\^)", lambda m: f"\\{m.group()}", text)


def unescape(text: str) -> str:
    """What `escape` made, as it was."""
    return re.sub(r"\\([\\\[\]{}|*#])", r"\1", text)


def format_passages(passages: tuple[Sentence, ...], ids: dict[Source, str]) -> str:
    """A paragraph's passages with their marks behind them."""
    out = []
    for passage in passages:
        marks = "".join(f"[^{ids[source]}]" for source in dict.fromkeys(passage.sources))
        out.append(f"{_with_pronunciations(passage)}{' ' if marks else ''}{marks}")
    return " ".join(out)


def _with_pronunciations(passage: Sentence) -> str:
    out, at = "", 0
    for said in passage.pronunciations:
        out += escape_part(passage.text[at : said.start]) + f"{{{passage.text[said.start : said.end]}|{said.ipa}}}"
        at = said.end
    return out + escape_part(passage.text[at:])


def escape_part(text: str) -> str:
    """As `escape`, for a stretch whose spaces at the ends count; every backslash is escaped, since what follows it may be another stretch."""
    return re.sub(r"[\\{}]|\[(?=\^)", lambda m: f"\\{m.group()}", text)


def parse_passages(words: str, notes: dict[str, Source], where: str) -> tuple[Sentence, ...]:
    """The passages of a paragraph: each runs from the mark before to its own marks; the last may have none."""
    passages: list[Sentence] = []
    text = ""
    said: list[Pronunciation] = []
    at = 0
    for token in _TOKEN.finditer(words):
        text += words[at : token.start()]
        at = token.end()
        if token.group("escaped") is not None:
            text += token.group("escaped")
        elif token.group("marks") is not None:
            sources = _sources(token.group("marks"), notes, where)
            if not text.strip():
                raise ScriptError(
                    "a footnote mark with no words before it", where=where, remedy="Put it behind the sentence that it belongs to"
                )
            passages.append(_passage(text, sources, said))
            text, said = "", []
        elif token.group("said") is not None:
            text = text if text else ""
            start = len(text)
            text += token.group("said")
            said.append(Pronunciation(start, len(text), token.group("ipa").strip()))
            if not token.group("said").strip() or not token.group("ipa").strip():
                raise ScriptError("a pronunciation lacks its word or its sounds", where=where, remedy="Write {Kyiv|ˈkiːjɪv}")
        else:
            raise ScriptError(
                f"'{token.group('brace')}' stands alone",
                where=where,
                remedy="Write a pronunciation as {Kyiv|ˈkiːjɪv}, or the brace itself as \\{ or \\}",
            )
    text += words[at:]
    if text.strip():
        passages.append(_passage(text, (), said))
    return tuple(passages)


def _passage(text: str, sources: tuple[Source, ...], said: list[Pronunciation]) -> Sentence:
    """Spaces at the ends and doubled ones go; pronunciations move along."""
    kept: list[int] = []
    places: dict[int, int] = {}
    for i, char in enumerate(text):
        places[i] = len(kept)
        if char.isspace() and (not kept or text[kept[-1]].isspace()):
            continue
        kept.append(i)
    places[len(text)] = len(kept)
    clean = "".join(" " if text[i].isspace() else text[i] for i in kept).rstrip()
    moved = tuple(Pronunciation(places[p.start], min(places[p.end], len(clean)), p.ipa) for p in said)
    return Sentence(clean, sources, moved)


def _sources(marks: str, notes: dict[str, Source], where: str) -> tuple[Source, ...]:
    found = []
    for name in re.findall(r"\[\^([^\]\s]*)\]", marks):
        if name not in notes:
            remedy = f"Add a line '[^{name}]: FILE:LINE' at the end, or take the mark out"
            raise ScriptError(f"the footnote [^{name}] is nowhere", where=where, remedy=remedy)
        found.append(notes[name])
    return tuple(dict.fromkeys(found))
