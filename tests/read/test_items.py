from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from tests.real import BLOG, needs_blog

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"


def items(text: str) -> str:
    return read.items_file(read.read(text.encode(), "x.txt"))


def test_an_item_file_gives_the_same_updates_back() -> None:
    briefing = read.read(SAMPLE.read_bytes(), "sample.txt")
    again = read.read(read.items_file(briefing).encode(), "sample.items.yaml")
    assert again.updates == briefing.updates
    assert again.order == briefing.order
    assert [(line.n, line.kind) for line in again.lines if line.kind != "blank"] == [
        (line.n, line.kind) for line in briefing.lines if line.kind != "blank"
    ]


@needs_blog
def test_an_item_file_of_the_real_live_blog_gives_the_same_updates_back() -> None:
    briefing = read.read(BLOG.read_bytes(), "live-blog.txt")
    assert read.read(read.items_file(briefing).encode(), "x").updates == briefing.updates


def test_a_humans_corrections_are_taken() -> None:
    text = items("The bridge is closed.\nMayor Ann Other said no.\n").replace("sure:", "importance: 5\n  skip: false\n  sure:", 1)
    briefing = read.read(text.replace("closed", "open").encode(), "x.items.yaml")
    assert briefing.updates[0].importance == 5
    assert briefing.updates[0].paragraphs[0].text == "The bridge is open."
    assert str(briefing.updates[0].paragraphs[0].source) == "x.txt:1"


def test_a_time_without_quotes_is_still_a_time() -> None:
    text = items("18:14 GMT\nThe bridge is closed.\n09:05 GMT\nIt is open.\n")
    assert "time: '18:14'" in text
    again = read.read(text.replace("'18:14'", "18:14").replace("'09:05'", "9:05").encode(), "x.items.yaml")
    assert [u.time for u in again.updates] == ["18:14", "09:05"]


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ("updates:", "updatez:", "'updates' is not a list"),
        ("- line: 1", "- line: one", "'line' is 'one'"),
        ("order: newest-first", "order: sideways", "'order'"),
        ("text: The", "text: [The", "not valid YAML"),
        ("  sure:", "  importance: 9\n  sure:", "'importance' is 9"),
        ("  sure:", "  skip: true\n  sure:", "no update is left"),
        ("- line: 1", "- line: 0x_", "a value is none"),
        ("  sure:", "  date: 2026-99-99\n  sure:", "a value is none"),
        ("actors: []", "actors: 5", "'actors' is not a list"),
        ("  sure:", f"  sure: {'9' * 400}\n  was:", "'sure' is"),
        ("source: x.txt", "source: !!python/object/apply:os.system [true]", "not valid YAML"),
    ],
)
def test_a_mistake_is_answered_with_line_and_remedy(find: str, put: str, says: str) -> None:
    text = items("The bridge is closed.\n")
    assert find in text
    with pytest.raises(BriefingError) as caught:
        read.read(text.replace(find, put).encode(), "x.items.yaml")
    assert says in str(caught.value)
    assert caught.value.where.startswith("x.items.yaml")
    assert caught.value.remedy


def test_only_captions_and_credits_give_an_error_that_says_so() -> None:
    with pytest.raises(BriefingError) as caught:
        read.read(b"A view of the bridge\nANN OTHER/AP\nThe mayor\nJOHN DOE/AFP\n", "x.txt")
    assert "caption, credit" in str(caught.value)
    shown = read.items_json(read.read(b"A view of the bridge\nANN OTHER/AP\n", "x.txt", to_tell=False))
    assert [line["kind"] for line in shown["lines"]] == ["caption", "credit"]
