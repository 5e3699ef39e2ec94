"""What a Piper voice is given for phonemes: its numbers, the marks that it was not trained with, a dictionary's IPA."""

from __future__ import annotations

from typing import Any

from pipeline.speak import onnx_text

FULL_STOPS = {"…": ",", "—": ";", "(": ",", ")": ","}
"""Marks that the voices were not trained with, as those that they were."""


def ids(phonemes: list[str], piper: Any) -> list[int]:
    """The numbers of the phonemes that the voice knows; none where it knows none of them but marks."""
    there = known(phonemes, piper)
    if not any(sign.isalpha() for sign, _ in there):
        return []
    ids: list[int] = piper.phonemes_to_ids([given for _, given in there])
    return ids


def known(phonemes: list[str], piper: Any) -> list[tuple[str, str]]:
    """Those that the voice knows, each with what it is given for it."""
    stands_for = {} if piper.config.phoneme_type == "text" else FULL_STOPS
    given = [(sign, stands_for.get(sign, sign)) for sign in phonemes]
    return [(sign, stands) for sign, stands in given if stands in piper.config.phoneme_id_map]


def timed(phonemes: list[str], lengths: Any, piper: Any) -> tuple[list[str], list[int]]:
    """What each of the model's numbers stands for, and how many samples it lasts."""
    numbers, padding = piper.config.phoneme_id_map, len(piper.config.phoneme_id_map["_"])
    signs = [*"^" * len(numbers["^"]), *"_" * padding]
    for sign, given in known(phonemes, piper):
        signs += [sign, *"_" * (len(numbers[given]) - 1 + padding)]
    signs += "$" * len(numbers["$"])
    return (signs, [int(length) for length in lengths]) if len(signs) == len(lengths) else ([], [])


def from_ipa(ipa: str, config: Any) -> str:
    """IPA as a dictionary writes it, as espeak-ng writes it for this voice."""
    text = onnx_text.plain_ipa(ipa)
    if config.espeak_voice.startswith("en"):
        text = text.replace("r", "ɹ")
    return text if "g" in config.phoneme_id_map else text.replace("g", "ɡ")
