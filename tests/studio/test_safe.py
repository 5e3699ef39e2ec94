"""Who may ask the studio, and for what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.studio.conftest import Studio, serving, show_in


def test_only_who_knows_the_path_from_this_address_is_answered(studio: Studio) -> None:
    before = studio.script.read_bytes()
    assert studio.get("api/day")[0] == 200
    assert studio.raw("GET", "/api/day")[0] == 404
    assert studio.raw("GET", f"/{studio.token[:-1]}x/api/day")[0] == 404
    assert studio.get("api/day", Host="evil.example")[0] == 421
    assert studio.get("api/day", Origin="http://evil.example")[0] == 403
    assert studio.get("api/day", Origin=f"http://127.0.0.1:{studio.port}")[0] == 200
    path = f"/{studio.token}/api/text"
    assert studio.raw("POST", path, b"{}", Content_Type="text/plain")[0] == 415
    assert studio.raw("POST", path, b"x", Content_Type="application/json", Content_Length="2000001")[0] == 413
    assert studio.raw("POST", path, b"[", Content_Type="application/json")[0] == 400
    assert studio.get("api/text")[0] == 405
    assert studio.raw("DELETE", path)[0] == 405
    assert studio.script.read_bytes() == before


@pytest.mark.parametrize(
    "path", ["../page/page.css", "%2e%2e/page/page.css", "..%2f..%2fpyproject.toml", "index.html.j2", f"{'x' * 5000}.js", "%00.js"]
)
def test_nothing_but_its_own_files_is_given(studio: Studio, path: str) -> None:
    assert studio.get(path)[0] == 404


@pytest.mark.parametrize(
    "path", [f"api/clip/{'9' * 5000}.wav", "api/clip/x.wav", f"api/stretch.wav?from={'9' * 5000}", "api/stretch.wav?skip_ms=²"]
)
def test_what_is_no_number_is_refused_with_a_line(studio: Studio, path: str) -> None:
    status, _, body = studio.get(quote(path, safe="/?="))
    assert (status, json.loads(body)["error"]["message"]) == (400, "this is no number of a paragraph, or of milliseconds")


@pytest.mark.parametrize(
    ("path", "given", "message"),
    [
        ("api/segment", {"n": 1, "text": "Hi.", "settings": 5}, "settings is no list"),
        (
            "api/segment",
            {"n": 1, "text": "Half \ud83d.", "settings": []},
            "the body has half a letter (a lone surrogate), which no file can hold",
        ),
        ("api/arrange", {"back": 5}, "back is a list of what was left out"),
        ("api/pin", {"title": ["\ud83d"]}, "the body has half a letter (a lone surrogate), which no file can hold"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_line(studio: Studio, path: str, given: dict[str, Any], message: str) -> None:
    before = studio.script.read_bytes()
    status, answer = studio.post(path, version=studio.day()["version"], **given)
    assert status in (400, 422)
    assert answer["error"]["message"] == message
    assert studio.script.read_bytes() == before


def test_what_it_answers_is_kept_from_others(studio: Studio) -> None:
    _, headers, _ = studio.get("api/day")
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'self'")


def test_its_path_is_kept_for_its_owner_alone_and_never_for_two(tmp_path: Path) -> None:
    home = show_in(tmp_path / "show")
    kept = home / ".episode/studio.json"
    with serving(home) as first:
        assert kept.stat().st_mode & 0o777 == 0o600
        with serving(home) as second:
            assert second.port != first.port
            assert second.token != first.token
    kept.chmod(0o644)
    with serving(home) as third:
        assert third.token not in (first.token, second.token)
    with serving(home) as fourth:
        assert fourth.token == third.token
    found = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({**found, "at": found["at"] - 13 * 3600}), encoding="utf-8")
    with serving(home) as fifth:
        assert fifth.token != fourth.token
