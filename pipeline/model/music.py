"""The music of a show: which sounds its cues name, how they lie against speech, and where they came to stand."""

from __future__ import annotations

from dataclasses import dataclass

STINGS = (("open", "open"), ("close", "close"), ("story", "story"))
BEDS = (("headlines", "headlines"), ("between", "between"))
"""(cue, sound) where a show says nothing else: the sounds are those of `pipeline.mix.sounds`."""


@dataclass(frozen=True, slots=True)
class Music:
    """What `[sting: NAME]` and `[bed: NAME]` play, and how. Levels are against the programme's loudness, which is that of its speech."""

    enabled: bool = True
    """Off: cues are read and nothing plays."""
    stings: tuple[tuple[str, str], ...] = STINGS
    """(cue, sound): a name of ours, a file inside the show, or nothing for silence."""
    beds: tuple[tuple[str, str], ...] = BEDS
    sting_db: float = -2.0
    """Of a sting's loudness: music seems louder than speech of the same reading."""
    bed_db: float = -14.0
    """Of a bed's loudest 400 ms while somebody speaks."""
    swell_db: float = 6.0
    """How much a bed comes up where nobody speaks for long enough."""
    attack_ms: int = 300
    """How long before speech the bed begins to go down: it is down when the first word comes."""
    release_ms: int = 900
    """How long it takes to come up after speech."""
    fade_ms: int = 1200
    """In and out, at both ends of a bed."""
    overlap_ms: int = 900
    """How much of a sting's end lies under the first words after it."""
    gap_ms: int = 350
    """Between the last word and a sting."""

    def sound(self, kind: str, cue: str) -> str | None:
        """The sound that a cue of a kind (`sting`, `bed`) names; none where there is no such cue, nothing for silence."""
        return dict(self.stings if kind == "sting" else self.beds).get(cue)


@dataclass(frozen=True, slots=True)
class MusicSpan:
    """Where a sting or a bed stands in the programme."""

    kind: str
    """`sting` or `bed`."""
    cue: str
    sound: str
    """As the settings name it."""
    start_frame: int
    end_frame: int
    """One past its last, fade included."""
