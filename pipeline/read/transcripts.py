"""A transcript with speakers: each turn is its speaker's words, between quotation marks behind the name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read import page
from pipeline.read.bylines import is_name
from pipeline.read.posts import inner
from pipeline.regex import regex

TURNS = 3
"""So many labels, one of them twice, make a transcript."""
LATEST_START_S = 120
"""A recording's first turn is no later: what stands beside names in a chat are times of the day."""

_ROLE = (
    r"(?:the )?(?:reporter|interviewer|interviewee|moderator|host|presenter|journalist|speaker|questioner|question|answer|audience member|narrator|"
    r"(?:male|female|unidentified|unknown) (?:voice|speaker))(?: ?\d{1,2})?"
)
_LABEL = r"(?P<name>(?:[A-ZÀ-Þ][\w.’'-]*)(?: (?:(?:of|de|van|von|der|the) )?[A-ZÀ-Þ0-9][\w.’'-]*){0,5})"
_TURN = regex(rf"{_LABEL}:\s+(?P<words>\S.*)")
_NAME = regex(rf"{_LABEL}:")
_ASKS = regex(r"(?P<name>[QA])(?:[:.]\s*|\s+)(?=[A-Z“\"])(?P<words>\S.*)")
_AT = r"[\[(]?(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>\d\d)[\])]?"
_BEHIND = regex(rf"{_LABEL}:?\s+{_AT}:?(?P<words>)")
_FRONT = regex(rf"{_AT}\s+{_LABEL}:(?:\s+(?P<words>\S.*))?")
"""A name with its time in the recording: above what is said, or in front of it."""
_STAGE = regex(
    r"\s?[\[(](?:laughter|laughs|applause|cheers(?: and applause)?|inaudible|crosstalk|pause|music|silence|off[- ]mic|phonetic|ph|sic)\b[^()\[\]]{0,40}[\])]\.?",
    re.IGNORECASE,
)
_ENDS = regex(r"[.!?…—-][”\"’')\]]*$")
_SPEAKS = regex(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]ou|[Yy]our)\b|\?")
"""What is said to somebody: bulletins have labels as well, of roads and of towns."""
_HONOURS = regex(r"(?:MR|MRS|MS|DR|SIR|LADY|LORD|REV|SEN|REP|GEN|COL)\.?")


def joined(text: str) -> str:
    """The text with each turn of a transcript as its speaker's words; as many lines as before. Any other text as it is."""
    lines = text.split("\n")
    timed = {n: match for n, line in enumerate(lines) if (match := _timed(line.strip()))}
    if _is_recording(list(timed.values())):
        for n, match in timed.items():
            lines[n] = match["words"] or ""
        return "\n".join(_below(lines, {n: _small(match["name"]) for n, match in timed.items()}))
    if alone := _alone(lines):
        for n in alone:
            lines[n] = ""
        return "\n".join(_below(lines, alone))
    turns = {n: match for n, line in enumerate(lines) if (match := _ASKS.fullmatch(line.strip()) or _turn(line.strip()))}
    told = sum(_ENDS.search(line.strip()) is not None for line in lines)
    seen = Counter(match["name"] for match in turns.values())
    speaks = sum(_SPEAKS.search(match["words"]) is not None for match in turns.values())
    if len(turns) < TURNS or not 2 <= len(seen) < len(turns) or 2 * len(turns) < told or 4 * speaks < len(turns):
        return text
    for n, match in turns.items():
        lines[n] = match["words"]
    return "\n".join(_below(lines, {n: _small(match["name"]) for n, match in turns.items()}, labelled=True))


def _alone(lines: Sequence[str]) -> dict[int, str]:
    """Where names stand alone above what they say, `FIELD:`, by their line; nothing for a text that is no such talk."""
    found = {n: match["name"] for n, line in enumerate(lines) if (match := _NAME.fullmatch(line.strip())) and _is_speaker(match["name"])}
    below = [" ".join(lines[n + 1 : n + 3]) for n in found]
    said = sum(_SPEAKS.search(each) is not None for each in below)
    talk = len(found) >= TURNS and 2 <= len(set(found.values())) < len(found) and 4 * said >= len(found)
    return {n: _small(name) for n, name in found.items()} if talk else {}


def _timed(line: str) -> re.Match[str] | None:
    return (_BEHIND.fullmatch(line) or _FRONT.fullmatch(line)) if ":" in line else None


def _turn(line: str) -> re.Match[str] | None:
    match = _TURN.fullmatch(line)
    return match if match and _is_speaker(match["name"]) else None


def _is_speaker(name: str) -> bool:
    """Whether a label is somebody: a name, an office in capitals, whoever asks."""
    return (
        is_name(name)
        or (name.isupper() and len(name) > 2 and not re.search(r"\d", name))
        or re.fullmatch(_ROLE, name, re.IGNORECASE) is not None
        or _titled(name)
    )


def _titled(name: str) -> bool:
    """`Mayor Dahl`, `Mr. Holm`: one word or two before a name that is none by itself."""
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words) and is_name(" ".join(words[-2:]))


def _is_recording(labels: Sequence[re.Match[str]]) -> bool:
    """Whether the times beside the labels count from a recording's start."""
    seconds = [int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + int(match["s"]) for match in labels]
    names = [match["name"] for match in labels]
    known = all(map(_is_speaker, names)) if len(names) < TURNS else len(set(names)) < len(names)
    return len(labels) >= TURNS - 1 and known and seconds == sorted(seconds) and seconds[0] <= LATEST_START_S


def _below(lines: list[str], names: dict[int, str], *, labelled: bool = False) -> list[str]:
    """The lines, those from each name on as its bearer's words; where they are `labelled`, a line without a name may be a report."""
    found, now, said = [], "", ""
    for n, line in enumerate(lines):
        now = names.get(n, now)
        words = _STAGE.sub("", line.strip()).strip()
        is_said = bool(now and _ENDS.search(words) and re.search(r"[a-z]", words)) and not (page.furniture(words) or page.promo(words))
        if not is_said or (labelled and n not in names and not _SPEAKS.search(words)):
            found.append(words if now else line)
        else:
            found.append(f"“{inner(words)}”" if said == now else f"{now}: “{inner(words)}”")
            said = now
    return found


def _small(name: str) -> str:
    """`MAYOR DAHL` as `Mayor Dahl`; `Q` as the question that it is."""
    if name in ("Q", "A"):
        return {"Q": "Question", "A": "Answer"}[name]
    if not name.isupper():
        return name
    return " ".join(word.title() if len(word) > 3 or _HONOURS.fullmatch(word) else word for word in name.split())
