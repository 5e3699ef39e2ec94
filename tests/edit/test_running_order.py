"""The two running orders: on our own sample, read and kept as golden files; on the real live blog against the editor's."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import edit, read
from pipeline.model import Beat, Briefing, Rundown
from pipeline.text.words import words
from tests.conftest import Golden
from tests.real import BLOG, gold, needs_blog

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
FORMS = ("briefing", "story")


def sample() -> Briefing:
    return read.read(SAMPLE.read_bytes(), "sample.txt")


def beats(rundown: Rundown) -> list[Beat]:
    return [*(b for s in rundown.stories for b in s.beats), *rundown.in_brief, *rundown.ahead]


def picture(rundown: Rundown) -> str:
    """A running order as a person reads it."""
    lines = [rundown.title, ""]
    for name, group in (
        ("HEADLINES", rundown.headlines),
        *((s.title, s.beats) for s in rundown.stories),
        ("IN BRIEF", rundown.in_brief),
        ("AHEAD", rundown.ahead),
    ):
        lines.append(f"# {name}")
        for beat in group:
            who = f"“{beat.speaker}”" if beat.kind == "quote" else beat.kind
            lines += [f"  {who}: {' '.join(f'{s.text} [{s.sources[0].first_line}]' for s in beat.sentences)}"]
    lines += ["", *(f"left out {item.source}: {item.reason}" for item in rundown.left_out)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("form", FORMS)
def test_the_sample_is_told_as_it_was_read_and_approved(form: str, golden: Golden) -> None:
    golden(f"sample-{form}-rundown.txt", picture(edit.edit(sample(), form=form)))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", [SAMPLE, pytest.param(BLOG, marks=needs_blog)], ids=["sample", "live blog"])
def test_every_body_line_is_told_or_listed_with_a_reason(form: str, source: Path) -> None:
    briefing = read.read(source.read_bytes(), source.name)
    rundown = edit.edit(briefing, form=form)
    told = {s.first_line for beat in beats(rundown) for s in beat.sources}
    left = {item.source.first_line for item in rundown.left_out}
    body = {line.n for line in briefing.lines if line.kind == "body"}
    assert told | left == body
    assert not told & left
    assert all(item.reason for item in rundown.left_out)
    if form == "story":
        assert told == body


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", [SAMPLE, pytest.param(BLOG, marks=needs_blog)], ids=["sample", "live blog"])
def test_a_quotation_is_introduced_by_the_beat_before_it_and_has_a_speaker(form: str, source: Path) -> None:
    rundown = edit.edit(read.read(source.read_bytes(), source.name), form=form)
    for story in rundown.stories:
        for before, beat in zip((None, *story.beats), story.beats, strict=False):
            if beat.kind != "quote":
                continue
            assert beat.speaker
            assert before is not None
            assert before.kind != "quote"
            surname = beat.speaker.split()[-1]
            introduced = before.sentences[-1].text
            assert (
                introduced.endswith(":") or surname in introduced or introduced.startswith(("He ", "She ")) or " he said" in introduced
            ), introduced


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("source", [SAMPLE, pytest.param(BLOG, marks=needs_blog)], ids=["sample", "live blog"])
def test_nothing_is_said_that_the_source_line_does_not_say(form: str, source: Path) -> None:
    briefing = read.read(source.read_bytes(), source.name)
    lines = {line.n: line.text for line in briefing.lines}
    # What the listed edits may add: a pronoun or the person's own name for the other, "said" for "told … press conference",
    # "or" before a gloss, "a" for the slip "such as".
    may = {"he", "she", "said", "or", "a"}
    names = {w for update in briefing.updates for actor in update.actors for w in words(actor)}
    for beat in (*beats(edit.edit(briefing, form=form)), *edit.edit(briefing, form=form).headlines):
        for sentence in beat.sentences:
            own = {w for source_ in sentence.sources for w in words(lines[source_.first_line])}
            assert set(words(sentence.text)) - own <= may | names, sentence


@needs_blog
def test_an_answer_stays_with_the_claim_that_it_answers() -> None:
    for form in FORMS:
        rundown = edit.edit(read.read(BLOG.read_bytes(), "x"), form=form)
        order = [s.first_line for beat in beats(rundown) for s in beat.sources]
        assert order.index(18) == order.index(15) + 1, "Kyiv's answer right behind the claim"


@needs_blog
def test_the_running_orders_agree_with_the_editors() -> None:
    """Pairs of updates that the editor told in one story, and the weightiest story."""
    reading = gold()
    updates = {int(item["lines"][0]): item["id"] for item in reading["items"]}
    briefing = read.read(BLOG.read_bytes(), "x")
    mine = {u.id: updates[u.start] for u in briefing.updates}
    rundown = edit.edit(briefing, form="briefing")
    theirs = {item: story["id"] for story in reading["stories"] for item in story["items"]}
    told = [[mine[u] for u in story.updates] for story in rundown.stories]
    together = {frozenset((a, b)) for group in told for a in group for b in group if a < b}
    wanted = {frozenset((a, b)) for a in theirs for b in theirs if a < b and theirs[a] == theirs[b]}
    precision = len(together & wanted) / len(together)
    recall = len(together & wanted) / len(wanted)
    assert precision >= 0.75, (precision, recall)
    assert recall >= 0.6, (precision, recall)
    assert "u15" in told[0], "the editor leads with the plan as a basis"


def test_a_pinned_update_leads() -> None:
    text = read.items_file(sample())
    newest = text.index("- id: u07")
    pinned = text[:newest] + text[newest:].replace("  sure:", "  importance: 5\n  sure:", 1)
    rundown = edit.edit(read.read(pinned.encode(), "x.yaml"), form="briefing")
    assert "u07" in rundown.stories[0].updates
    assert rundown.headlines[0].update == "u07"


def test_an_update_pasted_twice_is_told_once() -> None:
    text = "15:00\nThe bridge is closed to all traffic.\n14:00\nThe river is high.\n13:00\nThe bridge is closed to all traffic.\n"
    rundown = edit.edit(read.read(text.encode(), "x"), form="story")
    assert [item.source.first_line for item in rundown.left_out] == [6]
    assert "same words" in rundown.left_out[0].reason


def test_she_is_never_told_as_a_man_whom_the_sources_call_he() -> None:
    text = """Sir Tom Field said that he would keep the lighthouse, and that he had the money for it.
The work cost £640,000.
She said: “A town that lets its lighthouse go will let anything go.”
"""
    told = picture(edit.edit(read.read(text.encode(), "day.txt"), form="story"))
    assert "She said:" in told
    assert "Field said:" not in told


def test_what_only_introduces_a_quotation_is_no_headline() -> None:
    text = "Mayor Ada Stone said that the north bridge would open again on Friday.\n\nEngineer Tom Field told the council: “Nobody was hurt while we worked.”\n"
    rundown = edit.edit(read.read(text.encode(), "x.txt"), form="briefing")
    assert len(rundown.stories) == 2
    assert [sentence.text for beat in rundown.headlines for sentence in beat.sentences] == [
        "Mayor Ada Stone said that the north bridge would open again on Friday."
    ]


@pytest.mark.parametrize(
    ("told", "ahead"),
    [
        (
            "Mayor Stone will be in Oslo on Friday for talks that will anger her council.",
            "Mayor Stone will be in Oslo on Friday for talks.",
        ),
        (
            "Mayor Stone will hold talks that will anger her council on Friday.",
            "Mayor Stone will hold talks that will anger her council on Friday.",
        ),
        ("Mayor Stone will hold talks on Friday that will never please her council.", None),
        (
            "Mayor Stone will hold talks on Friday that may be the last, but did not say why.",
            "Mayor Stone will hold talks on Friday that may be the last.",
        ),
        ("The old bridge will open again on Friday, but not for lorries.", None),
        ("The old bridge will open again on Friday, although engineers deny it.", None),
    ],
)
def test_a_look_ahead_says_what_is_to_come_and_not_again_what_it_will_bring(told: str, ahead: str | None) -> None:
    rundown = edit.edit(read.read(f"{told}\n\nThe river is high.\n".encode(), "day.txt"), form="story")
    assert [sentence.text for beat in rundown.ahead for sentence in beat.sentences] == [ahead or told]


@pytest.mark.parametrize(
    ("told", "comes"),
    [
        ("The mayor is expected to make her first appearance Thursday.", True),
        ("The council will vote Tuesday on the bridge.", True),
        ("The council meets Tuesday, the guild on the day after.", True),
        ("The mayor said Tuesday that the bridge was safe.", False),
        ("The works that began Tuesday will cost £4 million.", False),
        ("The bridge, shut since Monday, is to be mended.", False),
        ("The council will hold Tuesday’s vote again.", False),
        ("Councillors refused the plan for the mill on Tuesday by seven votes to four.", False),
        ("The council votes on Tuesday on the plan for the mill.", True),
        ("Bins will be emptied less often in all parts of Lund, the cabinet agreed on Thursday.", False),
        ("Bins will be emptied on Thursday in all parts of Lund, the cabinet agreed.", True),
        ("The economy will grow by 1.1% next year, the bank says.", False),
        ("Drivers are to get 4.8 per cent this year and 3 per cent next year.", False),
        ("A tax of 3% will come into force next year.", True),
        # What points back is no good alone.
        ("Her crew of four will be flown out tomorrow.", False),
        ("The judge tells the jury that it will hear evidence about that tomorrow.", False),
        ("It will open on Friday to all lorries.", False),
        ("Talks are to begin next week.", False),
        ("Results are due on Friday evening.", False),
        ("A decision is expected to come on Friday.", False),
        ("The results of the strike vote are due on Friday evening.", True),
        ("Talks with the guild are to begin next week.", True),
        ("The jury will hear evidence about that bridge tomorrow.", True),
    ],
)
def test_what_is_to_come_is_told_where_it_says_when_and_stands_alone(told: str, comes: bool) -> None:
    rundown = edit.edit(read.read(f"{told}\n\nThe river is high.\n".encode(), "day.txt"), form="story")
    assert [sentence.text for beat in rundown.ahead for sentence in beat.sentences] == [told][:comes]


def test_what_was_told_in_brief_is_not_told_again_right_behind() -> None:
    leads = (
        "The bakers of Harlo have raised the price of bread.", "Two tram drivers found a violin at the depot.", "An owl nests in the theatre roof.",
        "Swimming lessons were free for every child.", "The concert hall leaks when it rains.", "Fishmongers moved behind the customs house.",
        "The mill on the hill will open its doors on Friday.", "A clock stopped in the north tower.",
    )  # fmt: skip
    more = "The ferry will sail again on Saturday."
    text = "".join(f"{20 - n}:00\n{lead}{f' {more}' if not n else ''}\n\n" for n, lead in enumerate(leads))
    rundown = edit.edit(read.read(text.encode(), "day.txt"), form="briefing")
    brief = [sentence.text for beat in rundown.in_brief for sentence in beat.sentences]
    ahead = [sentence.text for beat in rundown.ahead for sentence in beat.sentences]
    assert leads[6] in brief
    assert ahead == [more]


def test_nothing_is_to_come_that_has_come_by_the_end_of_the_day() -> None:
    text = (
        "23:40\nThe striker has signed for Sarn Rovers.\n\n16:40\nThe keeper Emil Strand is expected to fly to Velden tonight.\n\n"
        "16:00\nThe mill on the hill will open its doors on Friday.\n"
    )
    for form in ("briefing", "story"):
        rundown = edit.edit(read.read(text.encode(), "day.txt"), form=form)
        assert [s.text for beat in rundown.ahead for s in beat.sentences] == ["The mill on the hill will open its doors on Friday."]


def test_a_story_whose_lead_says_only_that_somebody_spoke_is_announced_by_another_of_its_updates() -> None:
    text = (
        "19:40\nSolberg: ‘We are thankful’\nThe head of Nord Air, Henrik Solberg, has been speaking at a news conference.\n"
        "Asked whether the jet of Nord Air should have landed, he said that this was for the investigators.\n\n"
        "19:20\nRecorders found\nInvestigators have recovered both flight recorders from the jet of Nord Air.\n\n"
        "18:00\nOwls\nAn owl of the theatre has laid three eggs.\n"
    )
    rundown = edit.edit(read.read(text.encode(), "day.txt"), form="briefing")
    assert rundown.stories[0].updates == ("u01", "u02")
    assert rundown.headlines[0].sentences[0].text == "Investigators have recovered both flight recorders from the jet of Nord Air."


def test_a_death_leads_a_day_that_speaks_of_one_person_and_a_life_is_told_behind_it() -> None:
    died, life = (
        "The singer Moira Kell has died at her home in Sarn.",
        "Moira Kell, born in 1948, sang in the pubs of Sarn at weekends and sold 14 million records.",
    )
    text = (
        "19:00\nRadio\nMoira Kell was heard on 200 radio stations at six, which played the same song of hers.\n\n"
        "18:00\nBandmate\nHer bandmate, the guitarist Bo Field, has paid tribute to her.\n“She was the boss of Moira Kell’s band,” he wrote.\n\n"
        f"17:00\nKell dies\n{died}\n\n16:50\nA life in music\n{life}\n\n16:40\nConcert\nMoira Kell will be sung at the Albany Hall on Friday all the same.\n"
    )
    rundown = edit.edit(read.read(text.encode(), "day.txt"), form="briefing")
    told = [sentence.text for story in rundown.stories for beat in story.beats for sentence in beat.sentences]
    heads = [beat.sentences[0].text for beat in rundown.headlines]
    assert told[0] == heads[0] == died
    assert life in told
    assert life not in heads
    assert not [each for each in heads if " he wrote" in each]
    assert "Bo Field" in [beat.speaker for story in rundown.stories for beat in story.beats]
