"""What speaking will cost is known before anything is asked, and is what is asked then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import EngineUnavailable
from pipeline.model import Utterance
from pipeline.speak import Estimate, estimate, speak
from pipeline.speak.openai_engine import LIMIT_CHARS, USD_PER_MILLION_CHARS, OpenAIEngine
from tests.speak.helpers import NEWS, utterances
from tests.speak.openai_server import SpeechServer, known_by_name, running

MILLION = 1_000_000


@pytest.fixture
def priced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SpeechServer]:
    """The engine known by its entry point, a server for it, and a price."""
    with running() as server:
        known_by_name(tmp_path / "site", monkeypatch, server.url)
        monkeypatch.setenv("EPISODE_OPENAI_USD_PER_MILLION_CHARS", "20")
        yield server


def script() -> list[Utterance]:
    """Twelve segments: one too long for a request, one without a word, two that sound the same, two of a free engine."""
    return [
        *utterances(6, "openai:nova"),
        Utterance(7, " ".join(NEWS * 7), "openai:nova", 160),
        Utterance(8, "…", "openai:nova", 160),
        Utterance(9, "Good night.", "openai:tts-1/nova", 160),
        Utterance(10, "Good night.", "openai:tts-1/nova", 160),
        *utterances(2, "tone"),
    ]


def test_the_estimate_is_what_is_asked_then(priced: SpeechServer, tmp_path: Path) -> None:
    foreseen = estimate(script(), cache_dir=tmp_path / "cache")
    assert priced.asked == []
    assert not (tmp_path / "cache").exists()
    speak(script(), cache_dir=tmp_path / "cache")
    assert foreseen.requests == len(priced.asked) == 6 + 2 + 1
    assert foreseen.characters == sum(len(asked.json["input"]) for asked in priced.asked)
    assert foreseen.cost_usd == pytest.approx(foreseen.characters * 20 / MILLION)
    assert foreseen.engines == (priced.url,)


def test_what_is_in_the_cache_costs_nothing(priced: SpeechServer, tmp_path: Path) -> None:
    speak(script()[:4], cache_dir=tmp_path / "cache")
    foreseen = estimate(script(), cache_dir=tmp_path / "cache")
    before = len(priced.asked)
    speak(script(), cache_dir=tmp_path / "cache")
    assert foreseen.requests == len(priced.asked) - before == 5
    assert foreseen.characters == sum(len(asked.json["input"]) for asked in priced.asked[before:])
    assert estimate(script(), cache_dir=tmp_path / "cache") == Estimate()
    assert not estimate(script(), cache_dir=tmp_path / "cache")


def test_free_engines_are_not_in_it(tmp_path: Path) -> None:
    assert estimate(utterances(5, "tone"), cache_dir=tmp_path) == Estimate()


@pytest.mark.parametrize(
    ("environ", "paid"),
    [
        ({}, True),
        ({"EPISODE_OPENAI_URL": "https://speech.example/v1"}, True),
        ({"EPISODE_OPENAI_URL": "http://localhost:8880/v1"}, False),
        ({"EPISODE_OPENAI_URL": "http://localhost:8880/v1", "EPISODE_OPENAI_USD_PER_MILLION_CHARS": "3"}, True),
        ({"EPISODE_OPENAI_URL": "https://speech.example/v1", "EPISODE_OPENAI_USD_PER_MILLION_CHARS": "0"}, False),
    ],
)
def test_who_charges(environ: dict[str, str], paid: bool) -> None:
    assert OpenAIEngine(environ=environ).paid is paid


@pytest.mark.parametrize(
    ("environ", "voice", "usd"),
    [
        ({}, "nova", 15.0),
        ({}, "tts-1/nova", 15.0),
        ({}, "tts-1-hd/nova", 30.0),
        ({}, "gpt-4o-mini-tts/nova", 16.0),
        ({}, "tts-9/nova", None),
        ({"EPISODE_OPENAI_USD_PER_MILLION_CHARS": "12.5"}, "tts-9/nova", 12.5),
        ({"EPISODE_OPENAI_USD_PER_MILLION_CHARS": "12.5"}, "tts-1/nova", 12.5),
        ({"EPISODE_OPENAI_URL": "https://speech.example/v1"}, "tts-1/nova", None),
    ],
)
def test_the_price_list(environ: dict[str, str], voice: str, usd: float | None) -> None:
    text = " ".join(NEWS)
    found = OpenAIEngine(environ=environ).estimate([Utterance(n, text, voice, 160) for n in range(100)])
    assert (found.requests, found.characters) == (100, 100 * len(text))
    assert found.cost_usd == (None if usd is None else pytest.approx(100 * len(text) * usd / MILLION))
    assert len(text) < LIMIT_CHARS


def test_one_unknown_price_makes_the_sum_unknown() -> None:
    engine = OpenAIEngine(environ={})
    known = engine.estimate([Utterance(1, NEWS[0], "nova", 160)])
    both = engine.estimate([Utterance(1, NEWS[0], "nova", 160), Utterance(2, NEWS[0], "tts-9/nova", 160)])
    assert known.cost_usd == pytest.approx(len(NEWS[0]) * USD_PER_MILLION_CHARS["tts-1"] / MILLION)
    assert both == Estimate(2, 2 * len(NEWS[0]), None, ("https://api.openai.com/v1",))


def test_it_reads_as_a_sentence() -> None:
    where = ("https://api.openai.com/v1",)
    assert str(Estimate(41, 10_327, 0.1549, where)) == "41 requests with 10,327 characters to https://api.openai.com/v1, about $0.15"
    assert str(Estimate(1, 80, 0.0012, where)) == "1 request with 80 characters to https://api.openai.com/v1, less than $0.01"
    assert str(Estimate()) == "nothing that costs money"
    assert str(Estimate(2, 80, None, where)).endswith("at a price that is not known")


@pytest.mark.parametrize("price", ["free", "-1", "nan", "inf", "1,5", "$15"])
def test_what_is_no_price_is_refused(price: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"^EPISODE_OPENAI_USD_PER_MILLION_CHARS: This is not a price"):
        _ = OpenAIEngine(environ={"EPISODE_OPENAI_USD_PER_MILLION_CHARS": price}).paid
