"""A name for a pronoun, a voice for a quotation: only where the source leaves no doubt who is meant."""

from __future__ import annotations

import json

import pytest

from pipeline import edit, read
from pipeline.edit import Cut
from pipeline.edit.tell import BEAT_WORDS
from tests.edit.test_sources import NEWS


def told(text: str, form: str = "story") -> str:
    """All that is said, each quotation behind its speaker."""
    rundown = edit.edit(read.read(text.encode(), "day.txt"), form=form)
    beats = [beat for story in (*rundown.stories, *rundown.shorts) for beat in story.beats]
    return "\n".join(f"{beat.speaker}| {sentence.text}" if beat.speaker else sentence.text for beat in beats for sentence in beat.sentences)


def test_a_ship_that_is_called_she_is_not_her_captain() -> None:
    text = """14:00
Captain Ada Stone, the master of the Kestrel, has brought her crew home.
Stone said that she was tired. The Kestrel is 36 metres long. She has no wireless and no lights.
She sailed on Monday, and the ice drove her back.
"""
    said = told(text)
    assert "She has no wireless" in said
    assert "She sailed on Monday" in said


def test_a_firm_that_has_somebodys_name_is_not_that_person() -> None:
    said = told(
        "15:00\nStone Energy of Sarn has lost its licence.\n14:00\nThe firm's founder, Ada Stone, said that she would go to court.\n",
        "briefing",
    )
    assert "Stone Energy of Sarn has lost" in said
    assert "Ada Stone Energy" not in said


def test_of_two_people_with_one_surname_neither_is_told_as_the_other() -> None:
    text = """15:00
Michael Field has looked for the ship all day.
“She is a small thing,” Field said.
14:00
Pat Field, whose husband is at sea, had neighbours in her kitchen.
"""
    said = told(text)
    assert "Field| She is a small thing." in said
    assert said.count("Pat Field") == 1


def test_two_subjects_keep_their_names_as_they_stand() -> None:
    text = """15:00
Ada Stone, the mayor, opened the bridge.
14:00
Stone and Field have put up a flag on the tower of the town hall.
13:00
Tom Field, the engineer, said that the tower was safe.
"""
    assert "Stone and Field have put up a flag" in told(text)
    assert "Ada Stone and Field" not in told(text)


def test_he_who_follows_a_stranger_stays_he() -> None:
    text = """15:00
Mayor Tom Field said that he had no choice. The carpenter Anders had refused to go on. He was taken along nevertheless.
14:00
Mayor Field said that he would go.
"""
    assert "He was taken along nevertheless." in told(text)


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_a_quotation_goes_to_the_one_whom_its_own_words_name(form: str) -> None:
    text = """15:00
President Ada Stone opened the fair this morning.
The money could feed many, a preacher told Tom Paine of the agency.
“If we could feed them by closing the fair, we would close it,” Paine answered him.
"""
    said = told(text, form)
    assert "Paine| If we could feed them" in said


def test_a_quotation_behind_one_that_nobody_can_place_is_read_by_the_anchor() -> None:
    text = """15:00
Tom Field, the carpenter, made the boat ready. On the last night Sir Ada Stone saw a wave.
“For heaven’s sake, hold on,” he bellowed. “It’s got us.”
"""
    assert "Tom Field|" not in told(text)


def test_a_dialogue_that_loses_a_line_is_not_joined_to_one_speech() -> None:
    text = """15:00
Captain Ada Stone stood up in the boat and counted the men on the beach.
“Are you all well?” Stone called.
“All well, captain,” Tom Field answered.
“Then come on board at once,” Stone said.
“We have no time to lose,” Stone said.
14:00
The boat of the Kestrel was seen off the beach at noon.
"""
    said = told(text, "briefing").splitlines()
    asked = next(n for n, line in enumerate(said) if "Are you all well?" in line)
    assert not said[asked + 1].startswith("Captain Ada Stone| Then")


def test_in_brief_names_nobody_in_full_twice() -> None:
    items = [{"body": f"Ada Stone said that she knew of this: {text}", "kind": "brief"} for text in NEWS[1:4]]
    rundown = edit.edit(read.read(json.dumps([{"body": NEWS[0]}, *items]).encode(), "day.json"), form="briefing")
    said = [sentence.text for beat in rundown.in_brief for sentence in beat.sentences]
    assert len(said) > 1
    assert ["Ada Stone" in each for each in said] == [True, *[False] * (len(said) - 1)]


@pytest.mark.parametrize(
    ("above", "who"),
    [
        ("Mayor Ada Stone came by boat.\nMayor Ada Stone opened the old bridge.", "Ada Stone said"),
        ("Mayor Ada Stone came by boat.\nThe old bridge was opened with flags.", "Ada Stone said"),
        ("Mayor Ada Stone came by boat.\nAda Stone and Tom Field opened the old bridge.", "She said"),
        ("Ada Stone came by boat.\nThe old bridge was opened by Tom Field.", "She said"),
        ("The old bridge was opened with flags.", "She said"),
    ],
)
def test_a_pronoun_whose_paragraphs_above_were_cut_is_who_they_speak_of(above: str, who: str) -> None:
    text = f"""15:00
Mayor Ada Stone said that the fair would open at noon. She said that all were welcome.
14:00
{above}
She said that the tower was safe.
13:00
Tom Field, the engineer, said that he was tired.
"""
    day = read.read(text.encode(), "day.txt")
    kept = frozenset(p.source for u in day.updates for p in u.paragraphs if p.text not in above)
    rundown = edit.edit(day, form="story", cut=Cut(kept, headlines=1, ahead=0))
    said = [sentence.text for story in rundown.stories for beat in story.beats for sentence in beat.sentences]
    assert f"{who} that the tower was safe." in said


def test_a_quotation_of_two_paragraphs_is_told_in_one_go_however_long() -> None:
    text = """15:00
Mayor Ada Stone opened the bridge.
Mayor Ada Stone said: “The bridge is as safe as a bridge can be that nine towns have paid for, and whoever says that it is not has never walked over it at night.”
“It took us nine years to build, and it will take the river nine hundred to wear it down, for granite is what it stands on, and slate, and rock, and the clay below.”
"""
    rundown = edit.edit(read.read(text.encode(), "day.txt"), form="story")
    quotes = [beat for story in rundown.stories for beat in story.beats if beat.kind == "quote"]
    assert [(beat.speaker, len(beat.sentences)) for beat in quotes] == [("Ada Stone", 2)]
    assert sum(len(sentence.text.split()) for sentence in quotes[0].sentences) > BEAT_WORDS


def test_somebody_is_introduced_by_a_given_name_and_not_as_mr() -> None:
    text = """15:00
Mr Field said that the tower was safe. He had measured it twice.
14:00
Tom Field, the engineer, went up the tower with a lamp.
"""
    said = told(text, "briefing")
    assert "Tom Field said that the tower was safe." in said
    assert "Mr Field" not in said


@pytest.mark.parametrize("kin", ["sisters Jo and Ann", "family", "twins"])
def test_a_family_is_not_one_of_it(kin: str) -> None:
    said = told(f"15:00\nField {kin} won on the first day.\nTheir father, Bo Field, said that it was a good day. Field was glad.\n")
    assert f"Field {kin} won on the first day." in said.splitlines()
