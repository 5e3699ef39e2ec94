"""Which spoken word begins which written one, through the rules, the lexicon and the script's own pronunciations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Sentence
from pipeline.write.aloud.edits import apply
from pipeline.write.matching import begins
from pipeline.write.told import tell
from tests.write.test_voicing import voiced


def matched(line: str) -> list[tuple[str, str | None]]:
    """Each written word, and the spoken one that it begins with; that of a name has its sounds."""
    said = voiced(f"**Anchor:** {line}")
    words = said.text.split()
    (places,) = said.begins
    plain = line.replace("{", "").replace("|ˈkɪv}", "").split()
    return [(word, None if place is None else words[place]) for word, place in zip(plain, places, strict=True)]


@pytest.mark.parametrize(
    ("line", "begun"),
    [
        ("They gave €185 billion – a record.", "They gave one billion None a record."),
        ("It rose 30% to £4.5m, Mr Smith said.", "It rose thirty to four Mister Smith said."),
        ("It opened on 28 November 2026, late.", "It opened on the November twenty late."),
        ("“We won 3-1,” he said… and left.", "We won three he said… and left."),
        ("The EU met the BBC at 21:42.", "The E met the B at twenty-one"),
        ("Report No. 5 cost $4 million a day.", "Report Number None cost four million a day."),
    ],
)
def test_each_written_word_has_the_first_that_is_said_for_it(line: str, begun: str) -> None:
    found = matched(line)
    assert " ".join(str(spoken) for _, spoken in found) == begun


def test_a_name_has_its_sounds_wherever_it_stands() -> None:
    found = dict(matched("Not {Kyiv|ˈkɪv} but (in Kyiv) for €5bn."))
    assert [found["Not"], found["but"], found["(in"], found["for"], found["€5bn."]] == ["Not", "but,", "in", "for", "five"]
    assert str(found["Kyiv"]).startswith("[[k")
    assert str(found["Kyiv)"]).startswith("[[k")


def test_passages_that_are_spoken_in_one_go_count_on() -> None:
    said = voiced("**Anchor:** It said [^1] nothing new. [^1]\n\n[^1]: a:1")
    assert said.text == "It said nothing new."
    assert said.begins == ((0, 1), (2, 3))


@given(st.text(alphabet="aZ 3.,–£%’“”()\u00a0\u2026-:/", max_size=60))
def test_whatever_is_written_the_places_rise_and_are_there(text: str) -> None:
    told = tell(Sentence(text))
    said = text
    for edits in told.passes():
        said = apply(said, edits)
    assert said == told.sentence().text
    places = [place for place in begins(text, told.passes()) if place is not None]
    assert places == sorted(set(places))
    assert all(place < len(said.split()) for place in places)
    assert len(begins(text, told.passes())) == len(text.split())
