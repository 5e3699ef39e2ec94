"""Written text → spoken text: what a voice is given so that it reads numbers, signs and pauses as a newsreader would."""

from __future__ import annotations

import re

_MAGNITUDES = {"bn": "billion", "m": "million", "mn": "million", "tn": "trillion", "k": "thousand"}
_CURRENCIES = {
    "€": ("euro", "euros"),
    "£": ("pound", "pounds"),
    "$": ("dollar", "dollars"),
    "¥": ("yen", "yen"),
    "₴": ("hryvnia", "hryvnias"),
}
_MONEY = re.compile(r"([€£$¥₴])\s?(\d[\d,]*(?:\.\d+)?)(?:\s?(bn|billion|mn|million|m|tn|trillion|k)\b)?")
_DASH = re.compile(r"\s*[—―]\s*|\s+[–-]\s+")


def spoken(text: str) -> str:
    """The spoken form of a written text: one line, no quotation marks or brackets, signs as words, dashes as pauses."""
    text = re.sub(r"[“”„«»\"]", "", text)
    text = re.sub(r"(?<!\w)[‘’'](?=\w)|(?<=[.,!?])[’'](?!\w)", "", text)
    text = text.replace("’", "'").replace("‘", "'")
    text = _MONEY.sub(_money, text)
    text = re.sub(r"(\d)\s?%", r"\1 per cent", text)
    text = re.sub(r"\b([GPE])-?(\d{1,2})\b", r"\1 \2", text)
    text = re.sub(r"(\d)\s?[–-]\s?(\d)", r"\1 to \2", text)
    text = text.replace("&", " and ").replace("…", ", ").replace("...", ", ")
    text = _DASH.sub(", ", text)
    text = re.sub(r"[()\[\]{}*_#|<>~^\\]", " ", text)
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r",\s*([.;:?!])", r"\1", text)
    return " ".join(text.split())


def _money(match: re.Match[str]) -> str:
    sign, number, magnitude = match.groups()
    one, many = _CURRENCIES[sign]
    if magnitude:
        return f"{number} {_MAGNITUDES.get(magnitude, magnitude)} {many}"
    return f"{number} {one if number == '1' else many}"
