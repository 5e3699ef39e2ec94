"""What came in and the running order as plain values: they come back from JSON as they were."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edit
from pipeline.model import Briefing, Image, Origin, Quote, Rundown
from pipeline.model.plain import made, plain
from tests.real import BLOG, needs_blog
from tests.text import telling

FIXTURES = [(name, text) for name, text in telling.fixtures() if telling.readable(name, text) is not None]
SAMPLE = (telling.SAMPLE.name, telling.SAMPLE.read_text(encoding="utf-8"))


def there_and_back(day: Briefing) -> None:
    assert made(Briefing, json.loads(json.dumps(plain(day)))) == day
    for form in telling.FORMS:
        rundown = edit.edit(day, form=form)
        again = made(Rundown, json.loads(json.dumps(plain(rundown))))
        assert again == rundown
        assert repr(again) == repr(rundown)


@pytest.mark.parametrize(("name", "text"), [SAMPLE, *FIXTURES], ids=[name for name, _ in [SAMPLE, *FIXTURES]])
def test_a_day_and_its_running_order_come_back_as_they_were(name: str, text: str) -> None:
    day = telling.readable(name, text)
    assert day is not None
    there_and_back(day)


@needs_blog
def test_the_real_live_blog_comes_back_as_it_was() -> None:
    day = telling.readable(BLOG.name, BLOG.read_text(encoding="utf-8"))
    assert day is not None
    there_and_back(day)


@given(st.from_type(Briefing))
def test_any_briefing_comes_back_as_it_was(day: Briefing) -> None:
    assert repr(made(Briefing, json.loads(json.dumps(plain(day))))) == repr(day)  # not a number is not itself


def test_what_may_be_missing_comes_back_as_none() -> None:
    for each in (Origin(publisher="The Herald"), Image(caption="a pier"), Quote("Stone", "No.", 0.5)):
        assert made(type(each), plain(each)) == each


def test_what_has_no_plain_form_is_refused_and_not_guessed() -> None:
    @dataclass(frozen=True)
    class Odd:
        names: list[str]

    with pytest.raises(TypeError, match="no plain form"):
        made(Odd, [["Stone"]])
    with pytest.raises(ValueError, match="shorter"):
        made(Origin, ["The Herald"])
