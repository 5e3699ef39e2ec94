"""What stands as an editor put it, and what begins with what came last."""

from __future__ import annotations

import pytest

from pipeline import edit, read

ARTICLE = """
All nine miners who had been trapped in the zinc mine of Kilbrack since Sunday have been brought out alive.

The last of them, Sean Flaherty, stepped out of the rescue capsule at noon to cheers. “I could eat a horse,” he told his wife, Brid.

Prime Minister Niamh Cassidy said the rescue was the best of the country. She thanked the rescuers.

A spokeswoman for the owner, Corrib Metals, said the mine would stay shut. “Our first thought is with the men,” she said.

A drill broke through to the gallery in the night, and a camera showed the nine men waving.

Earlier, engineers had said that the drilling would take until Thursday.

Police have asked people to stay away from the mine to keep the road free for ambulances.

The mine, which opened in 1971, employs 240 people. It was fined in 2019 after a fall of rock.

The union of the miners has called for an inquiry. Its organiser, Gearoid Mulryan, said workers had complained of water for weeks.

“They were told to wear better boots,” Mulryan said.
"""


def order(text: str) -> str:
    return read.read(text.encode(), "day.txt").order


def test_an_article_is_told_from_its_beginning() -> None:
    source = read.read(ARTICLE.encode(), "day.txt")
    assert source.order == "as-listed"
    rundown = edit.edit(source, form="story")
    lines = [place.first_line for story in rundown.stories for beat in story.beats for place in beat.sources]
    assert lines == sorted(lines)
    assert rundown.others == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Kilbrack rescue: as it happened\n{ARTICLE}",
        ARTICLE.replace("\n\n", "\n"),
        f"{ARTICLE}\nThe capsule at the mine on Tuesday\nANN OTHER/PA\n",
        f"Share\n{ARTICLE}",
        "18.00\nThe mine is open.\n\n17.00\nThe mine is closed.\n",
    ],
    ids=["its title says so", "no lines between", "a caption", "a button", "times"],
)
def test_what_may_be_a_live_blog_begins_with_what_came_last(text: str) -> None:
    assert order(text) == "newest-first"
