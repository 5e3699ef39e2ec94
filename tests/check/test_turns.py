"""What is heard after what: a quotation behind who says it, "he" behind who is meant; a script as it was rendered has nothing of the kind."""

from __future__ import annotations

import pytest

from pipeline import read, write
from pipeline.check.provenance import turns
from pipeline.model import Script
from tests.check.test_proof import rendered

DAY = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done,” Stone told reporters. “It was not cheap.”
She said that the town had paid for all of it.
Union leader Tom Reed said that the bridge was not safe. The ferry is as old.
“Nobody has looked at the deck,” Reed said.
“Bring your own boat,” a ferryman said.
He said that no ship had sunk since May.
“I have seen the rust,” said Reed’s deputy, Jo Field.
She said that it was as thick as a thumb.
"""


def script_of(*changes: tuple[str, str], form: str = "story") -> Script:
    text = write.format_script(rendered(read.read(DAY.encode(), "day.txt"), form))
    for old, new in changes:
        assert old in text, text
        text = text.replace(old, new)
    return write.parse_script(text, "script.md")


def found(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    source = read.read(DAY.encode(), "day.txt")
    return [(severity, kind) for severity, kind, *_ in turns.check(script_of(*changes), source)]


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_what_was_rendered_is_heard_as_it_was_said(form: str) -> None:
    assert list(turns.check(script_of(form=form), read.read(DAY.encode(), "day.txt"))) == []


STONE = "**Voice of Ada Stone:** The repairs are done. [^2] It was not cheap. [^2]\n\n"
REED = "**Voice of Tom Reed:** Nobody has looked at the deck. [^5]\n\n"
FERRYMAN = "**Voice of a ferryman:** Bring your own boat. [^6]\n\n"
INTRODUCED = "**Anchor:** A ferryman said: [^6]\n\n"


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        # behind somebody else's introduction
        ([(REED, ""), (INTRODUCED, "")], [("error", "introduced")]),
        ([(STONE, REED)], [("error", "introduced"), ("warning", "pronoun")]),
        # behind nobody's
        ([(INTRODUCED, "")], [("warning", "introduced")]),
        ([(" She told reporters: [^2]", "")], []),  # she spoke right before
        ([(" Reed said: [^5]", "")], [("warning", "introduced")]),  # a sentence stands between
        # right behind what another said
        ([(" The ferry is as old. [^4] Reed said: [^5]", ""), (REED, ""), (INTRODUCED, "")], [("error", "introduced")]),
        ([(" The ferry is as old. [^4] Reed said: [^5]", "")], []),  # he spoke himself
        # "he" and "she" behind another sentence than in the source
        ([(FERRYMAN, FERRYMAN + "**Anchor:** She said that the town had paid for all of it. [^3]\n\n")], [("warning", "pronoun")] * 2),
        ([("**Anchor:** Mayor Ada Stone said that the north bridge would open again on Friday. [^1] She", "**Anchor:** She")], []),
        ([("The ferry is as old. [^4] Reed said:", "The ferry is as old. [^4] He said:")], []),
        ([("Mayor Ada Stone said that the north bridge", "She said that the north bridge")], [("warning", "pronoun")]),
        ([("**Anchor:** Union leader Tom Reed said", "**Anchor:** He said")], [("warning", "pronoun")]),
    ],
)
def test_what_a_hand_put_out_of_its_place_is_found(changes: list[tuple[str, str]], kinds: list[tuple[str, str]]) -> None:
    assert found(*changes) == kinds


QUOTED = "Mayor Ada Stone said that the bridge was old.\n“The deck is sound,” Stone said. “{}”\nThe river is low.\n"


@pytest.mark.parametrize(
    ("then", "cut", "kinds"),
    [
        ("That is not true of the piers.", "", [("warning", "trimmed")]),
        ("But nobody should cross it.", "", [("warning", "trimmed")]),
        ("It will be painted in May.", "", []),
        ("But nobody should cross it.", "The deck is sound. [^2] ", []),
    ],
)
def test_a_quotation_that_stops_in_front_of_its_but_is_a_warning(then: str, cut: str, kinds: list[tuple[str, str]]) -> None:
    source = read.read(QUOTED.format(then).encode(), "day.txt")
    text = write.format_script(rendered(source, "story"))
    cut = cut or f" {then} [^2]"
    assert cut in text, text
    assert list(turns.check(write.parse_script(text, "script.md"), source)) == []
    assert [each[:2] for each in turns.check(write.parse_script(text.replace(cut, ""), "script.md"), source)] == kinds


FAR = """\
Mayor Ada Stone said that the bridge was old.
The river is low.
The mill is shut.
“The deck is sound,” Stone said.
Union leader Tom Reed was there.
“Stone told me that it is worn,” Reed said.
“Bring your own boat,” a ferryman said.
"""


@pytest.mark.parametrize(
    "cuts",
    [
        [" The river is low. [^2]", " The mill is shut. [^3] Stone said: [^4]"],  # she has spoken, and far from there
        ["**Anchor:** A ferryman said: [^7]\n\n"],  # it is a voice that says what Stone told
    ],
)
def test_a_quotation_that_nobody_can_take_for_anothers_is_a_warning_only(cuts: list[str]) -> None:
    source = read.read(FAR.encode(), "day.txt")
    text = write.format_script(rendered(source, "story"))
    for cut in cuts:
        assert cut in text, text
        text = text.replace(cut, "")
    assert [each[:2] for each in turns.check(write.parse_script(text, "script.md"), source)] == [("warning", "introduced")]
