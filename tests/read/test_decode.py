from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.read.charset import text_of
from pipeline.read.decode import MAX_LINE, decode

TEXT = "Zürich’s “plan” costs €5.\nThe mayor said so."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(" ", "\u00a0").encode(),
        TEXT.replace("plan", "pl\u200ban\u202e").encode(),
        TEXT.replace("ü", "u\u0308").encode(),
    ],
)
def test_every_encoding_of_pasted_news_gives_the_same_text(data: bytes) -> None:
    assert decode(data, "x.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n\t", "empty"),
        ("\ufeff\u200b".encode(), "empty"),
        (bytes(range(256)) * 20, "not text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "not text"),
        (b"ab\n" * 4_000_000, "12 MB"),
        (b"one\n" + b"a" * (MAX_LINE + 1), "x.txt:2"),
        (codecs.BOM_UTF16_LE + b"a\0b\0c", "does not go on so"),
    ],
)
def test_what_is_no_briefing_is_refused_with_what_where_and_a_remedy(data: bytes, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        decode(data, "x.txt")
    assert says in str(caught.value)
    assert caught.value.where.startswith("x.txt")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        TEXT.split("\n")[0],
        "It’s the mayor’s plan.",
        "“We wait,” she said – twice.",
        "The café in Malmö is shut.",
        "Señor Núñez said no.",
        "The bridge… is shut • Lorries wait — until May.",
        "Nobody was named.",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac-roman"])
def test_what_does_not_say_its_encoding_is_read_in_the_one_that_makes_english(text: str, encoding: str) -> None:
    data = f"The council met on Monday.\n{text}\n".encode(encoding)
    assert decode(data, "x.txt").split("\n")[1] == text
    assert text_of(data, "x").split("\n")[1] == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("The ﬁrst ﬂood reached the oﬃce.", "The first flood reached the office."),
        ("It costs ＄１２ a barrel.", "It costs $12 a barrel."),
        ("𝗕𝗥𝗘𝗔𝗞𝗜𝗡𝗚: the 𝑏𝑟𝑖𝑑𝑔𝑒 is shut.", "BREAKING: the bridge is shut."),
        ("The mayorâ€™s â€œplanâ€\x9d â€“ itâ\x80\x99s old.", "The mayor’s “plan” – it’s old."),
        ("It costs Â£5 or â‚¬6 at the cafÃ©.", "It costs £5 or €6 at the café."),
        ("“JOSÉ’S CAFÉ” and “MANHÃ” are shut…", "“JOSÉ’S CAFÉ” and “MANHÃ” are shut…"),
        ("IRMÃ» and “Ä” stay.", "IRMÃ» and “Ä” stay."),
    ],
)
def test_letters_that_came_dressed_or_misread_are_those_that_were_meant(written: str, meant: str) -> None:
    assert decode(written.encode(), "x.txt") == meant
    assert text_of(written.encode(), "x") == meant


def test_a_paste_of_a_pages_source_has_its_signs_and_its_lines() -> None:
    text = "The council&rsquo;s engineers want &amp;euro;18&nbsp;million.&#10;\nR&D and AT&T; wait.\n"
    found = [p.text for update in read.read(text.encode(), "x.txt").updates for p in update.paragraphs]
    assert found == ["The council’s engineers want €18 million.", "R&D and AT&T; wait."]


def test_a_text_that_was_cut_within_a_letter_loses_that_letter_alone() -> None:
    whole = f"{TEXT}\nThe café is shut, the mayor’s office said in Zürich’s “plan”.".encode()
    ends = [len(whole), whole.index("é".encode()) + 1, whole.index("’s office".encode()) + 1, whole.index("’s office".encode()) + 2]
    for end in ends[1:]:
        sound = whole[:end].decode("utf-8", "ignore")
        assert decode(whole[:end], "x.txt") == text_of(whole[:end], "x") == sound
    begins = whole.index("’s “plan”".encode())
    for start in (begins + 1, begins + 2):
        assert decode(whole[start:], "x.txt") == whole[start:].decode("utf-8", "ignore")


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_briefing_error(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except BriefingError:
        return
    assert "\r" not in text
    assert all(c.isprintable() or c == "\n" or c.isspace() or not c.isascii() for c in text)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1), min_size=1))
def test_no_line_is_added_or_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    try:
        found = decode(text.encode(), "x")
    except BriefingError:  # nothing in it can be seen
        return
    assert found.count("\n") == text.count("\n")
