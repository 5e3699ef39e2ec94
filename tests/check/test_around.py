"""What stands around the proved sentences: another speaker, another chapter's name, and news that names no source are found; what an editor may do is a warning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import read, write
from pipeline.check import provenance
from pipeline.check.provenance import around
from pipeline.check.subject import Subject
from pipeline.desk.show import Show
from pipeline.model import Origin
from pipeline.write import format_script, parse_script
from tests.check.test_proof import briefing, rendered, written

SHOW = [*around.templates(()), "The Daily Story"]


def found(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    source = briefing()
    return [(severity, kind) for severity, kind, *_ in around.check(written(source, *changes), source, SHOW)]


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_what_was_rendered_has_nothing_around_it(form: str) -> None:
    source = briefing()
    script = parse_script(format_script(rendered(source, form)), "script.md")
    assert list(around.check(script, source, SHOW)) == []


def test_a_quotation_of_somebody_else_is_an_error_unless_that_person_is_named_there() -> None:
    assert found(("**Voice of Gene Kranz:** Let’s solve", "**Voice of Ada Stone:** Let’s solve")) == [("error", "speaker")]
    assert found(("**Voice of Gene Kranz:** Let’s solve", "**Voice of Kranz:** Let’s solve")) == []


def test_a_quotation_of_whom_its_paragraph_names_in_the_mouth_of_another_of_the_same_update_is_an_error() -> None:
    text = "Ada Stone said that the bridge was safe. “It will hold,” Stone said.\n\nBo Field, who built it, said that it was worn. “I would not cross it,” Field said.\n"
    source = read.read(f"9:00 a.m.\n{text}".encode(), "day.txt")
    script = format_script(rendered(source, "briefing"))
    assert "**Voice of Ada Stone:** It will hold." in script
    swapped = parse_script(script.replace("**Voice of Ada Stone:**", "**Voice of Bo Field:**"), "script.md")
    assert [each[:2] for each in around.check(swapped, source, SHOW) if each[1] == "speaker"] == [("error", "speaker")]


def test_a_part_of_what_somebody_said_is_still_not_anothers() -> None:
    text = "Ada Stone told Bo Field that the bridge was safe. “It will hold, and it will be painted in May,” Stone said."
    source = read.read(f"9:00 a.m.\n{text}\n".encode(), "day.txt")
    script = format_script(rendered(source, "briefing"))
    whole = "**Voice of Ada Stone:** It will hold, and it will be painted in May."
    assert whole in script
    for heard in ("It will hold.", "It will be painted in May."):
        swapped = parse_script(script.replace(whole, f"**Voice of Bo Field:** {heard}"), "script.md")
        assert [each[:2] for each in around.check(swapped, source, SHOW) if each[1] == "speaker"] == [("warning", "speaker")]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Ada Stone said that Bo Field was wrong. “It will hold,” Stone said.", "warning"),
        ("Bo Field built it, and Ada Stone opened it.\n\n“It will hold,” Stone said at the bridge.", "error"),
    ],
)
def test_where_the_paragraph_names_both_an_editor_may_know_better(text: str, severity: str) -> None:
    source = read.read(f"9:00 a.m.\n{text}\nBo Field came on Friday.\n".encode(), "day.txt")
    script = format_script(rendered(source, "briefing"))
    assert "**Voice of Ada Stone:** It will hold." in script
    swapped = parse_script(script.replace("**Voice of Ada Stone:**", "**Voice of Bo Field:**"), "script.md")
    assert [each[:2] for each in around.check(swapped, source, SHOW) if each[1] == "speaker"] == [(severity, "speaker")]


def test_a_chapter_that_is_named_after_somebody_who_is_not_in_it_is_a_warning() -> None:
    assert found(("# Lovell", "# Kranz, 1999 and Lovell")) == [("warning", "title")]
    assert found(("# Sign-off", "# Kranz says goodbye")) == [], "nothing that is told there has a source"


def test_a_title_of_the_whole_that_nothing_in_it_bears_out_is_a_warning() -> None:
    assert found(("title: The crew of Apollo 13", "title: The crew of Apollo 14")) == [("warning", "title")]
    assert found(("title: The crew of Apollo 13", "title: The men of Apollo 13")) == []


def test_unmarked_words_that_tell_something_new_are_a_warning() -> None:
    assert found(("Thank you for listening.", "The prime minister resigned after a vote in parliament.")) == [("warning", "own-words")]
    assert found(("Thank you for listening.", "Thank you all for listening, on this day in November.")) == []


def test_who_else_reports_a_story_is_named_by_its_source() -> None:
    source = briefing()
    by = replace(source, updates=tuple(replace(each, origin=Origin(publisher="Marrow Harbour Herald")) for each in source.updates))
    script = written(source, ("Thank you for listening.", "Also reported by Marrow Harbour Herald."))
    assert [each[:2] for each in around.check(script, source, SHOW)] == [("warning", "own-words")]
    assert list(around.check(script, by, SHOW)) == []


def test_a_shows_own_templates_count(tmp_path: Path) -> None:
    (tmp_path / "briefing.md.j2").write_text("Parliament never resigned ministers.", encoding="utf-8")
    assert any("Parliament" in text for text in around.templates((tmp_path,)))


@pytest.mark.parametrize(
    ("line", "title", "kinds"),
    [
        (
            "Captain Jim Lovell said that the crew had not had time to be frightened.",
            "Hundreds drown in a ferry disaster",
            [("warning", "title")],
        ),
        ("Captain Jim Lovell said that the crew had not had time to be frightened.", "Hundreds drown", [("warning", "title")]),
        ("Captain Jim Lovell said that the crew had not had time to be frightened.", "A heroic crew", []),
        (
            "Captain Jim Lovell said that the crew had not had time to be frightened.",
            "Lovell and a crew, frightened on a moonlit evening",
            [],
        ),
        ("Captain Jim Lovell said that the crew had not had time to be frightened.", "Lovell: crew was frightened", [("warning", "title")]),
        (
            "Captain Jim Lovell said that the crew had not had time to be frightened.",
            "Lovell: crew had time to be frightened",
            [("warning", "title")],
        ),
        ("Captain Jim Lovell said that the crew had not had time to be frightened.", "Lovell: crew had no time to be frightened", []),
        ("Captain Jim Lovell said that the crew had not had time to be frightened.", "Lovell on the crew", []),
        ("Captain Jim Lovell said that the crew had not had time to be frightened.", "The time of the crew", []),
        ("Captain Jim Lovell said that the crew was home.", "Lovell: the crew is not home", [("warning", "title")]),
        ("Captain Jim Lovell said that the crew was home.", "Home at last", []),
        ("Captain Jim Lovell said that the crew was home.", "Ferry sinks", [("warning", "title")]),
        ("Captain Jim Lovell said that the crew was home.", "Lovell blames the crew", [("warning", "title")]),
        ("Captain Jim Lovell said that the crew was home.", "Lovell is unsure of the crew", [("warning", "title")]),
        ("Captain Jim Lovell said that the crew had given up the landing.", "Lovell gives up the landing", []),
        (
            "Captain Jim Lovell said that he had rejected a seat. He thanked the crew.",
            "The crew rejects the landing",
            [("warning", "title")],
        ),
        ("Captain Jim Lovell said that he had rejected the medal. He thanked the crew.", "Lovell rejects the medal", []),
        ("Captain Jim Lovell said that the crew was home. The crew was not home for long.", "Lovell: the crew was home", []),
        (
            "Captain Jim Lovell said that the crew was not home. The crew was not home on Monday.",
            "Lovell: the crew was home",
            [("warning", "title")],
        ),
    ],
)
def test_a_title_says_what_its_lines_say(line: str, title: str, kinds: list[tuple[str, str]]) -> None:
    source = read.read(f"{line}\n".encode(), "day.txt")
    script = rendered(source, "story")
    titled = replace(
        script,
        sections=tuple(replace(section, title=title) if section.title == "What happened" else section for section in script.sections),
    )
    assert script != titled
    assert [each[:2] for each in around.check(titled, source, SHOW)] == kinds


@pytest.mark.parametrize(
    "words",
    [
        "The engineers are to blame.",
        "The mission failed.",
        "Nobody was to blame.",
        "So there is no hope.",
        "Now for the good news: the danger is over.",
        "Here is the end of the mission, which was a disaster.",
    ],
)
def test_an_unmarked_sentence_that_says_that_something_is_so_is_a_warning(words: str) -> None:
    assert found(("Thank you for listening.", words)) == [("warning", "own-words")]


@pytest.mark.parametrize(
    "words",
    [
        "What did the engineers do?",
        "Now to the mission.",
        "Here is what the engineers said.",
        "It is late evening.",
        "There is more.",
        "Good evening. This is The Daily Story.",
        "Thank you for listening, and good night.",
    ],
)
def test_an_unmarked_question_or_link_is_none(words: str) -> None:
    assert found(("Thank you for listening.", words)) == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Gene Kranz was wrong.", [("warning", "own-words")]),
        ("Thank you. Kranz has gone home.", [("warning", "own-words")]),
        ("That is what Gene Kranz says. Now to what others say.", []),
        ("What did Kranz say?", [("warning", "own-words")]),  # nothing behind it answers
        ("Do elephants dance?", []),
        ("Do purple elephants dance?", [("warning", "own-words")]),
    ],
)
def test_unmarked_words_on_somebody_in_the_news_are_a_warning(words: str, kinds: list[tuple[str, str]]) -> None:
    assert found(("Thank you for listening.", words)) == kinds


def test_of_a_models_script_only_its_questions_are_let_be() -> None:
    """They were looked at when they were made."""
    source = briefing()
    script = written(
        source,
        ("Thank you for listening.", "The mission failed."),
        ("**Voice of Gene Kranz:** Let’s solve", "**Voice of Ada Stone:** Let’s solve"),
    )

    def codes(settings: dict[str, str]) -> list[str]:
        looked = Subject(Path("script.md"), Show(), script, None, None, {"settings": settings}, source, "")
        return [finding.code.removeprefix("provenance.") for finding in provenance.check(looked).findings]

    assert codes({"writer": "dialogue"}) == ["speaker"]
    assert codes({}) == ["speaker", "own-words"]


def test_a_question_may_name_whom_the_sentence_behind_it_names() -> None:
    news = "**Anchor:** Gene Kranz said that the flight directors"
    assert found((news, f"**Anchor:** What did Kranz say?\n\n{news}")) == []
    assert found((news, f"**Anchor:** What did Swigert say?\n\n{news}")) == [("warning", "own-words")]


def test_a_quotation_of_somebody_unnamed_is_nobodys_by_name() -> None:
    source = read.read(
        "Mayor Ada Stone came by boat.\n“The repairs are done,” officials said. “It was not cheap,” her brother said.\n".encode(), "day.txt"
    )
    text = write.format_script(rendered(source, "story"))
    assert "**Voice:** It was" in text

    def heard(role: str) -> list[tuple[str, str]]:
        return [
            each[:2]
            for each in around.check(parse_script(text.replace("**Voice:** It was", f"**{role}:** It was"), "script.md"), source, SHOW)
        ]

    assert heard("Voice of Ada Stone") == [("warning", "speaker")]
    assert heard("Voice of Tom Reed") == [("error", "speaker")]
    assert heard("Voice of her brother") == []
