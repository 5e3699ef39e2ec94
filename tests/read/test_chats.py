"""Exports and pastes of a newsroom's chat: Slack, Teams, WhatsApp, Telegram."""

from __future__ import annotations

import pytest

from pipeline import read

BRIDGE = "The bridge at Hallin is shut to all traffic since 4 am, the city council says."
FERRY = "The ferry company says that boats will run every 20 minutes from 7 am."
BAKERY = "Two people were taken to hospital after a gas leak at the Sund bakery, the fire service says."
SLACK = f"""\
#newsdesk
Priya Nair  6:02 AM
morning all
Priya Nair  6:04 AM
{BRIDGE}
Tom Field  6:07 AM
:+1: on it
Jo Larkin  6:20 AM
@Priya Nair can you check the ferry?
Priya Nair  6:31 AM
{FERRY}
Tom Field  6:32 AM
Nice one
Jo Larkin  6:40 AM
{BAKERY}
"""
TEAMS = f"""\
[30/11/2026 06:04] Nair, Priya
{BRIDGE}
[30/11/2026 06:09] Field, Tom
thanks. any comment from the mayor?
[30/11/2026 06:22] Nair, Priya
{FERRY}
[30/11/2026 06:25] Field, Tom
👍
[30/11/2026 06:41] Larkin, Jo
{BAKERY}
"""
TEAMS_PAGE = f"""\
Monday, November 30
Priya Nair
6:04 AM
{BRIDGE}
1 Like reaction.
1
Tom Field
6:09 AM
thanks! who is on it?
Priya Nair
6:22 AM
Edited
{FERRY}
Jo Larkin
6:41 AM
{BAKERY}
Last read
"""
SLACK_PAGE = f"""\
Monday, November 30th
Priya Nair
:house: 6:04 AM
{BRIDGE}
3 replies
Last reply today at 6:20 AM
View thread
Priya Nair
6:31 AM
{FERRY}
:eyes:
2
Jo Larkin
  6:40 AM
{BAKERY}
Newsbot
APP  6:45 AM
joined #newsdesk.
"""
WHATSAPP_US = f"""\
11/30/26, 5:58 AM - Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.
11/30/26, 6:02 AM - Priya Nair: {BRIDGE}
11/30/26, 6:05 AM - Tom Field: IMG-20261130-WA0003.jpg (file attached)
11/30/26, 6:07 AM - Priya Nair: {FERRY}
11/30/26, 6:12 AM - Jo: {BAKERY}
11/30/26, 6:13 AM - Tom Field: https://maps.example/?q=sund
"""
TELEGRAM = f"""\
Priya Nair, [30.11.2026 06:02]
{BRIDGE}

Priya Nair, [30.11.2026 06:40]
[Forwarded from Fenn Police]
{FERRY}

Jo Larkin, [30.11.2026 07:15]
[Photo]
{BAKERY}
"""
WHATSAPP = f"""\
[30/11/2026, 06:02:45] Priya Nair: Morning team ☀️
[30/11/2026, 06:03:10] Priya Nair: {BRIDGE}
[30/11/2026, 06:05:59] Tom Field: <Media omitted>
[30/11/2026, 06:07:31] Priya Nair: {FERRY}
[30/11/2026, 06:12:40] Jo: {BAKERY}
"""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (SLACK, ["Priya Nair", "Priya Nair", "Jo Larkin"]),
        (TEAMS, ["Priya Nair", "Priya Nair", "Jo Larkin"]),
        (WHATSAPP, ["Priya Nair", "Priya Nair", "Jo"]),
        (WHATSAPP_US, ["Priya Nair", "Priya Nair", "Jo"]),
        (TEAMS_PAGE, ["Priya Nair", "Priya Nair", "Jo Larkin"]),
        (SLACK_PAGE, ["Priya Nair", "Priya Nair", "Jo Larkin"]),
        (TELEGRAM, ["Priya Nair", "Priya Nair", "Jo Larkin"]),
    ],
)
def test_the_posts_are_told_and_what_colleagues_say_to_each_other_is_not(text: str, who: list[str]) -> None:
    updates = read.read(text.encode(), "x.txt").updates
    assert [[paragraph.text for paragraph in update.paragraphs] for update in updates] == [[BRIDGE], [FERRY], [BAKERY]]
    assert [update.byline for update in updates] == who
    assert not any(update.heading for update in updates)


def test_a_live_blogs_headings_below_its_times_stay() -> None:
    blog = f"15:25, Ann Other\nBridge is shut again\n{BRIDGE}\n14:02, Bo Field\nFerry to run more often\n{FERRY}\n13:01, Ann Other\nLeak at bakery\n{BAKERY}\n"
    assert [update.heading for update in read.read(blog.encode(), "x.txt").updates] == [
        "Bridge is shut again",
        "Ferry to run more often",
        "Leak at bakery",
    ]


def test_what_the_service_says_and_polls_are_not_told() -> None:
    text = (
        f"30/11/2026, 06:02 - Ada Voss created group “Desk”\n30/11/2026, 06:03 - Priya Nair: {BRIDGE}\n30/11/2026, 06:04 - Tom Field: POLL:\nWhich leads?\n"
        f"OPTION: Bridge (3 votes)\n30/11/2026, 06:07 - Priya Nair: {FERRY} <This message was edited>\n30/11/2026, 06:12 - Jo Larkin: {BAKERY}\n"
        "30/11/2026, 06:14 - Tom Field left\n"
    )
    assert [p.text for update in read.read(text.encode(), "x.txt").updates for p in update.paragraphs] == [BRIDGE, FERRY, BAKERY]


def test_a_date_without_its_year_in_front_of_a_time_is_a_stamp() -> None:
    text = f"Priya Nair 30/11 06:03\n{BRIDGE}\n[30/11 06:07] Tom Field\n{FERRY}\n"
    found = read.read(text.encode(), "x.txt")
    assert [(update.byline, update.time) for update in found.updates] == [("Priya Nair", "06:03"), ("Tom Field", "06:07")]
    assert found.order == "oldest-first"
