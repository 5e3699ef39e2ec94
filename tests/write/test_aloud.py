"""What is said for what is written: the news cases, one by one, and the manners of the whole."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.write.aloud import Replacement, grammar, spoken, trace
from tests.real import BLOG, needs_blog

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "briefings" / "sample.txt"


def cases(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(written, said) for written, _, said in (line.rpartition("~") for line in lines if line and not line.startswith("## "))]


BRITISH = cases("aloud_news_cases.txt")
AMERICAN = cases("aloud_news_cases_us.txt")


@pytest.fixture
def fresh() -> Iterator[None]:
    """The grammar forgets what it was asked, before and after."""
    grammar._ask.cache_clear()
    grammar._normalise.cache_clear()
    yield
    grammar._ask.cache_clear()
    grammar._normalise.cache_clear()


@pytest.mark.parametrize(("written", "said"), BRITISH, ids=[written for written, _ in BRITISH])
def test_the_news_is_said_as_a_newsreader_would(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(("written", "said"), AMERICAN, ids=[written for written, _ in AMERICAN])
def test_the_american_style(written: str, said: str) -> None:
    assert spoken(written, style="en-US") == said


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(BRITISH) + len(AMERICAN) >= 150


@pytest.mark.parametrize("style", ["en-US", "en_us", "en-CA", "en-PH", "en-PR", "us", "American"])
def test_america_and_its_neighbours_are_american(style: str) -> None:
    assert spoken("185", style=style) == "one hundred eighty-five"


@pytest.mark.parametrize("style", ["en-GB", "en-IE", "en", "", "xx", "en_GB"])
def test_every_other_tag_is_british(style: str) -> None:
    assert spoken("185", style=style) == "one hundred and eighty-five"


@pytest.mark.usefixtures("fresh")
def test_the_rules_alone_do_where_the_grammar_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kitten_text_processing", None)
    assert [spoken(written) for written, _ in BRITISH] == [said for _, said in BRITISH]
    assert not re.search(r"[0-9]", spoken("B2A23C and x9y8, 4%2, a1b2c3d4"))


@pytest.mark.usefixtures("fresh")
def test_the_news_cases_never_need_the_grammar() -> None:
    for written, _ in BRITISH:
        assert "grammar" not in {replaced.rule for replaced in trace(written).replacements}, written


@pytest.mark.usefixtures("fresh")
def test_what_no_rule_knows_is_asked_of_the_grammar() -> None:
    pytest.importorskip("kitten_text_processing")
    assert spoken("Growth in 2Q22 was slow.") == "Growth in the second quarter of twenty-two was slow."


@pytest.mark.usefixtures("fresh")
def test_a_grammar_that_fails_leaves_us_with_our_own_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(word: str) -> str:
        raise RecursionError(word)

    monkeypatch.setattr(grammar, "_normalise", lambda: broken)
    assert spoken("Growth in 2Q22") == "Growth in two Q twenty-two"
    assert spoken("A seat at 7AM9c or 3ab5, not aNATO5b") == "A seat at seven A.M nine c or three ab five, not aNATO five b"


@pytest.mark.usefixtures("fresh")
def test_the_grammar_is_asked_a_limited_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(word: str) -> str:
        asked.append(word)
        return "said"

    monkeypatch.setattr(grammar, "_normalise", lambda: answer)
    spoken(" ".join(f"x{n}y{n}z" for n in range(500)))
    assert 0 < len(asked) <= grammar.CALLS


def test_a_trace_tells_written_from_spoken() -> None:
    said = trace("It cost €5bn.")
    assert said.text == "It cost five billion euros."
    assert said.replacements == (Replacement(8, 12, "€5bn", 8, 26, "five billion euros", "money"),)


def test_a_word_of_the_lexicon_stays_as_it_is() -> None:
    written = "Su-35s, ATACMS and the SBU’s man by the E40"
    assert spoken(written) == "Su thirty-fives, ATACMS and the S B U's man by the E forty"
    assert spoken(written, keep={"Su-35s", "SBU", "E40"}) == "Su-35s, ATACMS and the SBU's man by the E40"


def test_a_held_word_counts_as_a_word() -> None:
    # Callers put characters of private use for words whose sounds they know (see `voicing`).
    assert spoken("‘In \ue000’s view’ (a \ue001-led plan) – \ue002") == "In \ue000's view, a \ue001-led plan — \ue002"


@pytest.mark.parametrize("plain", ["Talks go on.", "“No,” he said; then: “Why?”", "A man-made lake, and I'm there!", "Мир и хлеб."])
def test_plain_words_pass_with_their_case_and_marks(plain: str) -> None:
    assert spoken(plain) == plain.replace("“", "").replace("”", "")


@pytest.mark.parametrize("empty", ["", " ", "\n\t", "“”", "…", "—", "🙂", "()", "[]", "\u200b"])
def test_nothing_to_say_is_nothing_said(empty: str) -> None:
    assert spoken(empty).strip(".") == ""


def unread(text: str) -> list[str]:
    return re.findall(r"[^\w\s,.;:?!'’-]|[0-9]", re.sub("(?<=\\w)(?: —|…) (?=\\w)", " ", text))


@pytest.mark.parametrize("line", SAMPLE.read_text(encoding="utf-8").splitlines())
def test_the_sample_leaves_no_sign_unread(line: str) -> None:
    said = spoken(line)
    assert not unread(said)
    assert "grammar" not in {replaced.rule for replaced in trace(line).replacements}


@needs_blog
def test_the_real_blog_leaves_no_sign_unread_and_needs_no_grammar() -> None:
    for line in BLOG.read_text(encoding="utf-8").splitlines():
        assert not unread(spoken(line)), line
        assert "grammar" not in {replaced.rule for replaced in trace(line).replacements}, line


def test_the_lines_of_a_picture_are_no_pence() -> None:
    for lines in (144, 240, 360, 480, 720):
        assert "pence" not in spoken(f"A video in {lines}p was shown.")
    assert spoken("A stamp at 481p") == "A stamp at four hundred and eighty-one pence"
