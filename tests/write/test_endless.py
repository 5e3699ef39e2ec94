"""Templates that come to no end, or want all the memory: the build ends, and says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ScriptError
from pipeline.text import templating
from tests.conftest import Episode

ENDLESS = """---
title: Never
---
{% for a in range(100000) %}{% for b in range(100000) %}{% for c in range(100000) %}{% endfor %}{% endfor %}{% endfor %}
"""


GROWING = [
    ("'a'", "ns.x ~ ns.x"),
    ("'a'", "ns.x + ns.x"),
    ("[1]", "ns.x + ns.x"),
    ("10", "ns.x * ns.x"),
    ("'aa'", "ns.x | replace('a', ns.x)"),
    ("'aa'", "ns.x.replace('a', ns.x)"),
    ("'aa'", "[ns.x, ns.x] | join(ns.x)"),
    ("'aa'", "ns.x.join([ns.x, ns.x])"),
    ("'aa'", "'%s%s' | format(ns.x, ns.x)"),
    ("'aa'", "'%s%s' % (ns.x, ns.x)"),
    ("'aa'", "'{0}{0}'.format(ns.x)"),
    ("'aa'", "ns.x.translate({97: ns.x})"),
    ("[1]", "[[ns.x, ns.x] | string] | list"),
]
"""What a variable begins as, and what a loop makes of it each time."""
WIDE = [
    "'x' | center(10 ** 9)",
    "'x'.ljust(999999999)",
    "'x' | indent(999999999, true)",
    "'%999999999d' | format(1)",
    "'%999999999d' % 1",
    "'%*d' % (999999999, 1)",
    "'{:999999999}'.format(1)",
    "(5).to_bytes(999999999, 'big')",
    "'\\t'.expandtabs(999999999)",
    "range(100000) | map('string') | map('center', 1000) | list",
    "range(100000) | map('string') | map('center', 1000) | join",
]


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
    assert f"{name}:4" in done.err
    assert "has not come to an end" in done.err
    assert not list((show / "output").glob("*/episode.json"))


@pytest.mark.parametrize(
    "words",
    [
        "{{ 'x' * 10 ** 9 }}",
        "{{ 10 ** 9 * 'x' }}",
        "{% set a = [1] * 10000000 %}",
        "{{ 9 ** 99999 }}",
        "{{ 99999 ** 9 }}",
        "{{ ('x' * 999999) * 999 }}",
    ]
    + [
        f"{{% set ns = namespace(x={first}) %}}{{% for a in range(100) %}}{{% set ns.x = {more} %}}{{% endfor %}}"
        for first, more in GROWING
    ]
    + [f"{{{{ {words} }}}}" for words in WIDE],
)
def test_what_is_multiplied_stays_small(show: Path, episode: Episode, words: str) -> None:
    (show / "templates/briefing.md.j2").write_text(words, encoding="utf-8")
    done = episode("script", cwd=show)
    assert done.code == 1
    assert "briefing.md.j2:1" in done.err
    assert "more than a script can hold" in done.err


def test_what_a_template_may_multiply(show: Path, episode: Episode) -> None:
    words = "{{ '-' * 40 }} {{ 3 * 4 }} {{ 2 ** 10 }} {{ 1.5 * 2 }} {{ ([1, 2] * 3) | length }} {{ 'a' ~ 1 ~ 'b' + 'c' }} {{ ['d', 'e'] | map('upper') | join('-') }}"
    words += " {{ '%02d' | format(7) }} {{ '%s' % 'f' }} {{ '{:>3}'.format(8) }} {{ 'x,y'.split(',') | join }} {{ 7 % 4 }} {{ 1.5 + 2 }} {{ [1, 2] | sum }}"
    (show / "templates/briefing.md.j2").write_text(f"# A day\n\n**Anchor:** {words}\n", encoding="utf-8")
    assert episode("script", cwd=show).code == 0
    assert any(
        "12 1024 3.0 6 a1bc D-E 07 f 8 xy 3 3.5 3" in " ".join(script.read_text(encoding="utf-8").split())
        for script in (show / "scripts").glob("*.md")
    )


def test_what_a_template_prints_stays_small(show: Path, episode: Episode) -> None:
    words = "{% set row = 'x' * 1000000 %}{% for a in range(100000) %}{{ row }}{% endfor %}"
    (show / "templates/briefing.md.j2").write_text(words, encoding="utf-8")
    done = episode("script", cwd=show)
    assert done.code == 1
    assert "briefing.md.j2:1: a template may not do that: it prints more than a script or a page can hold" in " ".join(done.err.split())


def test_a_lack_of_memory_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*about: object) -> None:
        raise MemoryError

    where = templating.environment((), edited={"day.md.j2": "One\n{{ 'x' | upper }}"})
    where.filters["upper"] = none
    with pytest.raises(ScriptError, match=r"day.md.j2:2: the template wants more memory than there is"):
        templating.render(where, "day.md.j2", {})
