"""What a look at a clip found, kept beside the clip: a programme is laid out and levelled again without reading any sound.

One file a clip, `<clip>.look`: a line of JSON, the energies and the peaks of its cells, and a digest of it all. It counts while the clip
has the size and the time of change that it had; a damaged or older one is as none. Where none can be written the clip is looked at again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.layout import Span
from pipeline.mix.resample import Samples

FORMAT = 3
"""Raise it when a look finds something else in the same clip."""

ENDING = ".look"

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Look:
    """What was found; the fields are those of `pipeline.mix.clips.Take`."""

    digest: str
    rate_hz: int
    first_frame: int
    last_frame: int
    span: Span
    energies: Samples = field(repr=False)
    peaks: NDArray[np.float16] = field(repr=False)


def stamp(clip: Path) -> tuple[int, int]:
    """Size and time of change of a clip, zeros where it is not there. Asked for before it is read: a look at what it then was."""
    try:
        now = clip.stat()
    except OSError:
        return 0, 0
    return now.st_size, now.st_mtime_ns


def _place(clip: Path, chain: str) -> Path:
    """Beside the clip; that of each voice chain by itself, so that a show with one and a show without share a cache."""
    return clip.with_suffix(f".{hashlib.sha256(chain.encode()).hexdigest()[:8]}{ENDING}" if chain else ENDING)


def recall(clip: Path, chain: str = "") -> Look | None:
    """What an earlier look found, if the clip is still that clip."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        raw = _place(clip, chain).read_bytes()
        body, digest = raw[:-DIGEST_BYTES], raw[-DIGEST_BYTES:]
        if hashlib.sha256(body).digest()[:DIGEST_BYTES] != digest:
            return None
        end = body.index(b"\n") + 1
        line = json.loads(body[:end])
        if line["format"] != FORMAT or line["chain"] != chain or tuple(line["stamp"]) != stamp(clip):
            return None
        cells = int(line["cells"])
        energies = np.frombuffer(body, "<f4", cells, end)
        peaks = np.frombuffer(body, "<f2", cells, end + 4 * cells)
        return Look(line["digest"], line["rate_hz"], line["first"], line["last"], Span(*line["span"]), energies, peaks)
    return None


def keep(clip: Path, look: Look, of: tuple[int, int], chain: str = "") -> None:
    """Keep what was found in a clip of this size and time of change, where that can be written."""
    span = look.span
    line = {
        "format": FORMAT,
        "stamp": of,
        "chain": chain,
        "digest": look.digest,
        "rate_hz": look.rate_hz,
        "first": look.first_frame,
        "last": look.last_frame,
        "span": (span.lead, span.body, span.tail),
        "cells": len(look.energies),
    }
    body = json.dumps(line).encode() + b"\n" + look.energies.astype("<f4").tobytes() + look.peaks.astype("<f2").tobytes()
    path = _place(clip, chain)
    with suppress(OSError):
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(body + hashlib.sha256(body).digest()[:DIGEST_BYTES])
            Path(part).replace(path)
        finally:
            Path(part).unlink(missing_ok=True)
