"""Templates that come to no end, or want all the memory: the build ends, and says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Episode

ENDLESS = """---
title: Never
---
{% for a in range(100000) %}{% for b in range(100000) %}{% for c in range(100000) %}{% endfor %}{% endfor %}{% endfor %}
"""


@pytest.fixture
def show(tmp_path: Path, episode: Episode) -> Path:
    folder = tmp_path / "show"
    assert episode("init", str(folder)).code == 0
    return folder


@pytest.mark.parametrize("name", ["briefing.md.j2", "notes.html.j2"])
def test_a_template_without_an_end(show: Path, episode: Episode, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("EPISODE_PATIENCE", "0.02")  # 1.2 seconds
    (show / "templates" / name).write_text(ENDLESS, encoding="utf-8")
    done = episode("build", "--engine", "tone", cwd=show)
    assert done.code == 1
    assert name in done.err
    assert "has not come to an end" in done.err
    assert not list((show / "output").glob("*/episode.json"))


@pytest.mark.parametrize(
    "words",
    ["{{ 'x' * 10 ** 9 }}", "{{ 10 ** 9 * 'x' }}", "{% set a = [1] * 10000000 %}", "{{ 9 ** 99999 }}", "{{ 99999 ** 9 }}", "{{ ('x' * 999999) * 999 }}"],
)
def test_what_is_multiplied_stays_small(show: Path, episode: Episode, words: str) -> None:
    (show / "templates/briefing.md.j2").write_text(words, encoding="utf-8")
    done = episode("script", cwd=show)
    assert done.code == 1
    assert "briefing.md.j2:1" in done.err
    assert "more than a script can hold" in done.err


def test_what_a_template_may_multiply(show: Path, episode: Episode) -> None:
    words = "{{ '-' * 40 }} {{ 3 * 4 }} {{ 2 ** 10 }} {{ 1.5 * 2 }} {{ ([1, 2] * 3) | length }}"
    (show / "templates/briefing.md.j2").write_text(f"# A day\n\n**Anchor:** {words}\n", encoding="utf-8")
    assert episode("script", cwd=show).code == 0
    assert any("12 1024 3.0 6" in script.read_text(encoding="utf-8") for script in (show / "scripts").glob("*.md"))
