"""What a clause does to the one before it: whether it takes it back, and what both of them hang on."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING
from pipeline.text.tokens import NEGATIONS

REPORTS = frozenset(ATTRIBUTING)
BELIEVES = frozenset(
    """say think thinks thought believe believes believed suspect suspects
    suspected fear fears feared hope hopes hoped expect expects expected allege alleges alleged appears appeared seems seemed heard hears felt feels
    accuse accuses argue assume assumes assumed estimate estimates found ruled showed shows testified understand understood warn insist suggest""".split()
)
HANGS = BELIEVES | frozenset("if unless whether although though that would could might may when until".split())
"""What the first clause hangs on, its second hangs on as well: "Police believe that he fell, and his wife pushed him"."""
_DOUBTS = frozenset(
    "dispute disputes disputed doubt doubts doubted question questions questioned contradicts contradicted contest contests contested".split()
)
_ARTICLES = frozenset("the a this that its their".split())
_SILENT = regex(r"\b(?:did|does|do|has|have|had|would|could)(?: not|n't) (?:say|said|give|given|explain|name|named)\b")
"""`but did not say why` takes nothing back."""
_CONCEDES = frozenset({"although", "though"})
FINITE = REPORTS | frozenset(
    """is are was were has have had will would can could may might must should shall did does do cannot fell rose came went took made gave got saw led
    won lost held left sent put set cut broke began stood sold bought paid met ran he she it they we i there""".split()
)
SUBJECTS = frozenset("he she it they we i there".split())
_WARNS = frozenset("only must warn warns warned caution cautions cautioned".split())
"""`but only if it rains`, `but lorries must stay away`, `while engineers warned that it could fall`."""
_UNDONE = frozenset(
    """annulled overturned overruled reversed quashed revoked rescinded retracted withdrawn cancelled scrapped void wrong mistake mistaken untrue hoax
    again""".split()
)
"""What was told before does not hold, or not any more: `but the vote was annulled`, `but the leak began again`."""
_AFTERWARDS = regex(
    r"\b(?:is|are|was|were|has|have|had) (?:since|later|subsequently|eventually)\b|\bturned? out\b|\bproved? (?:to be|wrong|false)\b"
)
"""`who was later released`, `which it has since repaid`, `which turned out to be lead`."""
_BIDS = regex(r"\b(?:is|are|was|were|been) (?:told|asked|urged|advised|ordered|warned) (?:not )?to\b")
"""What listeners are to do about it: `the water is safe, and residents are told to boil it`."""
_ADDS = frozenset({"adding", "describing"})
"""What somebody adds to what he says, or calls what he does, says how it is meant."""
_RELATIVES = frozenset("who whom whose which that where when".split())


_KEPT = frozenset(
    """describing denying calling claiming alleging suggesting meaning arguing assuming supposing providing depending pending excluding barring failing lacking
    according following during regarding concerning considering given nothing something anything everything being having hoping fearing believing thinking
    refusing using acting showing indicating implying citing quoting beginning starting""".split()
)
"""What `, …ing` at a sentence's end may not go with: it narrows what is told, or says how it is meant."""


def leads_to(words: Sequence[str]) -> bool:
    """Whether the `…ing` behind a comma at a sentence's end only says what came of it or went with it: `, blocking both lines`, `, killing two`."""
    root = words[0].removesuffix("ing")
    speaks = any(f"{root}{end}" in REPORTS for end in ("ed", "d", "s")) or f"{root[:-1]}ed" in REPORTS
    return (
        words[0].endswith("ing")
        and len(root) > 2
        and words[0] not in _KEPT
        and not speaks
        and len(words) > 1
        and words[1] not in ("out", "aside")
    )


def own_clause(words: Sequence[str]) -> bool:
    """Whether what stands behind a semicolon is a clause: “his injuries are slight”, not one more of a list (“Ann Other, 24”, “and Bo Field, who was 45”)."""
    if not words or words[0] in ("and", "or", "nor"):
        return False
    relative = next((n for n, word in enumerate(words) if n and word in _RELATIVES), len(words))
    return any(word in FINITE or word.endswith("n't") for word in words[:relative])


def takes_back(words: Sequence[str]) -> bool:
    """Whether the clause at a sentence's end (its first word included) takes back a part of what stands before it, or says who says that.

    `as police claimed`, `; so says his lawyer`, `which fell, police said`; `but not this year`, `but for two`, `though experts deny it`, `although two later died`,
    `but should be read with care`, `but the vote was annulled`, `who was later released`,
    `while the union says that it is unsafe`, `while others warned that it could fall`, `adding that lorries must stay away`, `where it was held at all`.
    """
    if not words:
        return False
    if words[0] in _ADDS or "at all" in " ".join(words):
        return True
    if words[-1] in REPORTS or words[0] in ("so", "or", "says", "say") or "so says" in " ".join(words[:3]):
        return True
    if words[0] == "as" and (list(words[-2:]) == ["has", "it"] or any(word in REPORTS or word in BELIEVES for word in words)):
        return True
    if list(words[:3]) == ["which", "is", "what"] or (words[0] == "but" and not own_clause(words[1:])):
        return True
    if words[0] in _CONCEDES or (words[0] in ("but", "while", "saying") and not _WARNS.isdisjoint(words)):
        return True
    if words[0] == "and" and _BIDS.search(" ".join(words)):
        return True
    turns = words[0] in _RELATIVES or words[0] in ("but", "while")
    if turns and (not _UNDONE.isdisjoint(words) or _AFTERWARDS.search(" ".join(words)) or _answers(words)):
        return True
    silent = _SILENT.search(" ".join(words))
    if words[0] == "but" and len(words) > 1 and words[1] in FINITE - REPORTS and words[1] not in SUBJECTS and not silent:
        return True
    doubts = any(
        word in _DOUBTS and (not n or words[n - 1] not in _ARTICLES) for n, word in enumerate(words)
    )  # “the dispute” doubts nothing
    return (doubts or any(word in NEGATIONS or word.endswith("n't") for word in words)) and not silent


def _answers(words: Sequence[str]) -> bool:
    """Whether a clause is what others say to it: `while the union says it is unsafe`, `but residents reported more`; not `but he added …`."""
    verb = next((n for n, word in enumerate(words) if word in REPORTS or word in ("say", "says")), 0)
    return words[0] in ("but", "while") and verb > 1 and words[1] not in SUBJECTS and not any(word in FINITE for word in words[1:verb])
