"""Rundown → Rundown: the anchor's sentences worded by a language model where the show asks for it, each checked against the rules' own.

`conversational` words them for the ear; `dialogue` gives them to two presenters, with questions and links of the show's own between them.
Quotations and what introduces them are never sent to be changed. A sentence that fails its check stays as the rules made it; the show's
own words that say anything are dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Beat, Rundown
from pipeline.text.faults import Fault
from pipeline.text.loose import strays
from pipeline.text.own import claims
from pipeline.write.writer.asked import CONVERSATIONAL, DIALOGUE, AnswerError, Line, Request, answers, request
from pipeline.write.writer.telling import Told, told_by_two, told_otherwise

__all__ = ["STYLES", "AnswerError", "Ask", "FellBack", "Request", "Wording", "Written", "apply", "requests", "rewrite", "word"]

STYLES = (CONVERSATIONAL, DIALOGUE)
HOST = "Co-host"
"""The role of the second presenter, where nobody says otherwise."""

Ask = Callable[[Request], str]
"""Gives the model's answer to one request. Raises AnswerError where there is none."""


@dataclass(frozen=True, slots=True)
class FellBack:
    """A sentence that stays as the rules made it, though another was asked for; or words of the show's own that are not told."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Wording:
    """How a model words the sentences of a day, as far as it passed its check."""

    style: str
    told: Mapping[str, Told]
    """By the rules' own sentence."""
    asked: int
    """How many sentences were asked for."""
    fell_back: tuple[FellBack, ...]
    dropped: tuple[FellBack, ...] = ()
    """Words of the show's own that say something."""

    @property
    def worded(self) -> tuple[str, ...]:
        """What is told in the model's words: sentences that are not the rules' own, and words of the show's own between them."""
        found = [text for plain, one in self.told.items() for text in (*(own.text for own in one.before), one.text) if text != plain]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Written:
    """A rundown in other words; see `Wording`."""

    rundown: Rundown
    asked: int
    fell_back: tuple[FellBack, ...]
    dropped: tuple[FellBack, ...] = ()
    worded: tuple[str, ...] = ()


def requests(rundown: Rundown, style: str) -> tuple[Request, ...]:
    """What will be asked, one request a story; a headline or brief item that repeats a story's sentence is asked for once.

    A dialogue is made of stories alone: headlines and what is told in brief stay with the anchor.
    """
    stories = [[*story.beats] for story in rundown.stories]
    rest = [*rundown.in_brief, *(b for s in rundown.shorts for b in s.beats), *rundown.ahead]
    groups = stories if style == DIALOGUE else [[*rundown.headlines], *stories, rest]
    found: list[Request] = []
    seen: set[str] = set()
    for beats in groups:
        texts = [text for text in dict.fromkeys(_open(beats)) if text not in seen]
        seen.update(texts)
        if texts:
            found.append(request(texts, style))
    return tuple(found)


def word(rundown: Rundown, style: str, ask: Ask) -> Wording:
    """Ask for every sentence of a rundown, and check what comes."""
    told: dict[str, Told] = {}
    fell_back: list[FellBack] = []
    dropped: list[FellBack] = []
    count = 0
    for one in requests(rundown, style):
        count += len(one.texts)
        try:
            given = answers(ask(one), one)
        except AnswerError as error:
            fell_back += [FellBack(text, str(error)) for text in one.texts]
            continue
        before = _before(given, one, dropped)
        lines = {line.id: line for line in given if line.id}
        for number, plain in enumerate(one.texts, 1):
            line = lines.get(number, Line(number, ""))
            if faults := strays(line.text, plain):
                fell_back.append(FellBack(plain, _why(faults)))
                if one.style == DIALOGUE and number in lines:
                    told[plain] = Told(plain, line.second, before.get(number, ()))
            else:
                told[plain] = Told(line.text, line.second, before.get(number, ()))
    return Wording(style, told, count, tuple(fell_back), tuple(dropped))


def apply(rundown: Rundown, wording: Wording, host: str = HOST) -> Rundown:
    """The rundown in that wording; sources stay where they are. A sentence that it does not know stays as it is."""
    return told_by_two(rundown, wording.told, host) if wording.style == DIALOGUE else told_otherwise(rundown, wording.told)


def rewrite(rundown: Rundown, style: str, ask: Ask, host: str = HOST) -> Written:
    """The rundown with every sentence that passes its check in the model's words."""
    wording = word(rundown, style, ask)
    return Written(apply(rundown, wording, host), wording.asked, wording.fell_back, wording.dropped, wording.worded)


def _before(given: Sequence[Line], one: Request, dropped: list[FellBack]) -> dict[int, tuple[Line, ...]]:
    """The show's own words in front of each sentence that stands in its order: one line at most, checked; the others are `dropped`."""
    found: dict[int, tuple[Line, ...]] = {}
    waiting: list[Line] = []
    last = 0
    for line in given:
        if not line.id:
            waiting.append(line)
            continue
        dropped += [FellBack(each.text, "one line of the show's own before a sentence is enough") for each in waiting[:-1]]
        for own in waiting[-1:]:
            faults = claims(own.text, one.texts[line.id - 1])
            if faults or line.id < last:
                dropped.append(FellBack(own.text, _why(faults) if faults else "the sentence after it stands out of its order"))
            else:
                # Nobody answers their own question.
                found[line.id] = (replace(own, second=own.second if own.text.endswith(".") else not line.second),)
        waiting, last = [], max(last, line.id)
    dropped += [FellBack(line.text, "no sentence follows it") for line in waiting]
    return found


def _why(faults: Sequence[Fault]) -> str:
    about = f" ({faults[0].words[:40]})" if faults[0].words else ""
    return f"{faults[0].message}{about}"


def _open(beats: Iterable[Beat]) -> list[str]:
    """The sentences that may be worded anew: the anchor's, without quotations in them, and none that introduces one."""
    return [s.text for beat in beats if beat.kind != "quote" for s in beat.sentences if not s.text.rstrip().endswith(":")]
