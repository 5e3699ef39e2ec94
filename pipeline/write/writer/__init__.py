"""Rundown → Rundown: the anchor's sentences worded by a language model where the show asks for it, each checked against the rules' own.

Quotations and what introduces them are never sent to be changed. A sentence that fails its check stays as the rules made it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Beat, Rundown, Sentence, Story
from pipeline.text.loose import strays
from pipeline.write.writer.asked import AnswerError, Request, answers, request

__all__ = ["STYLES", "AnswerError", "Ask", "FellBack", "Request", "Written", "requests", "rewrite"]

STYLES = ("conversational",)

Ask = Callable[[Request], str]
"""Gives the model's answer to one request. Raises AnswerError where there is none."""


@dataclass(frozen=True, slots=True)
class FellBack:
    """A sentence that stays as the rules made it, though another was asked for."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """A rundown in other words."""

    rundown: Rundown
    asked: int
    """How many sentences were asked for."""
    fell_back: tuple[FellBack, ...]
    worded: tuple[str, ...] = ()
    """The sentences that are in the model's words, as they are told."""


def requests(rundown: Rundown, style: str) -> tuple[Request, ...]:
    """What will be asked, one request a story; a headline or brief item that repeats a story's sentence is asked for once."""
    groups = [[*rundown.headlines], *([*story.beats] for story in rundown.stories), [*rundown.in_brief, *(b for s in rundown.shorts for b in s.beats), *rundown.ahead]]
    found: list[Request] = []
    seen: set[str] = set()
    for beats in groups:
        texts = [text for text in dict.fromkeys(_open(beats)) if text not in seen]
        seen.update(texts)
        if texts:
            found.append(request(texts, style))
    return tuple(found)


def rewrite(rundown: Rundown, style: str, ask: Ask) -> Written:
    """The rundown with every sentence that passes its check in the model's words; sources stay where they are."""
    told: dict[str, str] = {}
    fell_back: list[FellBack] = []
    count = 0
    for one in requests(rundown, style):
        count += len(one.texts)
        try:
            given = answers(ask(one), len(one.texts))
        except AnswerError as error:
            fell_back += [FellBack(text, str(error)) for text in one.texts]
            continue
        for number, plain in enumerate(one.texts, 1):
            other = given.get(number, "")
            faults = strays(other, plain)
            if faults:
                about = f" ({faults[0].words[:40]})" if faults[0].words else ""
                fell_back.append(FellBack(plain, f"{faults[0].message}{about}"))
            else:
                told[plain] = " ".join(other.split())
    return Written(_with(rundown, told), count, tuple(fell_back), tuple(text for plain, text in told.items() if text != plain))


def _open(beats: Sequence[Beat]) -> list[str]:
    """The sentences that may be worded anew: the anchor's, without quotations in them, and none that introduces one."""
    return [s.text for beat in beats if beat.kind != "quote" for s in beat.sentences if not s.text.rstrip().endswith(":")]


def _with(rundown: Rundown, told: dict[str, str]) -> Rundown:
    def sentence(one: Sentence) -> Sentence:
        return replace(one, text=told.get(one.text, one.text))

    def beats(some: Sequence[Beat]) -> tuple[Beat, ...]:
        return tuple(b if b.kind == "quote" else replace(b, sentences=tuple(sentence(s) for s in b.sentences)) for b in some)

    def stories(some: Sequence[Story]) -> tuple[Story, ...]:
        return tuple(replace(story, beats=beats(story.beats)) for story in some)

    return replace(
        rundown,
        headlines=beats(rundown.headlines),
        stories=stories(rundown.stories),
        in_brief=beats(rundown.in_brief),
        shorts=stories(rundown.shorts),
        ahead=beats(rundown.ahead),
    )
