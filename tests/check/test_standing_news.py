"""What a show's own template says each day: news in it is a warning, a greeting, a sponsor's line and a sign-off are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.check.provenance import around
from pipeline.model import Script
from tests.check.test_proof import briefing, written

LINES = [row.split("\t") for row in Path(__file__).with_name("template_lines.txt").read_text(encoding="utf-8").splitlines()]
MISSED = {
    "The strike is over.",
    "The suspect is still at large.",
    "Interest rates will rise again in January.",
    "A search for the missing climbers goes on.",
}
"""Words of no kind that news alone uses: a line of the show's own could be just so."""


def said(line: str, *, template: str = "") -> list[str]:
    """What is found of a script that ends with a line that a template has, beside others of the show's."""
    source = briefing()
    script: Script = written(source, ("Thank you for listening.", line))
    others = "\n".join(each for kind, each in LINES if kind == "fair")
    texts = [*around.templates(()), f"{others}\n**Anchor:** {template or line}\n", "The Daily Story"]
    return [kind for _, kind, *_ in around.check(script, source, texts)]


@pytest.mark.parametrize("line", [line for kind, line in LINES if kind == "fair"])
def test_what_a_show_says_of_itself_is_no_news(line: str) -> None:
    assert said(line) == []


@pytest.mark.parametrize("line", [line for kind, line in LINES if kind == "news"])
def test_news_in_a_template_is_a_warning(line: str) -> None:
    assert said(line) == ([] if line in MISSED else ["template"])


def test_what_the_day_fills_in_is_no_templates_word() -> None:
    assert said("Four people have died. It’s the 20th of November.", template="{{ toll }} {{ date | spoken_date }}") == ["own-words"]
    assert said("Four people have died.", template="{{ count }} people have died.") == ["template"]


def test_somebody_in_the_news_is_named_in_no_template_unless_the_show_has_such_a_person() -> None:
    assert said("Gene Kranz is ill.") == ["template"]
    assert said("Gene Kranz is ill.", template="Gene Kranz is ill.\n**Anchor:** I’m Gene Kranz, and this is the news.") == []
