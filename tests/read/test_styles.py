"""Pasted pages in many publishers' manners (written for these tests), read and compared with an editor's reading of each."""

from __future__ import annotations

import pytest

from pipeline import read
from tests.read import scores

DRAFT = {"unstamped"}
"""Fixtures without stamps, headings or datelines: where updates start is a draft there."""


@pytest.mark.parametrize("name", scores.NAMES)
def test_the_news_is_kept_and_nothing_of_the_page_around_it(name: str) -> None:
    found = scores.score(name)
    assert found.leaked == ()
    assert found.kept == found.body
    assert found.agreed >= 0.9 * found.lines


@pytest.mark.parametrize("name", scores.NAMES)
def test_updates_their_times_headings_places_and_writers_are_found(name: str) -> None:
    found = scores.score(name)
    assert found.order
    assert found.beside == ()
    assert found.made_up == ()
    if name not in DRAFT:
        assert found.missing == ()


def test_what_no_rule_was_made_for_loses_no_news_and_tells_nothing_of_the_page() -> None:
    found = [scores.score(name) for name in scores.HELD]
    assert sum(each.kept for each in found) >= 0.95 * sum(each.body for each in found)
    assert [each.leaked for each in found if each.leaked] == []


def test_where_updates_start_is_a_draft_without_a_sign_and_says_so() -> None:
    drafts = [name for name in scores.HELD if name not in ("match", "ticker")]
    found = [scores.score(name) for name in drafts]
    assert len(found) == 3
    assert all(each.starts >= 12 for each in found)
    assert sum(each.f1 for each in found) / len(found) >= 0.6
    updates = [
        (update.confidence, update.start in each.made_up)
        for name, each in zip(drafts, found, strict=True)
        for update in scores.briefing(name).updates
    ]
    right = [[not wrong for sure, wrong in updates if low <= sure < high] for low, high in ((0.0, 0.5), (0.7, 1.0))]
    assert sum(right[1]) >= 0.75 * len(right[1])
    assert sum(right[0]) / len(right[0]) < sum(right[1]) / len(right[1])
    assert all(sure < 0.96 for sure, _ in updates)


def test_a_ticker_between_plus_signs_is_read_with_its_times() -> None:
    found = scores.score("ticker")
    assert (found.f1, found.beside) == (1.0, ())


def test_the_fixtures_cover_what_they_should() -> None:
    assert len(scores.NAMES) >= 8
    lines = sum(scores.score(name).body for name in scores.NAMES)
    kept = sum(scores.score(name).kept for name in scores.NAMES)
    assert lines > 150
    assert kept >= 0.98 * lines
    orders = {scores.gold(name)["order"] for name in scores.NAMES}
    assert orders == {"newest-first", "oldest-first", "as-listed"}


def test_a_boundary_that_is_unsure_says_so() -> None:
    updates = scores.briefing("rail-inquiry").updates
    assert [u.id for u in updates if u.confidence < 0.6]
    assert all(u.reason for u in updates)
    stamped = scores.briefing("stamped-authors").updates
    assert all(u.confidence > 0.9 for u in stamped)


@pytest.mark.parametrize("name", scores.NAMES)
def test_an_item_file_keeps_all_that_stands_beside_an_update(name: str) -> None:
    found = scores.briefing(name)
    again = read.read(read.items_file(found).encode(), f"{name}.items.yaml")
    assert again.updates == found.updates
    assert again.order == found.order
    assert read.items_json(again)["updates"] == read.items_json(found)["updates"]


def test_captions_of_pictures_that_are_not_told_are_kept_with_their_update() -> None:
    by_id = {u["id"]: u for u in read.items_json(scores.briefing("stamped-authors"))["updates"]}
    captions = [image["caption"] for image in by_id["u02"]["images"]]
    assert captions == [
        "Colin Baird at the dispatch box on Wednesday. Photograph: House of Commons/PA",
        "The spillway at Averley, seen from the western bank. Photograph: Gareth Lyle/The Courier",
    ]
    posted = read.items_json(scores.briefing("posted-at"))["updates"]
    assert posted[0]["images"] == [
        {
            "line": 17,
            "caption": "Image caption, Paula Ferreira has been a GP in Hallin for 19 years",
            "credit": "Image source, Getty Images",
        }
    ]
    # The source stands above the caption here.
    assert posted[2]["images"][0]["credit"] == "Image source, PA Media"
    assert posted[2]["images"][0]["caption"].endswith("counted three times")


def test_every_caption_and_credit_belongs_to_one_update() -> None:
    for name in scores.NAMES:
        found = scores.briefing(name)
        kept = [image for update in read.items_json(found)["updates"] for image in update["images"]]
        texts = {text for image in kept for text in (image["caption"], image["credit"]) if text}
        assert texts == {line.text for line in found.lines if line.kind in ("caption", "credit")}
