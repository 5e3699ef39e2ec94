"""What the show plays, written down: D major, 3 + 3 + 2, a rising fifth and a second as its own signature.

`open` climbs D–A–E–F sharp, `close` comes down the same steps and goes home by way of G, `story` is its first fifth turned round.
The beds stay below the voice: nothing that sounds lies above F sharp 4, and what is struck is rare.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.mix.sounds.instruments import BASS, FELT, MALLET, PAD, Instrument


@dataclass(frozen=True, slots=True)
class Part:
    """What one instrument plays."""

    instrument: Instrument
    level_db: float
    """How loud its notes are, against the other parts."""
    notes: str
    """`BEAT:NOTE+NOTE/BEATS` each: where it is struck, what, and how long it is held."""
    pan: float = 0.0
    """From −1 left to 1 right."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sting or a bed."""

    beats_a_minute: float
    beats: float
    """Its length. A bed's is a whole number of frames, so that its end meets its beginning."""
    loops: bool
    lufs: float
    """The loudness that it is rendered at; whoever places it sets its level by what was measured."""
    low_pass_hz: float
    """Where it begins to lose its brightness."""
    room_db: float
    """How loud the room is, against the instruments."""
    parts: tuple[Part, ...]


STINGS = {
    "open": Piece(
        beats_a_minute=108,
        beats=6.9,
        loops=False,
        lufs=-21,
        low_pass_hz=3200,
        room_db=-11,
        parts=(
            Part(BASS, -7, "0.1:D2/1.6 1.85:D2/4"),
            Part(PAD, -15, "0.1:D3+A3/3.2 1.6:F#3+D4/1.8"),
            Part(FELT, -4, "0.1:D4/2 0.6:A4/2 1.1:E5/0.8 1.85:F#5/4.5"),
            Part(FELT, -9, "1.85:D4+A4/4"),
            Part(MALLET, -12, "0.6:A3/1 1.1:E4/1 1.85:F#4/2", pan=0.3),
        ),
    ),
    "close": Piece(
        beats_a_minute=104,
        beats=6.9,
        loops=False,
        lufs=-21,
        low_pass_hz=3000,
        room_db=-10,
        parts=(
            Part(BASS, -7, "0.1:G2/2 2.1:D2/4"),
            Part(PAD, -15, "0.1:G3+B3+D4/1.2 1.7:D3+A3+F#4/2.2"),
            Part(FELT, -4, "0.1:F#5/1.5 0.6:E5/1.5 1.1:B4/1.2 2.1:A4/4"),
            Part(FELT, -9, "0.1:B3+D4/1.8 2.1:D4+F#4/4"),
            Part(MALLET, -12, "1.1:D4/1 1.6:E4/1 2.1:D4/2", pan=-0.3),
        ),
    ),
    "story": Piece(
        beats_a_minute=120,
        beats=2.6,
        loops=False,
        lufs=-21,
        low_pass_hz=2800,
        room_db=-12,
        parts=(
            Part(FELT, -4, "0.04:A4/0.9 0.4:D5/1.5"),
            Part(FELT, -11, "0.4:D4+F#4/1.3"),
            Part(MALLET, -10, "0.04:A3/1 0.4:D4/1", pan=0.2),
        ),
    ),
}
"""For the beginning, the end, and between two stories."""

BEDS = {
    "headlines": Piece(
        beats_a_minute=100,
        beats=32,
        loops=True,
        lufs=-24,
        low_pass_hz=900,
        room_db=-10,
        parts=(
            Part(BASS, -12, "0:D2/3 3:D2/4 8:B2/3 11:B2/4 16:G2/3 19:G2/4 24:A2/3 27:A2/4"),
            Part(PAD, -12, "0:D3+A3+E4/7.3 8:D3+F#3+A3/7.3 16:D3+G3+B3/7.3 24:E3+A3+D4/3.3 28:E3+A3+C#4/3.3"),
            Part(
                MALLET, -6, "0:D3/2 1.5:A3/2 3:E4/2 8:B2/2 9.5:F#3/2 11:D4/2 16:G3/2 17.5:D4/2 19:B3/2 24:A3/2 25.5:E4/2 27:D4/2", pan=-0.35
            ),
            Part(MALLET, -8, "5.5:A3/2 7:D4/2 13.5:F#3/2 15:A3/2 21.5:D4/2 23:G3/2 29.5:E3/2 31:A3/2", pan=0.35),
            Part(FELT, -8, "4:F#4/4 12:D4/4 20:D4/4 28:C#4/4"),
        ),
    ),
    "between": Piece(
        beats_a_minute=60,
        beats=24,
        loops=True,
        lufs=-25,
        low_pass_hz=800,
        room_db=-8,
        parts=(
            Part(BASS, -8, "0:G2/5 6:F#2/5 12:E2/5 18:A2/5"),
            Part(PAD, -10, "0:D3+B3+F#4/5.6 6:D3+A3+E4/5.6 12:E3+G3+D4/5.6 18:E3+A3+D4/2.6 21:E3+A3+C#4/2.6"),
            Part(FELT, -9, "1.5:D4/4 4.5:F#4/3 7.5:A3/4 13.5:B3/4 16.5:D4/3 19.5:A3/4"),
        ),
    ),
}
"""Under a voice: one that moves, for the headlines, and one that stands, between stories."""
