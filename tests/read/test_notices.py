"""The page speaks of itself: what goes, and the news in like words that stays."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read.greetings import news_of
from pipeline.read.kinds import classify
from tests.read.test_kinds import BODY, kind

GOES = """
This article was amended on 7 October 2026. An earlier version said the vote was 30 to 12.
This article was amended on 7 October 2026. The vote was 31 to 12, not 30 to 12 as an earlier version said.
This post was amended on 7 October 2026 because an earlier version said the bridge would cost £4m.
• This post was amended at 14.40 BST. An earlier version said that the mayor was elected in March.
• This story was corrected at 3pm to say that the bridge is over the Tamble, not the Vale.
This report has been updated.
An earlier version of this article misstated the number of votes.
A previous version of this post said the bridge was shut.
Clarification: This story has been updated to include a statement from the council.
Correction: a previous version of this entry said that the bridge was the third.
You can read our full story here:
You can follow the rest of the day's events here:
You can read the full story from my colleague Jo Field here.
Our political editor, Jo Field, has this report:
My colleague Jo Field has the full story here.
Our correspondent in Paris, Jo Field, sends this dispatch:
Here's more from our community reporter Jo Field:
Here’s the moment the vote was announced:
Here are some more pictures from the bridge:
We'll have more on this shortly.
We’ll bring you more from the inquest as we get it.
We will bring you more details as we get them.
More details soon …
More to follow.
More on this story as we get it.
This is a developing story. Please check back for updates.
This is a breaking news story, more details to follow.
This is a breaking news story – refresh for updates.
This story will be updated.
Stay with us for the latest.
Stay tuned.
If you have been affected by any of the issues raised in this article, call the Samaritans on 116 123.
Lifeline: 13 11 14. Kids Helpline: 1800 55 1800.
For a full list of the votes, see our interactive.
Thanks for following along. Goodbye.
That's it for today's blog. Here's a recap of what happened:
That's it from me, Tom Ardley. I'm handing over to my colleague Jo Field.
I'm Jo Field, taking over from Tom. Do get in touch with any tips: jo@example.org.
Hello, it's Tom Ardley here, and welcome to our live coverage of the council meeting.
Hello and welcome to our live blog for Thursday, October 15. I'm Jo Field on Ngunnawal land and I'll be with you this morning.
Let's get into it.
If you're just joining us, here's what you need to know:
Was this forwarded to you? Sign up here.
Got a tip? Hit reply or write to jo@example.org.
""".strip().split("\n")

STAYS = """
This article of the treaty was amended in 1992.
The article was amended after the vote, and the ministers agreed to it.
This report has been corrected twice, the minister said.
This report was amended to please the minister, the inquiry was told.
An earlier version of the report said the bridge was safe.
An earlier version of the plan had three bridges.
An earlier version said nothing of the bridge, the engineer told the inquiry.
This report is being updated by the ministry, which expects to publish in May.
This item was amended in committee, and passed by 40 votes.
If you or anyone you know is affected by flooding, call the council on 0800 555 111.
Let’s get it right this time, the mayor begged.
Correction: officers will be paid from May.
The story has been updated for the stage by Jo Field.
More details of the plan are to be published on Monday.
More money is to follow, the minister said.
More rain is to come.
More soon will be needed, the bank believes.
More than 2,300 drivers have walked out.
We will have more buses on this line soon, the firm promised.
This is a developing country with a growing debt.
This is a breaking point for the union, its leader believes.
Stay with us for a night, the hotel offers, and pay for two.
Stay indoors until noon.
Our correspondent was shot in Hartwell.
Our house has more.
Our house has this number of rooms, the owner said.
Here’s what the mayor found: a bridge with no screws.
Here's the rub: the bank has no money.
Our rivers have more salmon than in 1990.
If you have been affected by the flood, the council will pay your rent.
The helpline took 1,800 calls.
Samaritans opened 40 branches last year.
A full list of the votes was published on Monday.
You can read a book in the time that the train takes to reach Leeds.
You can see the fire from here, said Jo Field, who lives on the hill.
The map above the altar shows the town in 1400.
The letter was forwarded to the police.
Police got a tip, and found him.
The law is written by lobbyists and edited by ministers.
The Courier has approached the council for comment.
""".strip().split("\n")


@pytest.mark.parametrize("line", GOES)
def test_what_the_page_says_of_itself_is_not_told(line: str) -> None:
    assert kind(line) in ("furniture", "promo")


@pytest.mark.parametrize("line", STAYS)
def test_news_in_like_words_is_told_whole(line: str) -> None:
    assert kind(line) == "body"
    assert news_of(line) == line


@pytest.mark.parametrize(
    ("paragraph", "news"),
    [
        ("The bridge has fallen. More details soon …", "The bridge has fallen."),
        ("The bridge has fallen. This is a developing story. Please check back for updates.", "The bridge has fallen."),
        ("The vote was 31 to 12. This post was amended at 3pm. An earlier version said it was 30 to 12.", "The vote was 31 to 12."),
        (
            "Hello, it's Tom Ardley here, and welcome to our live coverage of the council. Councillors are about to vote.",
            "Councillors are about to vote.",
        ),
        ("“More details soon,” he said.", "“More details soon,” he said."),
    ],
)
def test_the_news_beside_it_is_told(paragraph: str, news: str) -> None:
    assert news_of(paragraph) == news


DAY = """18.02
{label}
{points}
16.20
Deal
Britain and Canada have agreed a trade deal in principle, both governments have said, with a cheese quota of 6,400 tonnes a year.
14.05
Talks
The mayor of Kelder, Lena Forsythe, has invited both sides in the bus dispute to talks at the town hall at 8pm tonight.
11.30
Fire
The fire is now 75% contained.
"""
POINTS = [
    "Mayor Lena Forsythe invited both sides in the bus dispute to talks at the town hall tonight.",
    "Britain and Canada agreed a trade deal in principle, with a cheese quota of 6,400 tonnes.",
]


@pytest.mark.parametrize(
    "label",
    ["Closing summary", "Evening recap", "Summary of the day", "Jo Field\n\nThat's it for today's blog. Here's a recap of what happened:"],
)
@pytest.mark.parametrize("sign", ["• ", "- ", ""])
def test_a_summary_tells_what_no_update_tells_and_no_more(label: str, sign: str) -> None:
    news = "The market on the square was closed by the police."
    whole = DAY.format(label=label, points="\n".join(f"{sign}{point}" for point in POINTS))
    assert [u.time for u in read.read(whole.encode(), "x.txt").updates] == ["16:20", "14:05", "11:30"]
    more = DAY.format(label=label, points="\n".join(f"{sign}{point}" for point in (*POINTS, news, "The fire is now 85% contained.")))
    first = read.read(more.encode(), "x.txt").updates[0]
    assert [p.text for p in first.paragraphs] == [news, "The fire is now 85% contained."]


def test_two_summaries_of_what_stands_nowhere_else_are_both_told() -> None:
    points = "\n".join(f"• {point}" for point in POINTS)
    lines = classify(f"18.02\nClosing summary\n{points}\n16.20\n{BODY}\n12.00\nMidday summary\n{points}\n")
    assert [line.kind for line in lines].count("body") == 5
