"""One story in depth: of a day with many subjects one is told, of a day about one matter all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import edit, read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Paragraph, Rundown, Source, Update

NEWSLETTER = """
# Morning briefing

## Central bank holds rates at 4.25%

The Bank of Norland has held its main interest rate at 4.25 per cent, after seven of its nine policymakers voted for no change.

Governor Ida Kestrel said inflation was falling, but that wages were still rising too quickly. “We need to see more before we cut,” she told a news
conference in Port Asel.

## Mortgage lenders cut prices despite rate decision

Three of the country's largest lenders have cut the price of fixed mortgages by up to 0.3 points, hours after the Bank of Norland kept its interest
rate where it was.

Brokers said lenders expected inflation to fall below 2 per cent by spring.

## Striker Joni Abele signs for Harrowgate United

Harrowgate United have signed the striker Joni Abele from Lister for a club record £18 million. Abele, 24, scored 19 goals last season.

## Museum finds lost comb in its own cellar

A comb carved from whalebone a thousand years ago, missing since 1938, has been found in the cellar of the Asel Museum in a box of buttons.

## Teachers' union to vote on strike in January

The National Teachers' Union will ask its 190,000 members in January whether they want to strike over pay and class sizes.
"""

TOWN = """
## New bridge opens on Monday

The new bridge over the Sarn in Harlo opens to traffic on Monday, four months late. Harlo's mayor, Eva Muster, said the town had waited long enough.

## Bins to be emptied every three weeks

Harlo council will empty bins every three weeks instead of two from March. The council says it saves £400,000 a year.

## School choir to sing in the capital

The choir of Harlo's Mill School will sing in parliament on 12 December. Its teacher, Per Lund, said they had practised since summer.
"""


def day(text: str, name: str = "day.md") -> Briefing:
    return read.read(text.encode(), name)


def told(rundown: Rundown) -> list[str]:
    """The headings or the first words of what is told."""
    return [update for story in rundown.stories for update in story.updates]


def heads(source: Briefing, rundown: Rundown) -> set[str]:
    names = {update.id: update.heading for update in source.updates}
    return {names[update] for update in told(rundown)}


def test_of_a_newsletter_one_story_is_told_with_what_belongs_to_it() -> None:
    source = day(NEWSLETTER)
    rundown = edit.edit(source, form="story")
    assert heads(source, rundown) == {"Central bank holds rates at 4.25%", "Mortgage lenders cut prices despite rate decision"}
    assert rundown.heading == "Central bank holds rates at 4.25%"
    assert len(rundown.others) == 3
    left = {item.reason for item in rundown.left_out}
    assert left == {"another story: this programme tells one, in depth"}


def test_a_briefing_of_the_same_newsletter_tells_all() -> None:
    source = day(NEWSLETTER)
    rundown = edit.edit(source, form="briefing")
    assert len(heads(source, rundown)) == 5
    assert rundown.others == ()


def test_a_town_in_every_item_makes_them_no_one_story() -> None:
    source = day(TOWN)
    assert len(heads(source, edit.edit(source, form="story"))) == 1


@pytest.mark.parametrize(
    ("about", "heading"),
    [
        ("abele", "Striker Joni Abele signs for Harrowgate United"),
        ("the lost comb", "Museum finds lost comb in its own cellar"),
        ("Teachers’ strike", "Teachers' union to vote on strike in January"),
        ("buttons", "Museum finds lost comb in its own cellar"),
        ("u03", "Striker Joni Abele signs for Harrowgate United"),
    ],
)
def test_another_story_is_told_where_it_is_asked_for(about: str, heading: str) -> None:
    source = day(NEWSLETTER)
    rundown = edit.edit(source, form="story", about=about)
    assert heads(source, rundown) == {heading}
    assert len(rundown.others) == 3


def test_a_story_that_is_one_of_two_brings_the_other() -> None:
    source = day(NEWSLETTER)
    rundown = edit.edit(source, form="story", about="mortgages")
    assert len(heads(source, rundown)) == 2
    assert rundown.heading == "Mortgage lenders cut prices despite rate decision"


def test_all_are_told_where_all_are_asked_for() -> None:
    source = day(NEWSLETTER)
    rundown = edit.edit(source, form="story", about="All")
    assert len(heads(source, rundown)) == 5
    assert rundown.others == ()


def test_what_nothing_is_about_is_an_error_that_says_how_to_find_a_story() -> None:
    with pytest.raises(BriefingError, match="zebra") as caught:
        edit.edit(day(NEWSLETTER), form="story", about="zebra")
    assert "--why" in caught.value.remedy


def test_a_pin_decides() -> None:
    source = day("- title: A comb\n  body: A comb was found in a cellar of the museum.\n- title: A bridge\n  pin: true\n  body: The bridge in Sarn is open again.\n"
                 "- title: A goal\n  body: Lister have won the cup for the first time since 1980.\n", "day.yaml")  # fmt: skip
    assert heads(source, edit.edit(source, form="story")) == {"A bridge"}


def test_items_that_belong_together_by_hand_are_one_story() -> None:
    source = day("- title: A comb\n  body: A comb was found in a cellar of the museum.\n- title: A bridge\n  pin: true\n  related: [A goal]\n"
                 "  body: The bridge in Sarn is open again.\n- title: A goal\n  body: Lister have won the cup for the first time since 1980.\n", "day.yaml")  # fmt: skip
    assert heads(source, edit.edit(source, form="story")) == {"A bridge", "A goal"}


def test_a_live_blog_is_told_whole_and_in_part_where_that_is_asked_for() -> None:
    blog = """
18.40
The council of Harlo has passed its budget by one vote. Two libraries will close.

16.20
Bo Field, 81, said he had borrowed his first book from the library in Canal Street.

14.05
Police say the road to the harbour stays closed because of a fire in a warehouse.

12.00
Sixty firefighters are fighting a fire in a warehouse by the harbour. The roof has fallen in.
"""
    source = day(blog, "blog.txt")
    assert len(source.updates) == 4
    assert set(told(edit.edit(source, form="story"))) == {update.id for update in source.updates}
    assert set(told(edit.edit(source, form="story", about="fire"))) == {"u03", "u04"}


def test_a_live_blog_beside_a_feed_stays_one_matter() -> None:
    blog = day(
        "18.40\nThe council has passed its budget by one vote.\n\n16.20\nBo Field, 81, said he had borrowed his first book in Canal Street.\n",
        "blog.txt",
    )
    both = read.together([blog, day(NEWSLETTER)])
    chosen = set(told(edit.edit(both, form="story")))
    own = {update.id for update in both.updates if update.paragraphs[0].source.file == "blog.txt"}
    assert own <= chosen or not own & chosen


def test_what_was_told_before_is_no_reason_to_tell_it_in_depth() -> None:
    source = day(NEWSLETTER)
    first = edit.edit(source, form="story")
    from pipeline.edit import Past
    from pipeline.text.words import fingerprint

    yesterday = Past(1, "the edition of 2026-11-26", "Since yesterday’s programme:")
    gone = {fingerprint(p.text): yesterday for u in source.updates if u.id in told(first) for p in u.paragraphs}
    second = edit.edit(source, form="story", told=gone)
    assert not set(told(first)) & set(told(second))
    with pytest.raises(BriefingError):
        edit.edit(source, form="story", told=gone, about="mortgages")


def test_a_length_is_met_with_the_one_story_alone() -> None:
    source = day(NEWSLETTER)
    one = {update.id for update in source.updates[:2]}
    assert {block.update for block in edit.blocks(source, form="story")} == one
    assert {block.update for block in edit.blocks(source, form="story", about="abele")} == {"u03"}


def test_a_pasted_digest_is_many_stories_whatever_it_looks_like() -> None:
    digest = """
The bridge

The bridge over the Sarn has been closed since four in the morning, because a lorry is stuck on it. Police ask drivers to go round by Velden.

The owl

An owl has come back to the theatre of Harlo for the ninth winter. The actors have put up a box for her.

The mill

Twelve bakers want to buy the old mill. They have until March to find a million pounds.

The choir

The choir of the Upper School has won a prize in Lund. Its youngest singer is six years old.
"""
    source = day(digest, "digest.txt")
    assert len(source.updates) == 4
    rundown = edit.edit(source, form="story")
    assert len(told(rundown)) == 1
    assert len(rundown.others) == 3


def test_a_bulletin_is_told_in_the_order_in_which_it_was_put() -> None:
    bulletin = """
MORNING BULLETIN

- A lorry is stuck on the bridge over the Sarn and nobody can cross it, the police say.
- An owl has come back to the theatre of Harlo for the ninth winter, and the actors are glad.
- Twelve bakers want to buy the old mill, and have until March to find a million pounds.
"""
    source = day(bulletin, "bulletin.txt")
    assert source.order == "as-listed"
    first = edit.edit(source, form="briefing").stories[0]
    assert first.updates == ("u01",)


ROLLING = """
Velden news live: ferry captain charged; council passes its budget; owl lays three eggs

Follow the day's news

18.30
What we learned

The captain of the ferry Grey Lady was charged over the fire in which two people died. The council passed its budget.

18.00
The council of Velden has passed its budget by one vote. Two libraries will close in the spring, and nobody knows what becomes of their books.

16.30
Police have charged the captain of the ferry Grey Lady with manslaughter over the fire in which two people died. He denies it.

15.00
The owl of the theatre has laid three eggs, and the upper gallery will stay shut until the young have flown.

13.00
The owner of the ferry Grey Lady has suspended four sailors while it looks into the fire.

12.00
A tram has run into the front of the savings bank. All are well.

11.00
Bakers want to buy the old mill. They have until March to find a million pounds.

09.30
Police divers have finished their search of the ferry Grey Lady, which burnt in the harbour on Tuesday.
"""


def test_of_a_live_blog_of_the_days_news_one_story_is_told() -> None:
    source = day(ROLLING, "blog.txt")
    rundown = edit.edit(source, form="story")
    assert told(rundown) == ["u08", "u05", "u03"], "as it happened, without what sums up the day"
    assert len(rundown.others) == 4
    assert rundown.stories[0].why[0].startswith("It is the one of 5 subjects that is told in depth: worth 0.7")
    budget = edit.edit(source, form="story", about="budget")
    assert told(budget) == ["u02"]
    assert not any("told in depth" in why for why in budget.stories[0].why)
    storm = ROLLING.replace("Velden news live: ferry captain charged; council", "Velden’s storm: captain charged; council")
    assert len(told(edit.edit(day(storm, "blog.txt"), form="story"))) >= 6, "a live blog is about one matter"
    ferries = ROLLING.replace("The owl", "The ferry’s owl").replace("Bakers", "Ferry bakers").replace("A tram", "A ferry")
    assert len(told(edit.edit(day(ferries, "blog.txt"), form="story"))) >= 6, "what half of it speaks of is its matter"


PASTED = """
Two hundred jobs are to go at the paper mill of Harlo after its owner said that it would close one of two machines in March. The workers were told in seven minutes.

A woman has given birth in the back of a bus in Tilbrook. The driver stopped at the fire station, where two off-duty firefighters helped her.

The rowers of Lund have lost their fifth race in a row, by three lengths. Their trainer left the boathouse without a word.

Petrol is dearer in Sarn than anywhere else: both filling stations belong to one company, a motoring group has found out.

The union of the paper mill in Harlo will fight for the jobs, its secretary Dee Harlow said. “They came with their minds made up,” she told the workers.
"""


def test_of_a_pasted_digest_without_headings_one_story_is_told_in_the_order_of_its_editor() -> None:
    lines = [text for text in PASTED.splitlines() if text]
    parts = tuple(Update(f"u{n}", n, (Paragraph(text, Source("digest.txt", n, n)),), 0.4) for n, text in enumerate(lines, 1))
    source = replace(day(PASTED, "digest.txt"), order="newest-first", updates=parts)
    rundown = edit.edit(source, form="story")
    assert told(rundown) == ["u1", "u5"], "a guess that it is newest first says nothing"
    assert len(rundown.others) == 3
