"""When each word of a clip begins, where the engine says so: a small file beside the clip, `<clip>.words`, that goes where it goes.

A JSON list of [word, start in milliseconds of the clip], a word being what white space parts in the text that the engine was given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from pipeline.speak import wav

ENDING = ".words"

Words: TypeAlias = tuple[tuple[str, int], ...]


def read(clip: Path) -> Words:
    """The words of a clip; none where its engine does not tell, or the file is not what it was."""
    with suppress(OSError):
        return parse(clip.with_suffix(ENDING).read_bytes())
    return ()


def parse(raw: bytes) -> Words:
    """The words in such a file; none where it is not what it was."""
    with suppress(ValueError, TypeError, RecursionError):
        found = tuple((str(word), int(start)) for word, start in json.loads(raw))
        if all(one <= other for (_, one), (_, other) in pairwise(found)):
            return found
    return ()


def write(clip: Path, words: Sequence[tuple[str, int]]) -> None:
    """Put them beside the clip; nothing stands there where there are none."""
    path = clip.with_suffix(ENDING)
    path.unlink(missing_ok=True)
    if words:
        path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")


def join(parts: Sequence[Path], target: Path) -> None:
    """Those of clips that are joined to `target`; none where one of them has none. Raises BadWav."""
    whole: list[tuple[str, int]] = []
    at_ms = 0.0
    for part in parts:
        words, sound = read(part), wav.read(part)
        if not words:
            whole.clear()
            break
        whole += [(word, round(at_ms + start)) for word, start in words]
        at_ms += sound.frames * 1000 / sound.rate_hz
    write(target, whole)


def stretch(clip: Path, times: float) -> None:
    """Those of a clip that lasts `times` as long as it did."""
    write(clip, [(word, round(start * times)) for word, start in read(clip)])


def move(part: Path, clip: Path) -> None:
    """Those of a clip in the making to its place, where there are any. Losing them is no reason to lose the clip."""
    with suppress(OSError):
        part.with_suffix(ENDING).replace(clip.with_suffix(ENDING))
