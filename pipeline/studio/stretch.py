"""A stretch of the programme as it is mixed, with what plays between its paragraphs: any part of one that is there, or one that is spoken as it plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline import mix
from pipeline.errors import EpisodeError
from pipeline.mix import Sounding
from pipeline.mix.layout import RATE_HZ, Layout
from pipeline.model import Clip, Script, Segment
from pipeline.studio import sound
from pipeline.studio.coming import Clips

if TYPE_CHECKING:
    from pipeline.mix.programme import Composed
    from pipeline.mix.resample import Samples

STRETCH_S = 2
"""Of a mix, rendered in one go."""
CHANNELS = 2
"""Whether music will play in it is not known when it begins; and a player that seeks counts on the same bytes for the same moment."""
FRAME_BYTES = 2 * CHANNELS
DRAWN_FRAMES = RATE_HZ // 2
"""A voice comes to another level within half a second."""


@lru_cache(2)
def mixed(script: Script, clips: tuple[Clip, ...], how: Sounding, skip_ms: int) -> Mixed:
    """As `Mixed`; a player asks for one part after the other."""
    return Mixed(script, clips, how, skip_ms)


class Mixed:
    """One that is there: a WAV file of which any part can be had."""

    def __init__(self, script: Script, clips: tuple[Clip, ...], how: Sounding, skip_ms: int) -> None:
        """`clips` are numbered as the script's segments are; with `skip_ms` it begins so far behind its first word. Raises AudioError."""
        self._composed, layout = mix.compose(script, clips, how)
        self._skipped = min(_begin(layout, skip_ms), layout.frames)
        self.lead_ms = _lead_ms(layout, skip_ms)
        """What is heard before the first word."""
        self._head = sound.header(layout.frames - self._skipped, RATE_HZ, CHANNELS)
        self.size = len(self._head) + (layout.frames - self._skipped) * FRAME_BYTES
        self.step = STRETCH_S * RATE_HZ * FRAME_BYTES
        """Bytes that are rendered in one go."""

    def part(self, first: int, end: int) -> bytes:
        """Its bytes from `first` up to `end`."""
        from_, to = (max(0, byte - len(self._head)) for byte in (first, end))
        since, till = from_ // FRAME_BYTES, -(-to // FRAME_BYTES)
        made = sound.samples(_rendered(self._composed, self._skipped + since, self._skipped + till))
        return self._head[first:end] + made[from_ - since * FRAME_BYTES : to - since * FRAME_BYTES]


class Growing:
    """One that is mixed as far as it is spoken. How loud a voice is, is known better the more of it is there: what is mixed anew is drawn over."""

    def __init__(
        self,
        script: Script,
        clips: Clips,
        count: int,
        first: int,
        how: Sounding,
        skip_ms: int,
        byte: int,
        grown: Callable[[], None],
        fault: Callable[[EpisodeError], None],
    ) -> None:
        """`count` clips make it whole, those of its first segment numbered `first`; `grown` is called whenever twice as much of it is there as
        before, `fault` hears what is wrong behind the first clip. `skip_ms` as for `Mixed`; it is given from a `byte`
        on, which is 0 or none of its header's. Raises EpisodeError where not even the first clip can be had.
        """
        self._script, self._clips, self._count, self._before, self._how = script, clips, count, first - 1, how
        self._grown, self._fault = grown, fault
        self.engine_ms = clips.waited_ms
        """As of `Coming`."""
        self._there: list[Clip] = []
        self._told = 1
        self._over = self._begun = False
        self._head = b"" if byte else sound.endless_header(RATE_HZ, CHANNELS)
        self._sure = 0
        self._mixes: list[Composed] = []
        """The last, behind one that it is to be drawn over."""
        self._listen()
        layout = self._mix()
        frames, self._cut = divmod(max(0, byte - sound.HEADER_BYTES), FRAME_BYTES)
        self._at = _begin(layout, skip_ms) + frames
        self.lead_ms = _lead_ms(layout, skip_ms)
        """As of `Mixed`."""

    def piece(self) -> bytes | None:
        """What plays next; None behind the end, and behind what could not be spoken."""
        import numpy as np

        while self._at >= self._sure:
            if self._over:
                return None
            self._listen()
            try:
                self._mix()
            except EpisodeError as error:
                self._fault(error)
                return None
        end = min(self._at + STRETCH_S * RATE_HZ, self._sure)
        *over, now = self._mixes
        made = _rendered(now, self._at, end)
        if over and self._begun:
            drawn = min(DRAWN_FRAMES, end - self._at)
            new = np.linspace(0, 1, drawn, dtype=np.float32)[:, np.newaxis]
            made[:drawn] = new * made[:drawn] + (1 - new) * _rendered(over[0], self._at, self._at + drawn)
        self._at, self._mixes = end, [now]
        given = self._head + sound.samples(made)[self._cut :]
        self._head, self._cut, self._begun = b"", 0, True
        return given

    def _listen(self) -> None:
        """Wait until a quarter more is there, and take all that is: to mix it takes longer the more there is."""
        wanted = 1 + len(self._there) * 5 // 4
        try:
            while not self._over and (len(self._there) < wanted or self._clips.are_there()):
                clip = self._clips.next()
                if clip is not None:
                    self._there.append(replace(clip, number=clip.number - self._before))
                self._over = clip is None or len(self._there) == self._count
        except EpisodeError as error:
            self._fault(error)
            self._over = True
        if len(self._there) >= 2 * self._told:
            self._told = len(self._there)
            self._grown()

    def _mix(self) -> Layout:
        whole = len(self._there) == self._count
        script = self._script if whole else part_of(self._script, 1, self._there[-1].number)
        composed, layout = mix.compose(script, self._there, self._how)
        self._mixes = [*self._mixes[-1:], composed]
        self._sure = layout.frames if self._over else max(self._sure, _decided(layout))
        return layout


def part_of(script: Script, first: int, last: int) -> Script:
    """The script of some segments alone, with the cues between them and those just before the first."""
    n, sections = 0, []
    for section in script.sections:
        parts = []
        for part in section.parts:
            n += isinstance(part, Segment)
            if first <= n <= last or (n == first - 1 and not isinstance(part, Segment)):
                parts.append(part)
        if any(isinstance(part, Segment) for part in parts):
            sections.append(replace(section, parts=tuple(parts)))
    return replace(script, sections=tuple(sections))


def _begin(layout: Layout, skip_ms: int) -> int:
    """Its first frame."""
    return layout.timings[0].start_frame + skip_ms * RATE_HZ // 1000 if skip_ms else 0


def _lead_ms(layout: Layout, skip_ms: int) -> int:
    return 0 if skip_ms else layout.timings[0].start_frame * 1000 // RATE_HZ


def _decided(layout: Layout) -> int:
    """Up to where nothing changes any more, whatever is said behind the last word, for which music goes down already; and room to draw over."""
    from pipeline.mix.ducking import REACH_FRAMES

    return layout.timings[-1].parts[-1][1] - REACH_FRAMES - DRAWN_FRAMES


def _rendered(composed: Composed, first: int, end: int) -> Samples:
    """Its frames from `first` up to `end`, in CHANNELS."""
    import numpy as np

    made = composed.render(first, end)
    return np.repeat(made, CHANNELS // made.shape[1], axis=1)
