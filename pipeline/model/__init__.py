"""The things that flow from stage to stage: frozen values, tuples inside, units in the names."""

from __future__ import annotations

from pipeline.model.chain import Chain
from pipeline.model.music import Music, MusicSpan
from pipeline.model.news import KINDS, LISTED, ORDERS, Briefing, Image, Line, Origin, Paragraph, Quote, Source, Update
from pipeline.model.recording import Recording, recording_of
from pipeline.model.rundown import Beat, LeftOut, Pronunciation, Rundown, Sentence, Story
from pipeline.model.script import Cue, Script, Section, Segment, Utterance
from pipeline.model.sound import (
    CASUALTIES,
    HEADLINES,
    Chapter,
    Clip,
    Credit,
    Delivery,
    Encoded,
    Episode,
    Pace,
    Programme,
    Tags,
    Timing,
    Tone,
    Voice,
)

__all__ = [
    "CASUALTIES",
    "HEADLINES",
    "KINDS",
    "LISTED",
    "ORDERS",
    "Beat",
    "Briefing",
    "Chain",
    "Chapter",
    "Clip",
    "Credit",
    "Cue",
    "Delivery",
    "Encoded",
    "Episode",
    "Image",
    "LeftOut",
    "Line",
    "Music",
    "MusicSpan",
    "Origin",
    "Pace",
    "Paragraph",
    "Programme",
    "Pronunciation",
    "Quote",
    "Recording",
    "Rundown",
    "Script",
    "Section",
    "Segment",
    "Sentence",
    "Source",
    "Story",
    "Tags",
    "Timing",
    "Tone",
    "Update",
    "Utterance",
    "Voice",
    "recording_of",
]
