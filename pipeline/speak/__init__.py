"""Script → clips: every segment spoken by its voice, or taken from the cache if it was spoken before.

    Utterance ──cache──▶ Clip          found by engine, voice, rate and text
              └─engine─▶ Clip          `tone` in this process; `pyttsx3` in workers, one a core

`engine` is the seam that other engines plug into; `stage` does the work.
"""

from __future__ import annotations

from pipeline.speak.best import Choice, below, best, near
from pipeline.speak.cache import bound as cache_bound
from pipeline.speak.cache import pieces_folder
from pipeline.speak.cache import settle as settle_cache
from pipeline.speak.cost import Estimate
from pipeline.speak.engine import Engine, EngineStatus, available_voices, check_voice, default_voice, engine_report, kept, notation
from pipeline.speak.jobs import keys
from pipeline.speak.listing import Listed, listing
from pipeline.speak.stage import cached, estimate, forget_pace, missing, pace_of, speak
from pipeline.speak.word_times import read as words_of

__all__ = [
    "Choice",
    "Engine",
    "EngineStatus",
    "Estimate",
    "Listed",
    "available_voices",
    "below",
    "best",
    "cache_bound",
    "cached",
    "check_voice",
    "default_voice",
    "engine_report",
    "estimate",
    "forget_pace",
    "kept",
    "keys",
    "listing",
    "missing",
    "near",
    "notation",
    "pace_of",
    "pieces_folder",
    "settle_cache",
    "speak",
    "words_of",
]
