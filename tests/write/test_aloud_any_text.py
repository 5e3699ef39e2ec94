"""Any text at all: no exception, one line, a trace that gives the written form back, nothing left to say, no hang.

The properties were run once over 100,000 texts (`python -m tests.bench.aloud --examples 100000`); the suite keeps a few hundred.
"""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.write.aloud import Spoken, spoken, trace
from pipeline.write.aloud.edits import Edit, apply, compose

# What makes rules meet: pieces of news, signs and odd characters, stuck together in any way.
PIECES = (
    *(
        "the a EU US's ISW NATO Gen. St. No 3 No. Charles III IV x 1 12 1949 2014-2022 1,234 3.5 0 00 007 €185bn £5m $60-a-barrel ½ 2½ 3/4 "
        "27/11/2025 2025-11-27 27 November 2025 18 Nov. 3.20am 17:45 GMT -5 −5C 38F °C km/h 155mm % F-16s Covid-19 MH17 U.S. e.g. etc. "
        "http://a.b.com/x?y=1 a@b.com @h #Tag [region] (3C) “ ” ‘ ’ ' \" … ... — – - -- & + = / \\ * _ ~ ^ < > | # @ $ € 🙂 👍🏽 é ё Київ 東京 "
        "٣ ３ ² ⁶ Ⅷ ① № ™ ℃ . , ; : ? ! ) ( ] [ { } ’s s' 'n' a.m. p.m. A I K m k bn M 5G 4x4 2x th st 1st 4rd 24/7 911 call 0800 020 7946 "
        "+44 1.2.3 127.0.0.1 1/2/3 a-1 10^6 T00:00Z 1-a-b-2 C.I.A B. 2Q22 100% 5* 000"
    ).split(),
    *("\n", "\t", "\u00a0", "\u200b", "\u0301", "\ud800", "\ue000", "", " ", " ", " ", " "),
)
MIXED = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join)
TEXTS = (
    MIXED
    | st.text(max_size=60)
    | st.text(st.characters(codec="ascii"), max_size=60)
    | st.text(st.characters(categories=("S", "P", "N", "Z")))
)


def check(text: str, style: str) -> None:
    """Every property that holds for any text."""
    said = trace(text, style=style)
    assert whole(text, said) == said.text
    assert len(said.text.splitlines()) <= 1
    assert said.text == " ".join(said.text.split(" ")).strip()
    assert "  " not in said.text
    assert not re.search("[…—](?! )|(?<! )—|^[…—]|[…—] ?$|— [,;:.!?…—]|[,;:.!?…—] —", said.text)
    assert not [c for c in re.sub("[…—] ", "", said.text) if c.isdigit() or c in '½¼¾%$£€&@+=*_<>|\\~^#“”"…—']
    assert trace(said.text, style=style) == Spoken(said.text)


def whole(text: str, said: Spoken) -> str:
    """The spoken text, put together from the written one and the replacements, each checked on the way."""
    out: list[str] = []
    at = length = 0
    for replaced in said.replacements:
        assert at <= replaced.start <= replaced.end
        assert text[replaced.start : replaced.end] == replaced.written != replaced.spoken
        assert replaced.rule
        out += text[at : replaced.start], replaced.spoken
        length += replaced.start - at
        assert replaced.spoken_start == length
        length += len(replaced.spoken)
        assert replaced.spoken_end == length
        at = replaced.end
    return "".join((*out, text[at:]))


@settings(max_examples=300)
@given(TEXTS, st.sampled_from(("en-GB", "en-US")))
@example("’s 3 is [sic] ‘s' 1.", "en-GB")
@example("9" * 60 + "," + "1" * 5000, "en-GB")
@example("⁹⁹⁹ x⁻² ½½ 1½", "en-US")
def test_any_text_is_said_on_one_line_and_can_be_found_again(text: str, style: str) -> None:
    check(text, style)


@st.composite
def edits_on(draw: st.DrawFn, text: str) -> list[Edit]:
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    return [Edit(a, b, draw(st.text("xyz", max_size=3)), "r") for a, b in zip(places[::2], places[1::2], strict=False)]


@given(st.text("abc", max_size=20).flatmap(lambda text: st.tuples(st.just(text), edits_on(text))), st.data())
def test_edits_upon_edits_are_one_set_of_edits(first: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = first
    between = apply(text, edits)
    more = data.draw(edits_on(between))
    both = compose(edits, between, more)
    assert apply(text, both) == apply(between, more)
    assert all(a.end < b.start for a, b in pairwise(both))


NASTY = (
    *"1aA-–.,'’“([$½/@#²°% \t🙂", "1,", "1.", "1-", "1/", "1:", "a-", "a.", "A.", "A1", "a@", "1 ", "No. 1 ", "U.S. ", "US ", "1 July ", "…", ". ", "- ", "EU's ",
    "[a] ", "www.", "1=", "1+", "\u0301", "10⁶", "1 1/", "A-1-", "between 1-",
)  # fmt: skip


@pytest.mark.parametrize("unit", NASTY)
def test_a_long_line_of_one_thing_takes_no_longer_than_its_length(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    start = time.process_time()
    spoken(text)
    # Some 0.3 s where this was written; were a rule quadratic, half a minute.
    assert time.process_time() - start < 10
