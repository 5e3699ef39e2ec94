"""Is anything in the words that must not be spoken: residue of a page or a tool, what is marked as wrong, what was told before, a name that nobody has
checked or that is said as another?
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.finding import ERROR, Finding, Part
from pipeline.check.subject import Subject
from pipeline.check.words import again, flow, misnamed, residue, said, unsaid, wrong
from pipeline.check.words.residue import Hit, Rule
from pipeline.check.words.residue_page import PAGE
from pipeline.check.words.residue_signs import ADDRESSES, DATA, LETTERS, MARKUP, TEMPLATE
from pipeline.check.words.residue_words import PLACEHOLDERS, PROMPTS
from pipeline.check.words.said import Said
from pipeline.text.found import once

NAME = "words"
SIGNS: tuple[Rule, ...] = (*LETTERS, *TEMPLATE, *DATA, *MARKUP, *PLACEHOLDERS, *ADDRESSES)
"""What has no place in a title either."""
RULES: tuple[Rule, ...] = (*PROMPTS, *SIGNS, *PAGE, *flow.DOUBLED)
"""In the order in which they look: what one has found the next ones pass over."""

_REMEDIES = {
    "markup": "Write the words alone; a literal sign is better said in words.",
    "template": "Mend the template or the value behind it, and render the script again; or write what should stand there.",
    "number": "Write the number, or take the sentence out.",
    "url": "Say where to find it in words, or take it out; notes and sources carry the links.",
    "json": "Take it out: it is data or code.",
    "prompt": "Take it out: it was said to or by a tool, not to the listeners.",
    "page": "Take it out: it belongs to the page that the news stood on.",
    "placeholder": "Write what should stand there, or take it out.",
    "control": "Delete the character: a voice stumbles over what nobody sees.",
    "mojibake": "Write the letters as they should be; the source was read in a wrong encoding.",
    "doubled": "Take one of the two out.",
    "cut": "Say it to the end, or end the sentence before it.",
    "empty": "Give the line its words or delete it.",
}


def check(subject: Subject) -> Part:
    """The residue, what is marked as wrong, the repeats and the unchecked names; nothing where there is no script, which the check of its sources says."""
    script = subject.script
    if script is None:
        return Part()
    passages = said.of_script(subject, script)
    hits = [(each, hit) for each in (*passages, *said.of_record(subject, script)) for hit in _hits(each)]
    marred = {id(each) for each, _ in hits}
    findings = [*_residue(hits), *_flow([each for each in passages if id(each) not in marred])]
    repeats = again.find(subject, script, passages)
    names = unsaid.find(subject, script, passages)
    measured = {"passages": sum(not each.title for each in passages), **repeats.measured, **names.measured}
    return Part(
        (*findings, *wrong.find(subject, script).findings, *misnamed.find(subject, script), *repeats.findings, *names.findings),
        {NAME: measured},
    )


def _hits(each: Said) -> list[Hit]:
    def find() -> list[Hit]:
        return residue.find(each.text, SIGNS if each.title else RULES, marked=each.marked, quoted=each.quoted)

    return once("residue", (each.text, each.title, each.marked, each.quoted), find, Hit)


def _residue(hits: Sequence[tuple[Said, Hit]]) -> Iterator[Finding]:
    """Each thing of a place once: a title stands in the header too."""
    told: set[tuple[str, str, str]] = set()
    for each, hit in hits:
        if (key := (hit.kind, hit.words, each.where)) not in told:
            told.add(key)
            yield _of(each, hit)


def _of(each: Said, hit: Hit) -> Finding:
    shown = hit.words if hit.words.isprintable() else hit.words.encode("unicode_escape").decode()
    return _finding(each, hit.severity, hit.kind, f"“{shown}” is {hit.what}{' in a title' if each.title else ''}")


def _flow(passages: Sequence[Said]) -> Iterator[Finding]:
    for each, severity, sentence in flow.twice(passages):
        yield _finding(each, severity, "doubled", f"“{_first(sentence)}” is said twice in a row")
    for each, severity, tail in flow.broken(passages):
        yield _finding(each, severity, "cut", f"the paragraph breaks off: “… {tail}”")
    for each in flow.empty(passages):
        if not each.title:
            yield _finding(each, ERROR, "empty", "there is nothing to say in it")


def _finding(each: Said, severity: str, kind: str, message: str) -> Finding:
    return Finding(severity, f"{NAME}.{kind}", each.where, message, _REMEDIES[kind], each.at_ms)


def _first(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
