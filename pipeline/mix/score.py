"""The seam between what sounds and what encodes it: a programme that can be asked for any stretch of itself."""

from __future__ import annotations

from typing import Protocol

from pipeline.mix.resample import Samples

GRID_FRAMES = 1152
"""One MP3 frame (ISO 11172-3, Layer III: two granules of 576). Every segment starts on a multiple of it, so that a stretch that is
encoded by itself lies on the same frames wherever it stands in the programme."""


class Score(Protocol):
    """A whole programme, levelled and limited, none of it held in memory."""

    @property
    def rate_hz(self) -> int:
        """Frames a second."""

    @property
    def channels(self) -> int:
        """1 where nothing in it is stereo (both channels of a stereo file are then equal), else 2."""

    @property
    def frames(self) -> int:
        """The programme's length."""

    @property
    def cuts(self) -> tuple[int, ...]:
        """Where it can be cut for encoding: first frames of its pieces, ascending, the first 0, each a multiple of GRID_FRAMES.

        The places follow the content: a sentence that changes moves the cuts of its own chapter and no others (relative to what
        they lie in), so that all other pieces keep their keys.
        """

    @property
    def ceiling(self) -> float:
        """True peaks stay at or below it; linear, full scale 1."""

    def alike(self, first: int, last: int) -> bool:
        """Whether both channels are the same in all of [first, last): then one of them says everything."""

    def louder(self, factor: float) -> Score:
        """The same, all of it times a factor, before its peaks are held."""

    def held(self, ceiling: float) -> Score:
        """The same with another ceiling for its peaks."""

    def key(self, first: int, last: int) -> str:
        """A digest of all that decides the samples of [first, last), wherever that stretch stands in the programme.

        Two stretches of one key render to the same samples, in any programme, on any day.
        """

    def render(self, first: int, last: int) -> Samples:
        """The samples of [first, last), shape (last − first, channels), full scale ±1; zeros before 0 and after `frames`.

        A frame has the same value whatever stretch it is asked for in.
        """
