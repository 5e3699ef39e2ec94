"""Sounds as answers: of what is there any part that is asked for, as players seek by it and Safari plays nothing without; what is on its way as it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Protocol

from pipeline.regex import regex
from pipeline.studio.coming import Coming
from pipeline.studio.sound import UNKNOWN

if TYPE_CHECKING:
    import threading

    from starlette.requests import Request
    from starlette.responses import Response

_RANGE = regex(r"bytes=(\d{1,15})?-(\d{1,15})?")
WAV = "audio/wav"


class There(Protocol):
    """A sound of which any part can be had."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def step(self) -> int:
        """Bytes that are had in one go."""

    def part(self, first: int, end: int) -> bytes:
        """Its bytes from `first` up to `end`."""


def wants_part(request: Request) -> bool:
    """Whether more is asked for than all of it from its beginning: that can be had of what is there, and of nothing else."""
    found = _asked(request)
    return found is not None and found != (0, None)


def seeks(request: Request) -> int:
    """The byte from which on all is asked for; 0 for its beginning, and for any other part."""
    first, last = _asked(request) or (0, None)
    return first if first and last is None else 0


def there(request: Request, sound: There, headers: dict[str, str]) -> Response:
    """The sound, or the part of it that is asked for."""
    from starlette.responses import Response as Plain
    from starlette.responses import StreamingResponse

    headers, size = headers | {"Accept-Ranges": "bytes"}, sound.size
    first, end, status = 0, size, 200
    if (asked := _asked(request)) is not None:
        since, last = asked
        first, end = (max(0, size - (last or 0)), size) if since is None else (since, min(size, last + 1) if last is not None else size)
        if first >= end:
            return Plain(status_code=416, headers=headers | {"Content-Range": f"bytes */{size}"})
        headers |= {"Content-Range": f"bytes {first}-{end - 1}/{size}"}
        status = 206

    def pieces() -> Iterator[bytes]:
        for at in range(first, end, sound.step):
            yield sound.part(at, min(at + sound.step, end))

    return StreamingResponse(pieces(), status, headers | {"Content-Length": str(end - first)}, WAV)


def as_it_comes(sound: Coming, gone: threading.Event, headers: dict[str, str], first: int = 0) -> Response:
    """The sound from its `first` byte on, which it has begun with; `gone` is set when nobody takes more of it."""
    from anyio import to_thread
    from starlette.responses import StreamingResponse

    async def pieces() -> AsyncIterator[bytes]:
        try:
            while (piece := await to_thread.run_sync(sound.piece, abandon_on_cancel=True)) is not None:
                yield piece
        finally:  # at its end, or where the page plays something else by now
            gone.set()

    part = {"Content-Range": f"bytes {first}-{UNKNOWN}/*"} if first else {}
    return StreamingResponse(pieces(), 206 if first else 200, headers | part, WAV)


def _asked(request: Request) -> tuple[int | None, int | None] | None:
    """(first byte, last byte) of what is asked for; None for all, where nothing else is meant, or several parts are."""
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    if found is None or "if-range" in request.headers or found[0] == "bytes=-":
        return None
    first, last = (None if each is None else int(each) for each in found.groups())
    return None if first is not None and last is not None and last < first else (first, last)
