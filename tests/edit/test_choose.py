"""Which paragraphs of an update are told, one by one: what leans goes with what it leans on, who answers stays with the claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline import edit, read
from pipeline.edit import repeats
from pipeline.edit.choose import answers, background_first, in_short, lead_only
from pipeline.edit.pieces import Piece, pieces_of
from pipeline.model import Paragraph, Quote, Source, Update
from pipeline.text.names import find_people
from tests.edit.test_repeats import briefing, update

LEAD = "Mayor Ann Other said that the bridge was shut."


def piece(n: int, text: str, quote: bool = False) -> Piece:
    return Piece(text, Source("x", n + 1, n + 1), quote=quote, paragraph=n, update="u")


def kept(*paragraphs: str) -> list[int]:
    """The paragraphs that a briefing tells; one in quotation marks is a quotation."""
    pieces = [piece(n, text.strip("“”"), text.startswith("“")) for n, text in enumerate(paragraphs)]
    told, left = in_short(pieces, whole=False)
    assert sorted([*(p.source for p in told), *left]) == [p.source for p in pieces]
    return [p.paragraph for p in told]


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        ((LEAD, "The deck is old.", "Cars wait."), [0, 1, 2]),
        ((LEAD, "The deck is old.", "Cars wait.", "Trams wait."), [0, 1, 2]),
        ((LEAD, "The deck is old.", "Cars wait.", "“We will not wait.”"), [0, 1, 3]),
        ((LEAD, "Cars wait.", "Boats wait.", "John Doe said it was safe."), [0, 2, 3]),
        ((LEAD, "John Doe said it was safe.", "Cars wait.", "Trams wait."), [0, 1, 2]),
        # Nobody hears a reply without what it replies to.
        ((LEAD, "“No.”", "Cars wait.", "Trams wait.", "Bo Field replied:"), [0, 1, 2]),
        # It leans on a paragraph that is not told, so it goes; one that contradicts stays.
        ((LEAD, "The deck is old.", "Cars wait.", "It was built in May.", "“No.”"), [0, 1, 4]),
        ((LEAD, "“No.”", "“Never.”", "It was built in May."), [0, 1, 2]),
        ((LEAD, "Cars wait.", "They stand in a row.", "“No.”", "“Never.”"), [0, 3, 4]),
    ],
)
def test_a_briefing_tells_the_main_points(paragraphs: tuple[str, ...], told: list[int]) -> None:
    assert kept(*paragraphs) == told


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("John Doe said it was safe.", True),
        ("President John Doe, who built it, said it was safe.", True),
        ("John Doe has rejected that.", True),
        ("Other said it would stay shut.", False),
        ("Ann Other told them to wait.", False),
        ("John Doe slept.", False),
        ("The boats wait, John Doe said.", False),
    ],
)
def test_who_answers_a_lead(text: str, is_one: bool) -> None:
    assert answers([piece(1, text)], [piece(0, LEAD)]) is is_one
    assert not answers([piece(1, text, quote=True)], [piece(0, LEAD)])


@pytest.mark.parametrize(
    ("second", "count"),
    [("However, it is open.", 2), ("The guild denied that.", 2), ("But no.", 2), ("It is old.", 1), ("Cars wait.", 1)],
)
def test_in_brief_a_doubt_is_told_with_its_lead(second: str, count: int) -> None:
    told, left = lead_only([piece(0, LEAD), piece(1, second), piece(2, "However, cars wait.")])
    assert [p.paragraph for p in told] == list(range(count))
    assert [source.first_line for source in left] == list(range(count + 1, 4))
    told, _ = lead_only([piece(0, LEAD), piece(1, second), piece(1, "No.", quote=True)])
    assert len(told) == 1, "what is quoted is not told in brief"


MATTER = "The bridge at Bexmouth is to be mended."


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("The bridge plan was first drafted in the summer by the guild.", True),
        ("The bridge plan leaked last month and alarmed the council.", True),
        ("The bridge has been shut to lorries since 2019.", True),
        ("The bridge was built ninety years ago by a Scots engineer.", True),
        ("The bridge toll was raised last year for all lorries.", True),
        # The day's outcome beside what was before.
        ("The bridge toll was cut to £3, its lowest since 2019.", False),
        ("The bridge has closed for the first time since 2019.", False),
        ("The bridge toll was cut by the council, the sixth since the election.", False),
        ("The bridge works began at 10am and the deck was lifted.", False),
        ("The bridge has been shut since Tuesday to all lorries.", False),
        ("The bridge guild has launched a fund for the deck.", False),
        ("The bridge is to open first to trams.", False),
    ],
)
def test_only_a_past_that_is_told_goes_to_the_front(text: str, goes: bool) -> None:
    day = [update(f"u{n}", MATTER, "a.txt") for n in range(3)]
    two = update("u9", f"{MATTER}\nx", "a.txt")
    two = replace(two, paragraphs=(Paragraph(MATTER, Source("a.txt", 1, 1)), Paragraph(text, Source("a.txt", 2, 2))))
    for place, may in ((0, True), (3, False)):  # the newest tells where things stand
        updates = [*day[:place], two, *day[place:]]
        pieces = {u.id: pieces_of(u, {}) for u in updates}
        moved, told = background_first(updates, pieces, {})
        assert bool(moved) is (goes and may)
        assert len(moved) + sum(map(len, told.values())) == 5
    summary = replace(two, heading="Closing summary")
    assert not background_first([summary, *day], {u.id: pieces_of(u, {}) for u in (summary, *day)}, {})[0]


# ── who speaks ───────────────────────────────────────────────────────────────────────────────────────────


def speakers(*paragraphs: str, actor: str = "Ann Other") -> list[str]:
    made = Update(
        "u", 1, tuple(Paragraph(p, Source("x", n, n)) for n, p in enumerate(paragraphs, 1)), 1.0, actors=(actor,) if actor else ()
    )
    return [p.speaker for p in pieces_of(made, find_people(list(paragraphs))) if p.quote]


def test_a_lead_that_is_a_quotation_belongs_to_whom_the_update_is_about() -> None:
    assert speakers("“It is shut,” she said.", "Ann Other, who is the mayor, said that she was sorry.") == ["Ann Other"]


def test_a_stranger_speaks_under_the_name_that_the_text_has() -> None:
    assert speakers(LEAD, "“It is open,” Quill answered.") == ["Quill"]
    assert speakers(LEAD, "“It is open,” said Tom Field.", "Tom Field said that he was glad.") == ["Tom Field"]
    assert speakers("“It is open,” the man answered.", actor="") == ["the man"]
    assert speakers("“It is open,” shouted voices said.", actor="") == ["shouted voices"]


def test_how_sure_it_is_who_speaks() -> None:
    def sure(*paragraphs: str) -> list[tuple[str, float]]:
        made = Update("u", 1, tuple(Paragraph(p, Source("x", n, n)) for n, p in enumerate(paragraphs, 1)), 1.0, actors=("Ann Other",))
        return [(quote.speaker, quote.confidence) for quote in edit.quotes(briefing(made))["u"]]

    assert sure(LEAD, "“It is shut,” Other said.") == [("Ann Other", 0.95)]
    assert sure(LEAD, "“It is shut,” she said.") == [("Ann Other", 0.8)]
    assert sure(LEAD, "“It is shut.”") == [("Ann Other", 0.6)]
    assert sure(LEAD, "“It is open,” Quill answered.") == [("Quill", 0.95)]


def test_who_has_no_publisher_is_credited_to_nobody() -> None:
    text = "The dam above Skarvik is to be mended for £9 million, the minister Jon Ek said."
    found = repeats.find([update("a", f"{text} Work will begin in May.", "a.txt", "The Valley Times"), update("b", text, "b.txt")])
    assert found.dropped.keys() == {"b"}
    assert found.credits == {"a": ()}


def test_whom_a_verb_in_front_names_speaks() -> None:
    glad = "Tom Field said that he was glad."
    assert speakers(LEAD, "“It is open,” said one of the engineers, Tom Field.", glad) == ["Tom Field"]
    assert speakers(LEAD, "Tom Field told them to “pay heed: the deck is old. It will be shut.”", glad) == ["Tom Field"]


def test_the_words_that_introduce_a_quotation_are_their_speakers() -> None:
    made = Update("u", 1, (Paragraph("Tom Field told them to “pay heed: the deck is old. It will be shut.”", Source("x", 1, 1)),), 1.0)
    told = pieces_of(made, find_people(["Tom Field said that he was glad."]))
    assert [(each.speaker, each.quote) for each in told] == [("Tom Field", False), ("Tom Field", True)]


def test_what_a_human_says_of_a_quotation_is_told() -> None:
    said = update("u", "Ann Other said that the bridge was shut. Tom Field said that he was glad. She said: “It is open.”", "a.txt")
    put_right = replace(said, actors=("Ann Other",), quotes=(Quote("Eva Quill", "It is open"),))
    rundown = edit.edit(briefing(put_right), form="story")
    assert [beat.speaker for story in rundown.stories for beat in story.beats if beat.kind == "quote"] == ["Eva Quill"]
    assert edit.quotes(briefing(put_right))["u"] == (Quote("Eva Quill", "It is open.", 1.0),)


def test_a_claim_about_her_keeps_her_name_in_front() -> None:
    day = update("u", "Ann Other said that the bridge was shut. Other said that she would walk to the bridge tomorrow morning.", "a.txt")
    rundown = edit.edit(briefing(replace(day, actors=("Ann Other",))), form="story")
    assert "said that she would walk to the bridge tomorrow morning." in rundown.stories[0].beats[0].sentences[1].text


def test_one_story_that_is_not_the_main_voices_takes_the_place_of_that_voices_last() -> None:
    matters = (
        "bakers would pay less for flour and ovens",
        "tram rails bend in summer",
        "swimming lessons were free for children",
        "concert halls leak when it rains",
        "quiet streets are to be swept at noon",
        "night buses run until three",
        "old mills belong to their tenants",
        "fish is sold behind the customs house",
    )
    told = [
        replace(update(f"h{n}", f"Mara Holt said that {matter}.", "a.txt", importance=max(0, 5 - n)), actors=("Mara Holt",))
        for n, matter in enumerate(matters)
    ]
    rundown = edit.edit(briefing(*told, update("clock", "A clock stopped in Lund.", "a.txt")), form="briefing")
    main, brief = [story.updates for story in rundown.stories], [story.updates for story in rundown.shorts]
    assert len(main) == 6
    assert main[:5] == [(f"h{n}",) for n in range(5)]
    assert main[5] == ("clock",)
    assert sorted(brief) == [("h5",), ("h6",), ("h7",)]
    assert "in the place of one more story" in " ".join(rundown.stories[5].why)
    assert any("Its place goes to a story" in why for why in rundown.shorts[0].why), "the one that made room comes first"


def test_what_can_be_cut_keeps_a_reply_with_its_question_and_who_tells_with_what_they_tell() -> None:
    court = (
        "16.00\nThe prosecutor, Kay Marsh, hands Bo Field a chart. His name is on it.\n“You signed it,” Marsh says. “The dose was ten times too high.”\n"
        "“I signed forty of these a day,” Field replies. “I trusted my nurses.”\n\n"
        "14.00\nA carer, Ada Lund, has been telling the court about the night of the storm.\n“The bells did not stop,” she says. “I could not go.”\n\n"
        "13.00\nThe court breaks for lunch.\n"
    )
    source = read.read(court.encode(), "court.txt")
    blocks = edit.blocks(source, form="briefing")
    of = {(block.update, block.paragraphs): n for n, block in enumerate(blocks)}
    assert blocks[of["u01", (2,)]].needs == of["u01", (1,)]
    assert ("u02", (0, 1)) in of
    story = {block.update: block.cost for block in edit.blocks(source, form="story")}
    assert max(story, key=lambda update: story[update]) == "u03", "what only arranges goes first"
