"""A spreadsheet saved as CSV is a list of items; what it lacks is said with file, line and remedy."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.read import sheets

ROWS = [
    ("No", "Headline", "Body text", "Reporter", "Run date", "Status"),
    ("1", "Tram vote", '"The council voted for a tram.\n\nWork begins in March."', "Ann Other", "27/11/2026", "ready"),
    ("2", "Goat found", '"A goat was found, ""safe and cross"", its owner said."', "Bo Lee", "", "ready"),
    ("", "", "", "", "", ""),
    ("3", "Fine", "The owner has an unpaid fine.", "", "", "HOLD"),
    ("4", "Empty", "", "", "", ""),
]


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize(("name", "encoding"), [("sheet.csv", "utf-8-sig"), ("day.txt", "utf-8"), ("sheet.tsv", "utf-16")])
def test_each_row_is_an_item(separator: str, name: str, encoding: str) -> None:
    data = "\r\n".join(separator.join(row) for row in ROWS).encode(encoding)
    found = read.read(data, name)
    assert [(update.heading, update.byline, [p.text for p in update.paragraphs]) for update in found.updates] == [
        ("Tram vote", "Ann Other", ["The council voted for a tram.", "Work begins in March."]),
        ("Goat found", "Bo Lee", ['A goat was found, "safe and cross", its owner said.']),
    ]
    assert [p.source.first_line for update in found.updates for p in update.paragraphs] == [2, 2, 5]
    assert [line.reason for line in found.lines[-2:]] == [sheets.HELD, sheets.NO_TEXT]


def test_a_sheet_without_a_column_for_the_text_says_what_to_do() -> None:
    with pytest.raises(BriefingError) as error:
        read.read(b"Title,Words\nTram vote,212\n", "sheet.csv")
    assert error.value.where == "sheet.csv:1"
    assert "“Title”, “Words”" in error.value.message
    assert error.value.remedy == "Call the one that does “body”"


@pytest.mark.parametrize(
    "text", ["Tram, ferry and goat\nThe council voted for a tram.\n", "Text, she said.\nThe council voted for a tram.\n"]
)
def test_a_text_with_commas_is_no_sheet(text: str) -> None:
    assert read.read(text.encode(), "day.txt").updates[0].paragraphs[0].text.startswith(("The council", "Text"))


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("- title: Tram vote: council says yes\n  body: It voted.\n", "day.yaml:1", "quotation marks around a text that has a colon"),
        ("- title: Tram\n\tbody: It voted.\n", "day.yaml:2", "the same number of spaces and no tabs"),
        ("- titel: Tram\n  body: It voted.\n", "day.yaml:1", 'is it "title"?'),
        ("items:\n- headline: Tram\n  text: It voted.\n", "day.yaml:2", 'is it "title"?'),
        ("stories:\n- title: Tram\n  body: It voted.\n", "day.yaml:1", 'is it "stories"?'),
    ],
)
def test_slips_of_the_hand_in_a_list_are_answered_with_what_to_do(text: str, where: str, words: str) -> None:
    with pytest.raises(BriefingError) as error:
        read.read(text.encode(), "day.yaml")
    assert error.value.where == where
    assert words in f"{error.value.message} {error.value.remedy}"


def test_rows_that_were_copied_out_of_a_sheet_are_told_by_their_texts() -> None:
    rows = [
        "TRAMS\t08:22\tBo\tThe council has voted to let trams run all night.\tready",
        'FERRY\t08:42\tAda\t"A ferry runs from Tuesday," the mayor said.\tready',
        "BREWERY\t09:05\tBo\tThe brewery has been sold to its 84 workers, the family says.\thold",
    ]
    found = read.read("\n".join(rows).encode(), "pasted.txt")
    assert [(update.start, update.paragraphs[0].text) for update in found.updates] == [
        (1, "The council has voted to let trams run all night."),
        (2, '"A ferry runs from Tuesday," the mayor said.'),
    ]
    assert (
        read.read(b"Orrin\t14\t10\t32\nFenn\t14\t9\t31\nThe table stands so.\n", "pasted.txt").updates[0].paragraphs[0].text
        == "The table stands so."
    )


def test_a_table_of_markdown_with_a_text_is_a_sheet() -> None:
    table = "| Time | Story | Text |\n|---|:--|---|\n| 08:22 | Trams | The council has voted to let trams run all night. |\n"
    found = read.read(table.encode(), "day.md")
    assert [(update.heading, update.paragraphs[0].text) for update in found.updates] == [
        ("Trams", "The council has voted to let trams run all night.")
    ]


def test_what_excel_says_of_its_separator_is_no_column() -> None:
    text = "sep=;\r\nTitle;Text;Source\r\nBridge;The bridge is open, at last.;The Example\r\n"
    for data in (text.encode(), text.encode("utf-16")):
        (update,) = read.read(data, "day.csv").updates
        assert (update.heading, update.paragraphs[0].text) == ("Bridge", "The bridge is open, at last.")
        assert update.paragraphs[0].source.first_line == 3
