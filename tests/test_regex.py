"""An expression of a module is what `re.compile` gives, from its first use on."""

from __future__ import annotations

import re

import pytest

from pipeline.regex import regex


def test_it_finds_what_the_compiled_one_finds() -> None:
    lazy, compiled = regex(r"(?P<hour>\d\d):(\d\d)", re.IGNORECASE), re.compile(r"(?P<hour>\d\d):(\d\d)", re.IGNORECASE)
    text = "At 06:00 and 17:30."
    assert lazy.findall(text) == compiled.findall(text) == [("06", "00"), ("17", "30")]
    assert lazy.sub("then", text) == "At then and then."
    assert (match := lazy.search(text)) is not None
    assert match["hour"] == "06"
    assert (lazy.pattern, lazy.flags, lazy.groups, lazy.groupindex) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
        compiled.groupindex,
    )
    assert regex(rb"\xff[\xfb\xfa]", re.DOTALL).split(b"a\xff\xfbb") == [b"a", b"b"]


def test_it_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    actual = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(pattern)
        return actual(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    lazy = regex(r"a+")
    other = regex(rf"{lazy.pattern}b")
    assert compiled == []
    assert [bool(lazy.match(word)) for word in ("a", "b", "aa")] == [True, False, True]
    assert (lazy.fullmatch("aa") is not None, other.match("aab") is not None) == (True, True)
    assert compiled == [r"a+", r"a+b"]


def test_a_mistake_in_it_is_said_as_ever() -> None:
    lazy = regex("(")
    with pytest.raises(re.error, match="unterminated"):
        lazy.match("x")
