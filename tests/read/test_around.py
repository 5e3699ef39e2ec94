"""Boxes, credits, adverts and the writer's own words around the news: what goes, and the news lines like them that stay."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("line", [BODY, "Order has been restored in the town.", "Save the Children has left the city.", "Buy now, pay later firms were told to stop."])
def test_news_that_goes_on_below_an_advert_is_told(line: str) -> None:
    assert kind(line, above="Advertisement") == "body"


BOX = "Sign up to Morning Post\nFree daily newsletter\nGet set for the day – we’ll point you to all the news you need every morning.\n"


@pytest.mark.parametrize("end", ["Privacy Notice: Newsletters may contain online ads.", "after newsletter promotion", "Enter your email address"])
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
