from __future__ import annotations

import pytest

from pipeline.edit.heads import HEADING_CHARS, TITLE_CHARS, heading, headline, names_title, slug, title
from pipeline.text.names import find_people


@pytest.mark.parametrize(
    ("lead", "head"),
    [
        ("Mayor Other has said the plan can be a basis, but added that money was short.", "Mayor Other has said the plan can be a basis."),
        (
            "Mayor Other said she was hopeful, but that it was “hopeless” by then.",
            "Mayor Other said she was hopeful, but that it was “hopeless” by then.",
        ),
        ("Ann Other, the head of the board, said the bridge was closed.", "Ann Other said the bridge was closed."),
        ("The board closed the bridge to all lorries, which is hard.", "The board closed the bridge to all lorries."),
        ("The board of the county has closed the bridge; the lorries will wait.", "The board of the county has closed the bridge."),
        # Who it is stays, where it is named behind the office.
        (
            "The board’s head, Dame Ann Other, has said that the bridge is closed.",
            "The board’s head, Dame Ann Other, has said that the bridge is closed.",
        ),
        # What takes a part of it back stays, and so does who says it.
        (
            "The board closed the old bridge to all lorries, as drivers claimed.",
            "The board closed the old bridge to all lorries, as drivers claimed.",
        ),
        ("The board closed the old bridge, which fell, police said.", "The board closed the old bridge, which fell, police said."),
        (
            "The board closed the old bridge to all, while drivers deny it.",
            "The board closed the old bridge to all, while drivers deny it.",
        ),
        # A semicolon in a list is no end.
        (
            "The board named the builders as Ann Other, 57; Jo Doe, 24; and Bo Lee, 45.",
            "The board named the builders as Ann Other, 57; Jo Doe, 24; and Bo Lee, 45.",
        ),
        ("The board named the builders as Ann Other, 57; Jo Doe, 24.", "The board named the builders as Ann Other, 57; Jo Doe, 24."),
        (
            "The board named the builders as Ann Other, who is 57; Jo Doe, who was 24; and Bo Lee.",
            "The board named the builders as Ann Other, who is 57; Jo Doe, who was 24; and Bo Lee.",
        ),
    ],
)
def test_a_headline_is_the_lead_cut_where_the_rest_stands_without_it(lead: str, head: str) -> None:
    assert headline(lead) == head


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Mayor Other warned that plans to sell frozen river barges would be “theft”.", "Other on frozen river barges"),
        ("Mayor Other said there were “no finished drawings” of the bridge.", "Other: “no finished drawings”"),
        ("Mayor Other has rejected the claim that the engineer John Doe had slept, calling it odd.", "Other on John Doe"),
        ("The old bridge has been closed.", "The old bridge has been closed"),
        ("The old bridge has reopened to all traffic after engineers found no damage to its cables.", "The old bridge has reopened"),
        ("All the miners who were trapped in the Harl pit were brought out.", "The Harl pit"),
        ("Explosions have been heard in Harlo and in Odra on the coast.", "Explosions have been heard"),
        ("Drivers say that they cannot pay by card at the toll on the old bridge.", "The old bridge"),
        ("The old bridge will not reopen before Friday, the council says.", "Old bridge will not reopen before Friday"),
        ("The old bridge will not reopen before Friday for lorries, the council says.", "The old bridge"),
        ("Charities said that the news must not distract from the old bridge.", "Charities on the old bridge"),
        ("Shops have warned that bananas could be short from Thursday if the strike goes on.", "Shops on bananas"),
        (
            "The report by Sir Bo Field, a retired judge, found that 214 children were held for longer than the limit.",
            "Report by Sir Bo Field",
        ),
        ("The pound fell by half a cent against the dollar to $1.24 after it was announced.", "The pound fell by half a cent"),
        ("Ada Stone will table a motion of no confidence on Thursday, her office said.", "Ada Stone will table a motion of no confidence"),
        ("The mayor’s allies have accused the board of throwing her under a bus.", "The mayor’s allies"),
        ("The River Authority said that the water had fallen by two metres since Monday.", "The River Authority"),
        (
            "Labour has won the Harbour Vale by-election, overturning a Conservative majority of more than 3,000.",
            "Labour has won the Harbour Vale by-election",
        ),
        (
            "The old bridge’s keeper, Ann Other, will be away until Friday, the council says.",
            "The old bridge’s keeper will be away until Friday",
        ),
        ("The mayor of Lund, Bo Field, resigned on Friday after he was seen with the chain.", "The mayor of Lund resigned on Friday"),
        ("A second guard injured in the crash near the old bridge has died, the police said.", "A second guard"),
        ("Holt & Sons has gone into administration, its owner has confirmed.", "Holt & Sons has gone into administration"),
        ("Bin collections will go to every three weeks from April in all of Lund.", "Bin collections will go to every three weeks"),
        ("A quick recap: the bridge has been closed to lorries since Monday.", "The bridge has been closed to lorries"),
        ("A cottage that stood near the old cliff has been moved inland on rails by a crane.", "The old cliff"),
        ("Mayor Other thanked the drivers for their patience.", "Other thanked the drivers"),
        ("Mayor Other told reporters at a rally in Lund that the bridge was the best money ever spent.", "Other on the best money ever"),
        # Too long a phrase is taken in its parts, be there one word behind the "of".
        ("They were the long old stone bridges of granite.", "The long old stone bridges"),
        # A name and its verb are no phrase.
        ("Kyiv rejected because of it all what they had said.", "Kyiv rejected because of it all what…"),
        ("A motion to reject the whole plan has failed, by 312 votes to 324.", "A motion to reject the whole plan has failed"),
        ("The divers have failed to find the bell, which sank in 1901.", "The divers"),
        ("The parliament of all the coast has passed the Soil and Rivers Law by 329 votes to 301.", "Soil and Rivers Law"),
        ("One climber is missing, police have confirmed.", "One climber is missing"),
        ("At least 31 people were killed when a night train hit a freight train near Harlo in Lund.", "At least 31 people were killed"),
        ("Lava is 450 metres from the nearest houses and is going north.", "Lava is 450 metres from the nearest houses"),
        ("They went there again and were gone then", "They went there again and were gone then"),
        ("They went there again and were gone then.", "They went there again and were gone then"),
    ],
)
def test_a_title_names_the_matter(lead: str, expected: str) -> None:
    text = f"{lead} Mayor Other spoke. The engineer John Doe, who slept, spoke too."
    actor = "Mayor Other" if "Mayor" in lead else ""
    assert title(lead, lead, actor, find_people([text])) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Mayor Other said that the old bridge would open again on Friday.", "Other: the old bridge would open again on Friday"),
        # “Other: calls to …” would say the contrary of what the mayor said.
        (
            "Mayor Other has rejected calls to close the old bridge for good.",
            "Mayor Other has rejected calls to close the old bridge for good",
        ),
        ("Mayor Other denied a report that the bridge was unsafe.", "Mayor Other denied a report that the bridge was unsafe"),
        ("The old bridge has been closed.", "The old bridge has been closed"),
        (
            "The crew of the ferry Aurelia are safe aboard the tug that came for them, less than an hour after the engine room of the ship caught fire.",
            "The crew of the ferry Aurelia are safe aboard the tug that came for them",
        ),
        (
            "Mayor Other said she was surprised by the price of the two new bridges.",
            "Mayor Other said she was surprised by the price of the two new bridges",
        ),
        (
            "A former warden set fire to three barns and two houses at a farm in northern Jutland on Tuesday before fleeing on foot, the police said.",
            "A former warden set fire to three barns and two houses at a farm in northern Jutland",
        ),
        (
            "The council of the county cut its bridge toll by a quarter of a crown to 3.5 crowns, its lowest since the spring of 2023.",
            "The council of the county cut its bridge toll by a quarter of a crown to 3.5 crowns",
        ),
        # What cannot be cut without saying something else is left to the chapter's title.
        (
            "The board will not open the old bridge over the river to lorries of more than eight tons, unless the engineers of the county agree in writing.",
            "",
        ),
        ("The extraordinarily long-winded intergovernmental commission on the infrastructure of the eleven northern counties met.", ""),
    ],
)
def test_a_heading_says_what_the_lead_says(lead: str, expected: str) -> None:
    text = f"{lead} Mayor Other spoke."
    found = heading(lead, "Mayor Other", find_people([text]))
    assert found == expected
    assert len(found) <= HEADING_CHARS


def test_titles_fit_a_players_line() -> None:
    lead = "The extraordinarily long-winded intergovernmental commission on supercalifragilistic infrastructure met."
    assert len(title(lead, lead, "", {})) <= TITLE_CHARS
    assert len(names_title([f"Longsurname{n}" for n in range(9)])) <= TITLE_CHARS


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "Others"),
        (["Stone"], "Stone"),
        (["Stone", "Field"], "Stone and Field"),
        (["Stone", "Field", "Other"], "Stone, Field and Other"),
        (["Stone", "Field", "Other", "Anders"], "Stone, Field, Other and Anders"),
        (["Stone", "Field", "Other", "Anders", "Berg"], "Stone, Field and others"),
        (["Vandersteen", "Fieldhouse", "Otherington-Smith"], "Vandersteen, Fieldhouse and others"),
        (["Featherstonehaugh-Cholmondeley", "Stone", "Wolfeschlegelstein"], "Featherstonehaugh-Cholmondeley"),
        (["Featherstonehaugh-Cholmondeley", "Wolfeschlegelstein"], "Featherstonehaugh-Cholmondeley"),
        (["The Association of Bridge and Tunnel Engineers"], "The Association of Bridge and Tunnel…"),
        (["The Association of the Engineers, Bridges and Roads"], "The Association of the Engineers…"),
    ],
)
def test_all_names_are_a_title_where_they_fit(names: list[str], said: str) -> None:
    assert names_title(names) == said


def test_a_slug_is_a_safe_name() -> None:
    assert slug("Other: “no finished drawings” – ../../x") == "other-no-finished-drawings-x"
    assert slug("…") == "story"
