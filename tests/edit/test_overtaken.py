"""Nobody hears as current what the day's text itself says is over: what goes, what stays, and why."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.clock import has_passed, is_over
from pipeline.edit.counts import score, toll
from pipeline.edit.headings import greets
from tests.edit.test_weight import blog

ELSE = "The owl of the theatre has laid three eggs."


def told(*posts: str, form: str = "briefing", headings: tuple[str, ...] = ()) -> str:
    rundown = edit.edit(read.read(blog(*posts, headings=headings), "x.txt"), form=form)
    return " ".join(
        s.text for group in (*(story.beats for story in rundown.stories), rundown.in_brief) for beat in group for s in beat.sentences
    )


@pytest.mark.parametrize(
    ("later", "earlier", "goes"),
    [
        # A later figure of the same.
        ("Five people have died in the fire at the mill, police say.", "Two people have died in the fire, police say.", True),
        ("A fifth person has died in the fire at the mill.", "Four people are now known to have died in the fire.", True),
        ("The death toll from the fire at the mill has risen to nine.", "The fire has killed seven people.", True),
        ("Five people have died in the fire at Harlo.", "Two people were killed in the crash at Lund.", False),
        ("Three people have died of the fever in Sarn.", "Two people have died in the fire in Sarn.", False),
        ("Nine people, including two children, are now known to have died in the fire.", "At least seven people have died in the fire.", True),
        ("The death toll has risen to nine.", "Two people have died in the fire.", True),
        ("Two children are among the dead at the mill in Harlo.", "Five people have died at the mill in Harlo.", False),
        ("The death toll has risen to 31, the coastguard says.", "At least 16 people are dead and dozens are hurt, the governor of Lund, Bo Field, says.", True),
        ("A third student has died of the fever in Sarn.", "Two students have died of the fever and five are ill.", True),
        ("Nine houses on the edge of Harlo have been destroyed by lava.", "Three houses have been destroyed by the lava so far, a pilot says.", True),
        ("Nine houses on the edge of Harlo have been destroyed by lava.", "Three houses in Velden have been destroyed by fire.", False),
        ("Three people have been arrested over the robbery.", "Two people have been arrested at a match.", False),
        ("Some 61,000 homes are still without power.", "The number of homes without power has reached 140,000.", True),
        ("Power is back in 79,000 of the 140,000 homes that lost it.", "Some 95,000 homes are without power.", True),
        ("Turnout was 74.2%, the highest since 1998.", "Turnout at 8pm was 72%.", True),
        ("Sarn has 300 homes without power.", "Velden has 900 homes without power.", False),
        ("The Liberals have won 40 seats, the Greens nine.", "The exit poll gives the Liberals 52 seats.", True),
        ("Lund will vote again. The Greens have 68 seats.", "The Greens are the largest party, with 66 seats to the Liberals’ 47.", True),
        ("Lund will vote again. The mill has 2,700 shops.", "The mill will close 12 shops.", False),
        ("About 6,200 dockers of Sarn are on strike.", "About 3,000 dockers have marched to the gates of Sarn.", False),
        ("The Liberals have won 40 seats.", "Liberals 18, Centre 14, Farmers 4, Greens 2 with 38 seats declared.", True),
        ("Turnout was 74.2%, the highest since 1998.", "The krona has risen by 1.2% since the exit poll.", False),
        ("The Liberals have won 40 seats.", "Liberals lead in 38 ridings, Greens in nine with 40 per cent of polls reporting.", True),
        ("About 23,000 properties are without power.", "More than 41,000 homes and shops have lost power, Northgrid says.", True),
        (
            "The clinics have revised the number of operations and visits that were put off because of the strike to 4,600.",
            "Clinics across Sarn have put off 4,000 operations and visits because of the strike, a nurse said.",
            True,
        ),
        ("The railway has revised the number of trains to 40.", "Clinics across Sarn have put off 4,000 operations.", False),
        ("About 23,000 properties are without power.", "Another 400 homes have lost power, Northgrid says.", False),
        ("Fourteen people are in hospital after the fall. An earlier count had given the number as 11.", "The bridge fell and 11 people were hurt.", True),
        ("Fourteen people are in hospital, up from 11.", "The ferry has 11 cabins.", False),
        # What was supposed, and is decided.
        ("The high court has upheld the election of Ada Stone.", "If the judges annul the election, the commission will have to hold another.", True),
        ("The high court is to rule on the election of Ada Stone.", "If the judges annul the election, the commission will have to hold another.", False),
        # The opposite of the same.
        ("The bridge at Sarn has reopened to all lorries.", "The bridge at Sarn is closed because of the wind.", True),
        (
            "Lund airport will reopen at 6am on Thursday, its owner has said, but travellers should ask their airline.",
            "Lund airport has been closed until further notice and flights are sent to Sarn.",
            True,
        ),
        ("Lund airport will reopen at 6am on Thursday.", "Sarn airport has been closed until further notice.", False),
        ("The bridge at Sarn has reopened to all lorries.", "The bridge at Lund is closed because of the wind.", False),
        ("Trains to Lund have been suspended again, the railway says.", "Trains to Lund have resumed, the railway says.", True),
        ("The weather office has lifted its red warning for Sarn.", "The weather office has issued a red warning for Sarn.", True),
        ("Two climbers have been found on the Harl.", "Two climbers are missing on the Harl.", True),
        ("A man has been found guilty in Sarn of the murder of a boy.", "A boy is missing in Sarn.", False),
        ("All the miners who were trapped in the Harl pit have been brought out.", "Miners are trapped in the Harl pit.", True),
        ("The dockers of Sarn have called off their strike.", "About 6,200 dockers are on strike.", True),
        ("Police have arrested the driver of the bus, who had fled on foot.", "The driver is absconding, police say.", True),
        ("Police have arrested the driver of the bus.", "A driver is absconding, police say.", False),
        ("A second guard is on the run from Sarn, police say.", "A guard from Sarn has been arrested, police say.", False),
        ("The keeper missing since his boat sank off Sarn was found alive.", "A search is under way for the keeper after his boat sank off Sarn.", True),
        # The outcome of what was announced.
        ("The minister lost Velden North by 90 votes after a recount.", "There will be a recount in Velden North, where the minister is behind.", True),
        ("Sarn Rovers have signed the keeper Emil Strand from Lund.", "Sarn Rovers are close to signing the keeper Emil Strand.", True),
        ("Wanda has weakened to a tropical low near Sarn.", "It’s expected to weaken into a tropical low tonight.", True),
        ("The premier spoke of the flood in Port Sarn in parliament.", "The premier will visit Port Sarn to see the flood tomorrow.", False),
        ("Sarn Rovers have signed the keeper Emil Strand from Lund.", "Sarn Rovers want to keep the forward Bo Falk.", False),
    ],
)  # fmt: skip
def test_an_earlier_update_goes_where_a_later_one_overtakes_it(later: str, earlier: str, goes: bool) -> None:
    assert (earlier not in told(later, ELSE, earlier)) is goes
    assert later in told(later, ELSE, earlier)
    assert earlier in told(later, ELSE, earlier, form="story"), "a story tells at its place what was so then"


def test_what_is_left_out_says_what_overtook_it() -> None:
    posts = ("The bridge at Sarn has reopened.", ELSE, "The bridge at Sarn is closed. It will be shut until tomorrow. Lorries go by Lund.")
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert [(left.text, left.reason) for left in rundown.left_out] == [(posts[2], "overtaken by x.txt:2: the opposite of the same, later")]


def test_beside_a_figure_that_goes_the_rest_is_told_but_for_what_leans_on_it() -> None:
    text = told(
        "Three people have died in the storm, police say.",
        ELSE,
        "One person has died in the storm, police say. It is the first death of the winter. A lorry driver was blown off the bridge at Sarn.",
    )
    assert "One person" not in text
    assert "It is the first death" not in text
    assert "A lorry driver was blown off the bridge at Sarn." in text


def test_what_leans_by_a_pronoun_or_a_place_without_a_name_goes_along() -> None:
    text = told(
        "Six people were killed in the strike on Karsk, the governor says.",
        ELSE,
        "Three people were killed in the strike on Karsk, the governor says. Power is out in the whole city. In the spring he asked for shelters.",
    )
    assert text == f"Six people were killed in the strike on Karsk, the governor says. {ELSE}"


def test_no_figure_is_told_beside_a_later_one_whichever_story_opens() -> None:
    posts = (
        "A seventh person has died in the flood, the coastguard says.", ELSE, "Five people are now known to have died in the flood.",
        "The bakers have a queen.", "The flood has killed three people, the coastguard says.",
    )  # fmt: skip
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="story")
    assert rundown.headlines[0].sentences[0].text == posts[0], "a story's headline is where things stand"
    assert [word for word in ("seventh", "Five", "three") if word in told(*posts)] == ["seventh", "three"]  # eggs, of the owl


def test_fewer_dead_than_before_are_for_a_human_to_look_at() -> None:
    posts = ("Five people have died in the flood, the coastguard says.", ELSE, "Seven people have died in the flood, the mayor says.")
    rundown = edit.edit(read.read(blog(*posts), "x.txt"), form="briefing")
    assert rundown.notes == ("u03 says 7 dead (x.txt:8) and u01, later, 5 (x.txt:2): both are told; see which is right.",)
    assert not edit.edit(read.read(blog(*posts[::-1]), "x.txt"), form="briefing").notes


def test_a_score_goes_with_its_update_when_a_later_one_is_known() -> None:
    headings = ("Full-time: Sarn 2-1 Velden", "", "GOAL! Sarn 1-1 Velden")
    text = told("Sarn are through to the final.", ELSE, "Velden are level. Kyle Ost heads it in.", headings=headings)
    assert "level" not in text
    assert "Ost" not in text


def test_who_was_fit_for_a_match_is_no_news_after_it() -> None:
    fit = "Kyle Ost has been passed fit for tonight’s match and starts for Sarn."
    other = "Bo Lind has been passed fit for tonight’s match and starts for Harlo."
    text = told("Sarn are through to the final.", ELSE, fit, other, headings=("Full-time: Sarn 2-1 Velden",))
    assert fit not in text
    assert other in text, "that match may go on"


def test_how_a_match_went_is_no_news_once_it_is_over_but_what_befell_there_is() -> None:
    play = ("Sarn’s captain has been cleared to play.", "Velden 17-10 at the break.", "Yellow card. Velden lock Finn Drury is off.")
    news = "Three Velden fans were arrested after a flare hit the corner flag."
    elsewhere = "Harlo’s keeper has made three saves."
    text = told("Sarn have won the cup.", *play, news, elsewhere, headings=("Full time: Sarn 27-24 Velden",))
    assert not any(each in text for each in play)
    assert news in text
    assert elsewhere in text
    assert all(each in told("Sarn have won the cup.", *play, form="story", headings=("Full time: Sarn 27-24 Velden",)) for each in play)


def test_what_is_said_of_what_has_passed_goes_with_it() -> None:
    posts = (
        "The tax stays as it is.",
        *[ELSE] * 5,
        "Bakers are split on whether the tax will go up.\n“There is no other way,” said Ada Stone of the guild.",
    )
    assert "no other way" not in told(*posts)
    assert "no other way" in told(*posts, form="story")


def test_a_summary_tells_what_has_come_of_what_was_expected() -> None:
    posts = ("Wanda has weakened to a tropical low near Sarn.", ELSE, "Wanda is expected to weaken into a tropical low near Sarn.")
    text = told(*posts, headings=("What we know",))
    assert posts[0] in text
    assert posts[2] not in text


def test_what_was_announced_for_a_time_that_is_past_goes() -> None:
    posts = (
        "The queen of the bakers is Ida Korn.",
        ELSE,
        "The bakers will choose their queen at 7pm. The mill will open on Friday at 9am.",
        "A clock has stopped.",
    )
    text = told(*posts)
    assert "choose their queen" not in text
    assert "The mill will open on Friday at 9am." in text


@pytest.mark.parametrize(
    ("sentence", "over"),
    [
        ("Polls close at 10pm.", True),
        ("Trains are suspended until at least 6pm.", True),
        ("The result is expected in about an hour.", True),
        ("The warning is in force from 9am to 7pm.", True),
        ("The jury is due back at 10.", True),
        ("A vote is expected at seven o’clock.", True),
        ("Ada II is to be crowned at half past two.", True),
        ("Ada II is to be crowned with two others.", False),
        ("The last session has been put back to 6pm.", True),
        ("The bank expects to restore service by noon.", True),
        ("Councillors meet at six this evening to decide a budget.", True),
        ("The vote will begin at half past nine tonight.", True),
        ("The court sits at ten o’clock and is to hear two witnesses.", True),
        ("There’s going to be an inspection at Mill Road at 6.30pm.", True),
        ("The mayor will speak this afternoon.", True),
        ("The court will rule at 10am on whether the vote was valid.", True),
        ("Kick-off’s at 7.35pm.", True),
        ("The mayor will speak this evening.", False),
        ("The minister will speak at six schools.", False),
        ("The ferry will sail by midnight.", False),
        ("The ferry will sail at 6am tomorrow.", False),
        ("The court sits at 10am on Thursday.", False),
        ("A man was found at about 6pm.", False),
        ("The road has been shut since 7am.", False),
        ("The school will have room for 10 children.", False),
        ("The mayor said: “We will meet at 6pm.”", False),
    ],
)
def test_a_time_is_past_by_the_clock_of_the_updates(sentence: str, over: bool) -> None:
    assert is_over(sentence, written=9 * 60, last=23 * 60) is over


@pytest.mark.parametrize(
    ("sentence", "minutes", "passed"),
    [
        ("Ann Other has landed at Lund, and is on her way to the ground.", 120, True),
        ("Ann Other has landed at Lund, and is on her way to the ground.", 119, False),
        ("The Sarn 500 is down 0.2%, and the yield is at 3.97%.", 180, True),
        ("Eleven hours to go.", 180, True),
        ("The countdown has been put on hold because of a reading.", 180, True),
        ("Sarn Rovers are close to agreeing a deal for the winger.", 180, False),
        ("Sarn Rovers are close to agreeing a deal for the winger.", 240, True),
        ("Talks are taking place in Lund.", 240, True),
        ("The plan for a tram has been put on hold.", 900, False),
        ("Wanda is about 160 kilometres east of Sarn and moving west at 17km/h.", 120, True),
        ("Wanda is now 160 kilometres east of Sarn.", 120, True),
        ("The keeper is having a medical in Lund.", 120, True),
        ("We’re hearing that the keeper may not come.", 30, True),
        ("Wall Street has opened slightly higher.", 60, True),
        ("The mill has opened its doors.", 900, False),
        ("Hundreds of people are queueing outside the blood bank.", 120, True),
        ("About 150 firefighters and 40 ambulances are at the scene.", 240, True),
        ("Two lions are at the scene of the old play.", 900, False),
        ("20 minutes ago the keeper was seen at the side door.", 60, True),
        ("Two years ago the keeper was seen at the side door.", 900, False),
        ("The mill, which is about 160 kilometres east of Sarn, has burnt down.", 900, False),
        ("The chain is on the brink of collapse after its talks with lenders.", 120, True),
        ("The party is confident of winning a majority, a source says.", 120, True),
        ("The party is confident that it has a majority.", 900, False),
        ("The rand is weaker at 18.10 to the dollar.", 120, True),
        ("The verdict is expected any minute now.", 120, True),
        ("Talks with a bidder, the Danish group Nordlys, are continuing.", 240, True),
        ("Economists are split on whether the tax will go up.", 240, True),
        ("Pike has made three saves already.", 120, True),
        ("The judges are still reading the ruling.", 120, True),
        ("Containment is still 0%, fire officials say.", 120, True),
        ("There’s a 40 per cent chance of rain at kick-off.", 120, True),
        ("Pike has already moved to Lund.", 900, False),
        ("Retail sales are down 3% on last year.", 900, False),
        ("The bridge remains closed.", 900, False),
        ("It is not yet known whether anybody has been hurt.", 60, True),
        ("It isn’t immediately clear who was on the bridge.", 60, True),
        ("Why the bridge fell is still not known.", 900, False),
        ("The winger said that he was “on his way”.", 900, False),
        ("The crew is about to leave on Friday.", 900, False),
    ],
)
def test_what_goes_on_for_a_while_only_is_over_hours_later(sentence: str, minutes: int, passed: bool) -> None:
    assert has_passed(sentence, written=9 * 60, last=9 * 60 + minutes) is passed


def test_what_had_passed_is_left_out_with_what_stands_beside_it_unless_that_is_news() -> None:
    last = "The queen of the bakers is Ida Korn."
    arrives = "Ida Korn has come to Lund and is on her way to the mill. A man with a flag was waiting for her."
    assert "man with a flag" not in told(last, *[ELSE] * 3, arrives)
    assert "man with a flag" in told(last, *[ELSE] * 3, arrives, form="story")
    begins = "The biggest strike of the port began at noon."
    assert begins in told(last, *[ELSE] * 5, f"{begins} Talks are under way.")
    resigns = "The mayor has resigned and is on his way to the mill."
    assert resigns in told(last, *[ELSE] * 3, resigns)


SUMS_UP = "The mill in Velden burnt down in a storm. {} The owl of the theatre has laid three eggs. The bridge at Sarn is open again. Ada Stone has left the party."
DAY = (
    "The bridge at Sarn is open again, the council says, and lorries may use it too.",
    "The owl of the theatre has laid three eggs, and nobody may go near it.",
    "Ada Stone, the mayor of Velden, has left the party. She said that she had been asked to.",
    "The mill is on fire. It stands by the river in Velden.",
)


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_the_newest_post_that_tells_most_of_the_day_again_is_a_summary_whatever_it_is_called(form: str) -> None:
    text = told(SUMS_UP.format("Two men were hurt in Lund."), *DAY, form=form)
    assert text.count("three eggs") == text.count("open again") == 1
    assert "burnt down in a storm" in text
    assert "hurt in Lund" in text, "what stands nowhere else is told"
    new = told("The mill in Velden burnt down in a storm. The owl of the theatre has laid three eggs.", *DAY, form=form)
    assert new.count("three eggs") == 2, "two sentences are no summary"


def test_behind_its_first_sentence_a_summary_goes_where_several_updates_tell_it() -> None:
    posts = (
        "A storm has crossed Lund. Mayor Ada Stone of Velden left the party after the council lost the vote. It rained.",
        *DAY,
        "The council of Sarn lost the vote.",
    )
    text = told(*posts, headings=("Closing summary",))
    assert "after the council lost" not in text
    assert "after the council lost" in told(*posts)


def test_what_is_left_of_an_earlier_summary_goes_unless_it_has_a_figure_or_a_name_of_its_own() -> None:
    early = "The owl of the theatre has laid three eggs. The bridge at Sarn is open again. Ada Stone has left the party. Ferries from Velden sail as they always do."
    later = ("The mill in Velden has burnt down, and ferries wait for its bread.", *DAY[:2])
    for more, kept in (("", False), (" Lisk has lost its harbour to the storm.", True)):
        text = told(*later, early + more, *DAY, headings=("", "", "", "What we know so far"))
        assert ("as they always do" in text) is False
        assert ("Lisk" in text) is kept


def test_the_greeting_that_opens_a_long_day_is_not_told_when_it_is_over() -> None:
    hello = "Good morning from the crown court of Sarn, where the trial of Bo Field is in its fourth week."
    assert hello not in told(*(f"Witness number {n} has told the jury what she saw in the mill." for n in "abcdefghi"), hello)


@pytest.mark.parametrize(
    "sentence",
    [
        "That’s where we’ll leave our live coverage for today.",
        "We are closing this page.",
        "This is what made the news:",
        "Have a great evening.",
        "It’s decision day in Sarn.",
        "And that’s the end of the keynote.",
        "We’re heading to the hall where the phones are now, so check back for first impressions.",
        "We’ll test that.",
        "There it is.",
        "We’re waiting for confirmation.",
    ],
)
def test_what_is_said_to_the_reader_is_not_told(sentence: str) -> None:
    assert greets(sentence)
    assert not greets("It’s independence day in Sarn, and all shops are shut.")
    assert not greets("We are closing the mill, its owner says, after 200 years of paper and of losses for all who work there.")


@pytest.mark.parametrize(
    ("heading", "post", "goes"),
    [
        ("Your emails", "The mill should never have been sold, says one of you.", True),
        ("", "“The mill should never have been sold,” writes Ada from Sarn.", True),
        ("", "“The mill should never have been sold,” Ada Stone writes in her diary.", False),
        ("Your guide to the mill", "The mill should never have been sold, says Ada Stone.", False),
    ],
)
def test_what_readers_have_written_in_is_no_news(heading: str, post: str, goes: bool) -> None:
    for form in ("briefing", "story"):
        assert ("The mill should never" not in told(ELSE, post, "A clock has stopped.", form=form, headings=("", heading))) is goes
    assert "The mill should never" in told(post, headings=(heading,)), "nothing else was written"


def test_a_time_of_the_morning_is_that_time() -> None:
    assert is_over("The bridge opens at nine this morning.", written=8 * 60, last=10 * 60)
    assert not is_over("The bridge opens this morning.", written=8 * 60, last=10 * 60)


def test_a_night_goes_on_after_midnight() -> None:
    assert is_over("The result is expected at 1am.", written=23 * 60, last=24 * 60 + 90)
    assert not is_over("The result is expected at 3am.", written=23 * 60, last=24 * 60 + 90)


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("Five people have died.", 5),
        ("At least 12 people were killed, police say.", 12),
        ("1,204 are now confirmed dead.", 1204),
        ("The death toll has risen to 31.", 31),
        ("The storm has claimed three lives.", 3),
        ("A sixth person has died.", 6),
        ("A lorry driver has died.", None),
        ("Two people were hurt.", None),
        ("A third crew member is missing.", None),
    ],
)
def test_how_many_have_died(sentence: str, dead: int | None) -> None:
    assert toll(sentence) == dead


def test_a_score_has_two_sides() -> None:
    assert score("GOAL! Sarn Rovers 2-1 Velden (Ost 81)") == (frozenset({"Sarn", "Velden"}), (2, 1)) or score("x") is None
    assert score("The 2-1 win was Sarn’s first.") is None


def test_what_was_wrong_is_told_in_neither_form_nor_that_it_was() -> None:
    posts = (
        "Correction: an earlier post said that the sea wall at Velden had collapsed. A part of the sea wall is breached, the harbour office says.",
        ELSE,
        "The sea wall at Velden has collapsed, people say.",
    )
    for form in ("briefing", "story"):
        text = told(*posts, form=form)
        assert "collapsed" not in text
        assert "earlier post" not in text
        assert "A part of the sea wall is breached" in text


def test_a_correction_that_denies_what_was_said() -> None:
    posts = (
        "Correction: the juror who was ill has recovered and has not been discharged.",
        ELSE,
        "A juror has been discharged, and eleven will go on.",
    )
    assert "eleven" not in told(*posts)


def test_what_somebody_else_said_earlier_is_no_correction_of_ours() -> None:
    posts = (
        "The port, which had said in an earlier update that the crane had fallen over, says it stands.",
        ELSE,
        "The crane of the port has fallen over.",
    )
    assert posts[2] in told(*posts)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Hello and welcome to deadline day.", True),
        ("Good evening.", True),
        ("That’s all from the court today.", True),
        ("Our full story will follow.", True),
        ("That’s almost it from us tonight.", True),
        ("I’m Ada Stone.", True),
        ("Visit bridges.example.org to learn more about our work.", True),
        ("Visit the mayor if you dare, the farmers say.", False),
        ("Thanks for staying up with us.", True),
        ("Full results are on our results page.", True),
        ("The results are on our side, the mayor says.", False),
        ("What a night.", True),
        ("Check back at 6 a.m. for updates.", True),
        ("What a night the mill has had.", False),
        ("Report to follow from the stand.", True),
        ("Ada Stone here.", True),
        ("Get in touch at ada@example.org.", True),
        ("Keep them coming.", True),
        ("If you’re just joining us, here is what we know about the fire at the mill.", True),
        ("If you’re just joining us, the mill at the weir is on fire.", False),
        ("Let’s see the bridge first, the mayor says.", False),
        ("That’s your lot: the mill has closed.", False),
        ("That’s all the water they had.", False),
        ("Welcome news for drivers: fuel is cheaper.", False),
        ("Hi Falk has won the race.", False),
        ("Good morning from the court, where the jury of seven women and five men is due to resume its work.", False),
    ],
)
def test_a_greeting_that_says_nothing_is_not_told(text: str, only: bool) -> None:
    assert (text not in told(ELSE, text, "A clock has stopped.")) is only


def test_what_stands_behind_a_greeting_is_told() -> None:
    assert "The bridge is closed." in told(ELSE, "Good evening. The bridge is closed.", "A clock has stopped.")


def test_a_summary_tells_no_figure_again() -> None:
    posts = (
        "About 61,000 homes are without power.",
        ELSE,
        "Power is back in 79,000 homes. About 61,000 are still waiting for power, the company said.",
    )
    text = told(*posts, headings=("Closing summary",))
    assert "About 61,000 homes are without power" not in text
    assert "61,000 are still waiting" in text


def test_key_points_above_the_first_time_are_a_summary() -> None:
    post = "Severe Cyclone Wanda has crossed the coast about 15 kilometres south of Sarn as a category three system."
    points = "Wanda crossed the coast at 3.40pm as a category three.\nAbout 23,000 homes are without power.\n\n"
    rundown = edit.edit(read.read(points.encode() + blog(ELSE, post, "A clock has stopped."), "x.txt"), form="briefing")
    text = " ".join(s.text for story in rundown.stories for beat in story.beats for s in beat.sentences)
    assert post in text
    assert "3.40pm" not in text
    assert "About 23,000 homes are without power." in text


def test_several_publishers_do_not_overtake_one_another() -> None:
    text = """order: newest-first
items:
  - {source: {name: The Valley Times}, body: "The bridge at Sarn has reopened to all lorries."}
  - {source: {name: Coast Radio}, body: "The bridge at Sarn is closed because of the wind."}
"""
    rundown = edit.edit(read.read(text.encode(), "x.yaml"), form="briefing")
    assert not rundown.left_out


def test_what_a_human_weighed_is_never_overtaken() -> None:
    text = """items:
  - {time: "20:00", body: "The bridge at Sarn has reopened to all lorries."}
  - {time: "08:00", importance: 4, body: "The bridge at Sarn is closed because of the wind."}
order: newest-first
"""
    rundown = edit.edit(read.read(text.encode(), "x.yaml"), form="briefing")
    assert not rundown.left_out


def test_what_is_said_of_what_is_over_goes_with_it() -> None:
    polled = "Economists are to hear at 7.30pm whether the bank cuts its rate."
    text = told(
        "The bank of Sarn has cut its rate to 3.75%.",
        f"{polled}\n“It is a coin toss,” says Bo Field of Sarn Capital.",
        "An owl has laid eggs.",
    )
    assert "coin toss" not in text
