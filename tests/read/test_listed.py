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


DISMISSED = """The mayor of Lund, Ada Stone, has dismissed the harbour’s director, Bo Field, after a report found that he had hidden a crack in the quay.
In a letter to him she said that she had “lost confidence” in what he says.
Bo Field in the harbour on Monday
ANN OTHER/LUND POST
Marit Vale, the leader of the opposition, has asked the mayor to go.
“She read that report in March,” she told the Lund Post. “She could have closed the quay in April.”
Vale will table a motion on Thursday, her office said.
Nine of the mayor’s own councillors would have to vote for it.
The quay at Lund
PA
Emil Strand, the head of the traders’ guild, said that two lines had gone to Sarn.
“A crack you can mend,” he told the council’s committee for trade. “A customer who has left you cannot.”
Ines Farrow, the lawyer of Field, has asked for the report’s annexes to be made public.
“There are forty pages that nobody has seen,” she told the Lund Post. “Not one.”
Luc Ferro, the spokesman of the city hall, would not say when Stone had first heard of the crack.
“That is for the inquiry to find out,” he told reporters six times.
"""


def test_a_text_that_says_below_only_surnames_of_those_whom_it_introduces_above_is_no_live_blog() -> None:
    found = read.read(DISMISSED.encode(), "day.txt")
    assert (found.order, len(found.updates)) == ("as-listed", 6)
    lines = DISMISSED.splitlines()
    turned = [lines[n] for n in (14, 15, 12, 13, 10, 11, 6, 7, 4, 5, 0, 1)]
    assert order("\n".join(turned)) == "newest-first"
