"""What a page shows twice is told once; what only looks so is told."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read.kinds import classify
from tests.read.test_kinds import BODY

STAND = "An empty stand at Hartwell bus station on Monday morning."
MOTHER = 'His mother told the inquest she had gone in. "He was gone before the kettle boiled," she said.'


def kinds(*lines: str) -> list[str]:
    return [line.kind for line in classify("\n".join(lines))]


@pytest.mark.parametrize("credit", ["Photograph: Piotr Lasek/The Example", "Piotr Lasek/Reuters"])
def test_a_caption_that_stands_again_with_its_credit_is_not_told(credit: str) -> None:
    assert kinds(BODY, BODY, STAND, f"{STAND} {credit}", BODY) == ["body", "body", "caption", "caption", "body"]
    assert kinds(BODY, BODY, f"{STAND} {credit}", STAND, BODY) == ["body", "body", "caption", "caption", "body"]


def test_a_sentence_beside_another_pictures_caption_is_told() -> None:
    assert kinds(BODY, STAND, "An empty square. Photograph: Piotr Lasek/The Example", BODY)[1] == "body"


@pytest.mark.parametrize("quote", ['"He was gone before the kettle boiled."', "“He was gone before the kettle boiled”"])
def test_a_pull_quote_is_not_told_twice(quote: str) -> None:
    assert kinds(BODY, BODY, quote, MOTHER, BODY)[2] in ("furniture", "caption")
    assert kinds(BODY, MOTHER, quote, BODY)[2] in ("furniture", "caption")


@pytest.mark.parametrize(
    ("above", "quote", "below"),
    [
        (BODY, '"He was gone before I could turn round."', MOTHER),  # only its beginning is the same
        ("His mother said:", '"He was gone before the kettle boiled."', MOTHER),  # somebody says it here
        (BODY, '"A mess."', 'The mayor called it "a mess".'),  # two words
        (BODY, '"He was gone before the kettle boiled," she said.', MOTHER),  # a sentence of its own
    ],
)
def test_a_quotation_of_its_own_is_told(above: str, quote: str, below: str) -> None:
    assert kinds(BODY, above, quote, below, BODY)[2] == "body"


ARTICLE = """Coroner calls for law after boy's death
{first}
By Jo Field
A coroner has called for children to be banned from riding quad bikes after the death of a 10-year-old boy.
The boy was riding a 450cc bike on his grandparents' farm when it rolled on a dam wall.
The minister said that she would consider the finding.
Twenty-three people died in such accidents last year.
"""


def first_told(first: str, article: str = ARTICLE) -> str:
    return read.read(article.format(first=first).encode(), "x.txt").updates[0].paragraphs[0].text


def test_a_standfirst_that_is_told_below_does_not_open_the_article() -> None:
    assert first_told("Ten-year-old had been riding on his grandparents' farm.").startswith("A coroner has called")
    assert first_told("Boy was riding a 450cc bike on the farm.").startswith("A coroner has called")


@pytest.mark.parametrize("first", ["A second boy has died in hospital, the family said.", "Boy was riding a 650cc bike on the farm."])
def test_what_stands_there_and_is_not_told_below_is_told(first: str) -> None:
    assert first_told(first) == first


def test_in_a_live_blog_a_sentence_above_a_name_is_told() -> None:
    blog = f"10.30am\nA boy was riding a bike on a farm.\nBy Jo Field\n{BODY}\n9.30am\nThe boy was riding a bike on his grandparents' farm.\n{BODY}\n{BODY}\n"
    assert first_told("", blog) == "A boy was riding a bike on a farm."


def test_of_a_page_neither_standfirst_nor_pull_quote_is_told() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in (*ARTICLE.split("\n")[3:7], MOTHER))
    page = (
        "<!DOCTYPE html><html><head><title>Coroner calls for law after boy's death</title></head><body><article>"
        "<h1>Coroner calls for law after boy's death</h1><p>Ten-year-old had been riding on his grandparents' farm.</p><p>By Jo Field</p>"
        f'<blockquote><p>"He was gone before the kettle boiled."</p></blockquote>{paragraphs}</article></body></html>'
    )
    told = [p.text for p in read.read(page.encode(), "x.html").updates[0].paragraphs]
    assert told == [*ARTICLE.split("\n")[3:7], MOTHER]


TWEETED = "His opposite number, Bo Stone, tweeted:"


@pytest.mark.parametrize("post", ['"We did it. Cheese for all! 🧀🇨🇦"', '"We did it"', "We did it"])
def test_a_post_below_its_introduction_is_told_with_or_without_a_full_stop(post: str) -> None:
    lines = classify(f"{BODY}\n{BODY}\n{TWEETED}\n{post}\n— Bo Stone (@bostone) October 7, 2026\n{BODY}\n{BODY}")
    assert [line.kind for line in lines] == ["body", "body", "body", "body", "furniture", "body", "body"]


@pytest.mark.parametrize("post", ['"We did it. Cheese for all! 🧀🇨🇦"', '"We did it. Cheese for all!"', "We did it. Cheese for all!"])
def test_it_is_told_under_the_name_of_its_signature(post: str) -> None:
    text = f"{BODY}\n{BODY}\n{TWEETED}\n{post}\n— Bo Stone (@bostone) October 7, 2026\n{BODY}\n{BODY}"
    update = read.read(text.encode(), "x.txt").updates[0]
    assert update.paragraphs[2].text == f"{TWEETED} “We did it. Cheese for all!”"
    assert [(quote.speaker, quote.text) for quote in update.quotes] == [("Bo Stone", "We did it. Cheese for all!")]


def test_a_caption_below_a_colon_is_still_one() -> None:
    assert kinds(BODY, BODY, "The mayor said:", "The empty bridge on Monday", "Jo Field/Reuters", BODY)[3] == "caption"
