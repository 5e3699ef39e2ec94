"""Boxes, credits, adverts and the writer's own words around the news: what goes, and the news lines like them that stay."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read import comments
from pipeline.read.greetings import news_of
from pipeline.read.kinds import classify
from tests.read.test_kinds import BODY, kind

GOES = """
Privacy Notice: Newsletters may contain information about charities, online ads, and content funded by outside parties.
If you do not have an account, we will create a guest account for you on example.org to send you this newsletter.
We use your sign-up to provide content in ways you’ve consented to and to improve our understanding of you.
You can unsubscribe at any time.
after newsletter promotion
Other reported from Columbus. Associated Press writer Jo Field in Seattle contributed to this report.
Other and Field reported from St. Louis.
Ann Other reported from Geneva and Jo Field from New York.
Associated Press writers Jo Field in Seattle, Bo Stone in Paris and Al Brook in Rome contributed to this report.
Jo Field contributed reporting.
Jo Field contributed reporting from Geneva.
Jo Field in Geneva contributed additional reporting.
Reporting by Ann Other in Geneva; editing by Jo Field
Reporting by Ann Other and Bo Stone; Writing by Jo Field; Editing by Al Brook.
With reporting by Ann Other.
With additional reporting by the Press Agency and Jo Field
Additional reporting by Reuters
Additional reporting by Ann Other in Geneva.
You can find this story in My Bookmarks. Or by navigating to the user icon in the top right.
Story Saved
Something went wrong, please try again later.
Bet £10 get £30 in free bets. 18+. T&Cs apply.
T&Cs apply.
BeGambleAware.org
example.co.uk/offers
""".strip().split("\n")
GOES.append(
    "Privacy Notice: Newsletters may contain information about charities, online ads, and content funded by outside parties. If you do not have an "
    "account, we will create a guest account for you on example.org to send you this newsletter. You can complete full registration at any time. For "
    "more information about how we use your data see our Privacy Policy. We use Google reCaptcha to protect our website."
)

STAYS = """
Privacy notice: the regulator has fined the firm £2m.
Privacy notices must be easy to read, the regulator said.
Newsletters are where the parties now raise most of their money.
The firm will create an account for each guest of the hotel.
The bank opened 40 accounts a day without asking the customers.
Other reported from Columbus that the river had burst its banks.
Witnesses reported from Columbus.
Heavy rain contributed to the report being late.
Ministers contributed to the report on drowning, which is to be published on Monday.
Heavy rain contributed to the flood, the agency reported.
A total of 40 states contributed reporting data to the agency.
Reporting by state television showed a different crowd.
With reporting restrictions lifted, the boy can be named as Jo Field.
Additional reporting rules come into force in May.
Additional reporting by banks will be required from May, the regulator said.
Jo Field is a reporter for the Wall Street Journal.
You can find this plant in my garden, the minister joked.
The firm’s terms apply to all who use it, the court found.
The rules apply to bets of £10 and more, with no free bets for the under-18s.
Buy now and pay later firms are to be regulated.
Bookmakers offer free bets of £10 to new customers, the inquiry was told.
Save £2bn a year or close, the council was told.
Example.org is down.
""".strip().split("\n")


@pytest.mark.parametrize("line", GOES)
def test_what_stands_around_the_news_is_not_told(line: str) -> None:
    assert kind(line) in ("furniture", "promo", "credit")


@pytest.mark.parametrize("line", STAYS)
def test_news_with_the_same_words_is_told(line: str) -> None:
    assert kind(line) == "body"


@pytest.mark.parametrize("label", ["Sponsored", "Advertisement", "AD"])
@pytest.mark.parametrize("line", ["Switch today and save £200 a year.", "Shop the sale: 20% off all shoes.", "Get a free trial today."])
def test_an_offer_right_below_the_word_for_it_is_an_advert(label: str, line: str) -> None:
    assert kind(line, above=label) == "promo"


def test_so_is_one_below_the_adverts_own_headline() -> None:
    lines = classify(f"{BODY}\nA MESSAGE FROM OUR SPONSOR\nDrive safely this winter\nNew tyres from €49.\nLearn more.\n{BODY}\n")
    assert [line.n for line in lines if line.kind == "body"] == [1, 6]


@pytest.mark.parametrize(
    "line",
    [BODY, "Order has been restored in the town.", "Save the Children has left the city.", "Buy now, pay later firms were told to stop."],
)
def test_news_that_goes_on_below_an_advert_is_told(line: str) -> None:
    assert kind(line, above="Advertisement") == "body"


BOX = "Sign up to Morning Post\nFree daily newsletter\nGet set for the day – we’ll point you to all the news you need every morning.\n"


@pytest.mark.parametrize(
    "end", ["Privacy Notice: Newsletters may contain online ads.", "after newsletter promotion", "Enter your email address"]
)
def test_all_of_a_newsletters_box_goes(end: str) -> None:
    lines = classify(f"{BODY}\n{BOX}{end}\n{BODY}")
    assert [line.kind == "body" for line in lines] == [True, False, False, False, False, True]


def test_news_below_an_offer_that_is_no_box_is_told() -> None:
    lines = classify(f"{BODY}\nSign up to Morning Post\n{BODY}\nThe school stays shut until Monday.\n{BODY}\nShare\n")
    assert [line.kind == "body" for line in lines] == [True, False, True, True, True, False]
    lines = classify(f"{BODY}\nSign up to Morning Post\n15:02\n{BODY}\n14:02\n{BODY}\nEnter your email address\n{BODY}")
    assert [line.n for line in lines if line.kind == "body"] == [1, 4, 6, 8]


def test_who_the_writer_is_goes_with_who_else_worked_on_it_and_not_by_itself() -> None:
    about = "Jo Field is a reporter for the Example Journal."
    assert kind(about, above="Bo Stone contributed to this report.") == "furniture"
    assert kind(about) == "body"


OWN = """
Good morning, and welcome to our rolling coverage of business, the financial markets and the world economy.
Good morning and welcome to our live coverage of UK politics.
Hello and welcome to the Example’s live coverage of the storm.
Welcome to our deadline day blog.
Hello and thank you for joining us as Storm Bertil reaches the north-west of Ireland. Stay with us for the latest.
We’re back.
We're back after lunch.
Time to wrap up.
Time to wrap up. Here’s what happened today:
It’s time to wrap up for the day. Here is a summary of the day’s events:
Here’s a summary of the day so far:
Here are the main points:
Here is the latest:
And that’s that.
That’s all from us.
That’s all for today. Goodnight!
That concludes our live coverage for today. Thanks for following.
That concludes our live coverage for today. Thanks for following. We will be back in the morning.
That's it from me for today. Goodnight.
I’m handing over to my colleague Jo Field, who will be with you until midnight.
I’m Ann Other, and I’ll be with you until 2am.
Thanks for joining us today. We’ll be back tomorrow.
We are closing this blog now. Thanks for reading.
We’re closing our live coverage for the night.
Our live coverage has ended.
Goodnight, and see you tomorrow. – AdVH
Good morning. It's cold out there: minus six in Lund at dawn.
Good morning and welcome to our politics blog. The main story today is the ferry contract. Here’s what we know:
That’s it for today. See you tomorrow — and if a friend sent you this, subscribe here.
Good evening. You can email me at ann@example.org.
""".strip().split("\n")

NOT_OWN = """
Time to wrap up warm: snow is on its way.
That’s it for Rovers’ hopes of the title.
That’s that for the summer window, the league’s chairman hopes.
That is all we know so far.
That’s all.
Welcome to the club, the EU told Ukraine.
A welcome to our coverage area was painted on the wall.
Good morning from court number five, where the judge has just come on to the bench.
Thank you for your patience, the rail firm told its passengers.
Thanks to the rain, the fire is out.
We are back in the black, the bank said.
We’re back under way at the bridge, and it is still one each.
Here’s a summary of what the judge found: the bridge was not safe.
Here’s what we know about the bridge that fell on Monday.
Here are the latest figures from the ministry.
Storm Bertil will be here for two days.
Jo Field will take over as chief executive on Monday.
The mayor is handing over to her deputy.
We are closing our embassy in the town.
We will be back on Monday with more lorries.
Goodnight Sweetheart closed at the weekend after ten years.
We will be here until the war ends.
Storm Bertil will be with you by Monday.
That concludes the coverage of the vote by state television.
Hello Kitty will be sold to a bank.
Welcome to Hartwell, where the turnout was 40 per cent.
Good morning and welcome to our live coverage of the storm, which has killed two people.
""".strip().split("\n")


@pytest.mark.parametrize("line", OWN)
def test_what_the_writer_says_to_the_reader_is_not_told(line: str) -> None:
    assert kind(line) == "furniture"


@pytest.mark.parametrize("line", NOT_OWN)
def test_news_in_words_like_a_greeting_is_told_whole(line: str) -> None:
    assert kind(line) == "body"
    assert news_of(line) == line


@pytest.mark.parametrize(
    ("paragraph", "news"),
    [
        ("We’re back. The hospital’s former head, Jo Field, is sworn.", "The hospital’s former head, Jo Field, is sworn."),
        ("And that’s that. The window has closed.", "The window has closed."),
        (
            "Good evening and welcome to our coverage of tonight’s elections. Polls close at 10pm. I’m Ann Other, and I’ll be with you until 2am. "
            "You can email me at ann@example.org.",
            "Polls close at 10pm.",
        ),
        ("The river has fallen by two metres. That’s all from me for tonight. Goodnight.", "The river has fallen by two metres."),
        (
            "Time to wrap up. The bridge stays closed. We’re back tomorrow, the mayor said.",
            "The bridge stays closed. We’re back tomorrow, the mayor said.",
        ),
    ],
)
def test_of_a_paragraph_that_opens_or_closes_so_the_news_is_told(paragraph: str, news: str) -> None:
    found = read.read(f"10.30am\n{BODY}\n10.10am\n{paragraph}\n9.30am\n{BODY}\n".encode(), "x.txt")
    assert [p.text for p in found.updates[1].paragraphs] == [news]
    assert found.updates[1].paragraphs[0].source.first_line == 4


@pytest.mark.parametrize(
    ("heading", "kept"),
    [
        ("Welcome to our live coverage", ""),
        ("Good morning", ""),
        ("Good morning: the agenda", ""),
        ("Good morning! It’s deadline day", ""),
        ("That’s all from us", ""),
        ("Goodnight Sweetheart closes", "Goodnight Sweetheart closes"),
        ("Welcome to Hartwell", "Welcome to Hartwell"),
    ],
)
def test_a_greeting_above_an_update_is_no_title_of_it(heading: str, kept: str) -> None:
    found = read.read(f"10.30am\nBridge\n{BODY}\n10.10am\n{heading}\nThe river is falling.\n9.30am\nRiver\n{BODY}\n".encode(), "x.txt")
    assert [u.heading for u in found.updates] == ["Bridge", kept, "River"]
    assert [u.paragraphs[0].text for u in found.updates] == [BODY, "The river is falling.", BODY]


@pytest.mark.parametrize(
    "words",
    ["“We did not wait. We will be back tomorrow. Goodnight.”", "“Good morning. We’re back,” she said.", "The mayor: “We lost. Goodnight."],
)
def test_somebodys_own_greeting_is_told(words: str) -> None:
    assert kind(words) == "body"
    assert news_of(words) == words


def test_a_greeting_behind_a_time_does_not_open_the_update() -> None:
    found = read.read(
        f"10.30am: {BODY}\n9.30am: {BODY}\n8.00am: Good morning and welcome to our live coverage.\nThe river is falling.\n".encode(),
        "x.txt",
    )
    assert [(u.time, u.heading, u.paragraphs[0].text) for u in found.updates][2:] == [("08:00", "", "The river is falling.")]


def test_an_agenda_below_a_greeting_is_neither_told_nor_a_pictures_caption() -> None:
    times = "9.30am CET: Bank decision\n1pm CET: Bridge inquiry\n"
    lines = classify(f"17.38\n{BODY}\n16.50\n{BODY}\n8.15\nThe day ahead\nGood morning.\nThe agenda\n{times}{BODY}\n")
    assert [line.kind for line in lines[5:]] == ["heading", *["furniture"] * 4, "body"]


PAGE_SENTENCES = """
Got a TV Licence?
You need one to watch live TV on any channel or device, and BBC programmes on iPlayer. It's the law.
A correction was made on Nov. 27, 2026: An earlier version of this article misstated the number of senators.
Hello, and welcome to the 1,200 new subscribers who joined this week.
Reporting from Portland, Ore.
Forward this to a friend!
Commented [AO1]: check the figure
Commented [AO2R1]: Done, they confirmed.
1 Like reaction.
❤️ 12 👍 40
📌 Pinned
[Photo]
Load 3 new updates
Key event
Return to menu
No spam. Unsubscribe anytime.
☑ ask the army
Dear editors,
Fenn Fire Service reposted
Add Harbour as a preferred source to see more of our stories on Google.
From Wikinews, the free news source you can write!
Jo Field, editor of the Post, selects her favourite stories in this weekly newsletter.
Learn more.
- [ ] picture?
Water Board Press <press@water.example>
ChatGPT can make mistakes. Check important info.
The Holm Notes is a reader-supported publication. To receive new posts, consider becoming a paid subscriber.
The firm and partners may be compensated if you purchase something through recommended links in this article.
""".strip().split("\n")


@pytest.mark.parametrize("line", PAGE_SENTENCES)
def test_what_pages_say_of_themselves_is_not_told(line: str) -> None:
    assert classify(f"{BODY}\n{line}\n{BODY} It rained.\n{BODY} It snowed.\n")[1].kind in ("furniture", "promo")


def test_a_phrase_that_stands_by_itself_below_a_promo_or_a_link_goes_with_it() -> None:
    below = "Sign up for The Holm Letter\nNews from Holm, every Thursday.\njo@example.com\nSubscribe\n"
    links = "Read next\nWho owns the harbour?\nA list of every mooring.\n"
    lines = classify(f"{BODY}\n{BODY} It rained.\n{below}{links}Powered by Holm\n")
    assert [line.n for line in lines if line.kind == "body"] == [1, 2]
    lines = classify(f"{BODY}\nSign up for The Holm Letter\nA sad day for all of Holm.\n{BODY}\n")
    assert [line.n for line in lines if line.kind == "body"] == [1, 3, 4]


def test_what_a_screen_reader_is_told_behind_a_headline_is_no_part_of_it() -> None:
    text = "Bridge open again published at 14:32 GMT 30 November\n14:32\nThe bridge is open.\nFerry full published at 14:05 GMT\n14:05\nThe ferry is full.\n"
    assert [update.heading for update in read.read(text.encode(), "x.txt").updates] == ["Bridge open again", "Ferry full"]


def test_a_readers_comment_is_not_told_and_a_paragraph_above_it_is() -> None:
    lines = classify(f"{BODY}\n{BODY} It rained.\n2 comments\nLee Roe\n2h\nGreat piece!\nI agree with it.\nLike (2)\nReply\nShare\n")
    assert [line.kind for line in lines[:2]] == ["body", "body"]
    assert [line.reason for line in lines[5:7]] == [comments.COMMENT] * 2


def test_a_page_number_in_the_margin_is_no_heading() -> None:
    assert classify(f"{BODY}\nThe Hallin Post 27 November 2026 Page 2 of 3\n{BODY}\n")[1].kind == "furniture"


ANSWERS = (
    "What has been decided?\nThe council voted by 24 to 18 for a tram line to the hospital.\nWhat will it cost?\nThe line will cost £212m, more than was said in June.\n"
    "Is it late?\nNo, it is not.\nWho is against it?\nThe opposition says that buses would serve more people.\n"
)


def test_questions_above_their_answers_are_no_leads_and_stay_where_the_answer_leans_on_them() -> None:
    found = read.read(f"Five questions\nBy Ann Other\n{ANSWERS}".encode(), "x.txt")
    told = [p.text for update in found.updates for p in update.paragraphs]
    assert told[0].startswith("The council voted")
    assert [text for text in told if text.endswith("?")] == ["Is it late?"]


def test_one_question_in_a_story_is_told() -> None:
    assert [line.kind for line in classify(f"{BODY}\n{BODY} It rained.\nWill the bridge hold?\n{BODY} It snowed.\n")] == ["body"] * 4
