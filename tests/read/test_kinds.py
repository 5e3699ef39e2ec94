"""What each line of pasted news is, in several publishers' manners, in our own words."""

from __future__ import annotations

import pytest

from pipeline.read.kinds import classify
from pipeline.read.stamps import Clock
from tests.real import BLOG, gold, needs_blog

BODY = "The mayor said on Tuesday that the bridge would open again within a month."


def kind(line: str, *, above: str = BODY, below: str = BODY) -> str:
    return classify("\n".join([BODY, BODY, BODY, BODY, BODY, above, line, below, BODY, BODY]))[6].kind


@pytest.mark.parametrize(
    "stamp",
    [
        "15:25, Ann Other",
        "6.14pm GMT",
        "2h ago",
        "0933:",
        "Posted at 14:12",
        "18:30 GMT",
        "11.05am BST",
        "27 Nov 2025, 09:15",
        "5 minutes ago",
        "14:02",
    ],
)
def test_a_line_that_is_only_a_time_is_a_stamp(stamp: str) -> None:
    assert kind(stamp) == "stamp"


@pytest.mark.parametrize(
    ("line", "stamp", "words"),
    [
        ("18:30 GMT - The bridge is open again.", "18:30 GMT", "The bridge is open again."),
        ("12.32pm: The bridge is open again.", "12.32pm", "The bridge is open again."),
        ("09:15 – Traffic is back.", "09:15", "Traffic is back."),
        ("0933: Traffic is back.", "0933", "Traffic is back."),
    ],
)
def test_a_time_with_its_text_behind_it_is_told_without_the_time(line: str, stamp: str, words: str) -> None:
    assert kind(line) == "body"
    found = Clock([line]).inline(line)
    assert found is not None
    assert (found[0].written, found[1]) == (stamp, words)


@pytest.mark.parametrize(
    "line", ["The score was 2-1 at half time.", "1,200 people came.", "10 Downing Street said no.", "24 hours later it rained."]
)
def test_a_number_at_the_start_is_no_stamp(line: str) -> None:
    assert Clock([line]).inline(line) is None
    assert kind(line) == "body"


@pytest.mark.parametrize(
    "credit",
    [
        "JOSÉ ÁLVAREZ-PEÑA/AP",
        "Photograph: Ann Other/Example Agency",
        "Image source, Reuters",
        "© 2025 Ann Other",
        "ANN OTHER FOR THE TIMES",
        "REUTERS",
        "Getty Images",
        "ANN OTHER/AFP/GETTY IMAGES",
        "Picture: Ann Other",
    ],
)
def test_a_picture_credit(credit: str) -> None:
    assert kind(credit) == "credit"


@pytest.mark.parametrize(
    ("caption", "below"),
    [
        ("The bridge on Monday morning", "ANN OTHER/AP"),
        ("Ann Other, pictured at the bridge last year", BODY),
        ("The mayor (left) with the engineer.", BODY),
        ("The bridge seen from the river. Photograph: Ann Other/AP", BODY),
        ("Workers clear the road (Reuters)", BODY),
    ],
)
def test_a_caption(caption: str, below: str) -> None:
    assert kind(caption, below=below) == "caption"


@pytest.mark.parametrize(
    "promo",
    [
        "Sign up to our daily newsletter.",
        "Our podcast tells the day’s story. Listen now.",
        "Follow us on the app for more.",
        "Get in touch: email the team.",
        "Subscribe to read the whole story.",
    ],
)
def test_a_promo(promo: str) -> None:
    assert kind(promo) == "promo"


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Copy link",
        "Updated at 15.20 GMT",
        "Key events",
        "Reporting by Ann Other; editing by John Doe",
        "By Ann Other",
        "* * *",
        "https://example.org/a",
        "Advertisement",
    ],
)
def test_page_furniture(line: str) -> None:
    assert kind(line) == "furniture"


TRAPS = """
Support for the plan has fallen to 38 per cent, a survey found.
Support our troops was the slogan on the banner that hung from the bridge.
He refused to listen to the judge and was led out.
Listen to the engines, the pilot told his pupil, and you will know the weather.
The attack was carried out by a state-sponsored group of hackers.
The firm is sponsored by a bank.
The app was downloaded four million times in a week.
Follow the money, prosecutors were told.
The US briefing was put off until Friday.
Contact between the US and Iran was lost.
Call it what you like, said the minister, it is a tax.
Published on Tuesday, the report runs to 300 pages.
Updated at the last minute, the forecast now expects snow.
The newspaper has 90,000 subscribers and lost £4 million last year.
A subscription costs £12 a month, and our reporters were asked to sell them.
The minister will share her notes with the committee.
Watch committees were set up in every village.
Watching from the shore were some two hundred people.
Sign language was used for the first time.
Signs of life were found under the rubble.
Donations to the fund have passed £1 million.
Donate blood was what they were told; many did.
The picture is mixed: exports rose and imports fell.
Pictures: there were none, and no witnesses either.
Photographs of the wreck were shared by thousands.
The robbers were pictured on a camera at the station.
She was pictured leaving court on Monday.
The man on the left in the photograph is her uncle.
The two parties (left and right) agreed on one thing.
Turnout was 71% (2019: 68%).
The ship left Dover at 6.14pm and has not been seen since.
At 6.14pm the ship left Dover.
10.30 is the time to be there, officials say.
14:02 is written on the wall clock, which stopped when the bomb went off.
5pm on Friday is the deadline.
Nov 27 will be remembered in Galveston.
Cookies were handed out to the children by the mayor.
The cookie maker said it would close its factory in Leeds.
We use what we have, the general said.
You are not going to believe this, but the cat came back.
Your vote counts, the president told the crowd.
Email from the minister's account showed that she had known.
Emails between us and the firm were read out in court.
Text messages sent to Ms Reid, which were read out to us by her lawyer, show that she knew.
WhatsApp messages between the two men were deleted.
By Monday the water had gone.
By Ann Other's own account there were three shots.
Reporting by state television showed a different crowd.
Editing by hand took the scribes four years.
Related charges were dropped in May.
More on that in court tomorrow, the judge said.
Read carefully, the letter promises nothing.
Get out, the guard shouted.
Join forces or fail, the envoy told the two sides.
For more than an hour nobody spoke.
For more detail the court will see the logs next week.
Click Energy has gone bankrupt.
Help is on its way.
Close the door, he said.
Home Secretary Jane Roe has resigned.
Next came the soldiers.
Summary executions were reported from the north.
Live ammunition was used, witnesses say.
Breaking ranks with her party, Reid voted no.
AP reported that the bridge was safe.
Reuters said that it had seen the letter.
Getty Images will be sold for $3.3 billion.
NASA is going back to the Moon.
LONDON Bridge is down, the message said.
THE HAGUE has ruled.
EU/US talks broke down on Monday.
The deal (worth £3bn/AP estimate) fell through.
The 9/11 inquiry will reopen.
Who pays? Nobody knows.
What happens next is unclear.
Is it safe?
“Subscribe,” he said.
“Photograph: none,” the file says.
That is all.
That’s all we know so far.
This story begins in 1974.
This article of the constitution protects the press.
This page of the treaty has been torn out.
You need to be over 18 to register, the party says.
Our correspondent in Kyiv says that the lights are out.
The Daily Mirror podcast was cited in court.
Play was stopped at 4pm because of rain.
Play resumed after tea: Root is out for 40.
Save the Children has left the city.
Share prices fell.
Search teams found a shoe.
Comment was declined by the ministry.
Video: the clip was shown to the jury twice.
Advertisements for gambling will be banned.
Trending downwards since May, inflation is now 2.1%.
Most read the letter as a threat.
Top stories in the state media did not mention it.
2,400 people have signed.
112 comments were posted before the page was closed, the council said.
3 people died.
© is the sign that the case is about.
@realmayor wrote: closed until further notice.
#closed was written on the gate.
100 days after the vote there is no government.
1. The road will be closed.
2) The school stays open.
– The bridge will be closed from Monday.
- Three lorries were burnt.
• Five people were arrested
""".strip().split("\n")


@pytest.mark.parametrize("line", TRAPS)
def test_a_sentence_with_a_word_of_the_page_in_it_is_told(line: str) -> None:
    assert kind(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "“We will subscribe to no such plan,” the minister said.",
        "He said that the newspaper had been shared by millions.",
        "“It was pictured as a triumph.”",
        "AP reported that the bridge was safe.",
        "The crew were safe.",
    ],
)
def test_what_only_looks_like_the_page_is_still_told(line: str) -> None:
    assert kind(line) == "body"


MENU = ["U.S.", "U.K.", "World", "St. Louis", "Jan. 6", "Washington, D.C.", "N.Y.", "Sen.", "Asia-Pacific", "L.A."]


@pytest.mark.parametrize("entry", MENU)
def test_a_menus_entry_is_no_sentence_though_a_full_stop_shortens_it(entry: str) -> None:
    text = f"Example News\nWorld\n{entry}\nPolitics\nShots at the bridge in the old town\n15:25\nBridge\n{BODY}\n15:02\nRiver\n{BODY}"
    lines = classify(text)
    assert [line.n for line in lines if line.kind == "body"] == [8, 11]
    assert lines[2].kind == "furniture"


@pytest.mark.parametrize(
    "line", ["No.", "Guilty.", "He went to the U.S.", "Who? The U.N.", "It is in Washington, D.C.", "Silence.", "They left at 6 a.m."]
)
def test_a_short_sentence_is_told(line: str) -> None:
    assert kind(line) == "body"


def test_a_teaser_of_questions_above_a_promo_goes_with_it() -> None:
    lines = classify(f"Will the bridge hold? And who pays?\nListen to our podcast now.\n{BODY}")
    assert [line.kind for line in lines] == ["promo", "promo", "body"]


def test_a_heading_stands_below_its_stamp() -> None:
    lines = classify(f"15:25\nBridge to open again\n{BODY}\n15:02\nRiver is falling\n{BODY}")
    assert [line.kind for line in lines] == ["stamp", "heading", "body", "stamp", "heading", "body"]


def test_a_caption_without_a_credit_is_found_where_all_sentences_have_their_full_stop() -> None:
    assert kind("The mayor has said that she likes what the engineers drew for the works") == "caption"


def test_every_line_has_a_reason_and_a_number() -> None:
    lines = classify(f"{BODY}\n\nShare\n{BODY}\n")
    assert [line.n for line in lines] == [1, 2, 3, 4]
    assert all(line.reason and 0 < line.confidence <= 1 for line in lines)


@needs_blog
def test_the_real_live_blog_is_read_as_its_editor_reads_it() -> None:
    expected = {n: k for k, numbers in gold()["line_kinds"].items() for n in numbers}
    found = {line.n: line.kind for line in classify(BLOG.read_text(encoding="utf-8"))}
    assert {n: (found[n], k) for n, k in expected.items() if found[n] != k} == {}
