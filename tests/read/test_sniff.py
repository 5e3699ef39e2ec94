"""What a source is, by its content."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.read.sniff import kind_of

PASTED = "15:25\nThe bridge is closed, the mayor said.\n14:02\nIt rained.\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PASTED, "text"),
        ("He said:\n- no, said the mayor.\nTitle: none.\n", "text"),
        ("items: a list of things.\nIt rained.", "text"),
        ("[Kyiv] The bridge is closed.", "text"),
        ("{Kyiv|ˈkiːjɪv} is the capital.", "text"),
        ("title: The bridge is closed.\nIt rained.", "text"),
        ("#bridge is the day's tag.\nIt rained.", "text"),
        ("a < b and c > d, the teacher said.", "text"),
        ("<3 is a heart.", "text"),
        ("Note: --- is a dash.\n---\nIt rained.", "text"),
        ("<!DOCTYPE html><html><body>x</body></html>", "html"),
        ("\n\n<html lang='en'><p>x</p></html>", "html"),
        ("<!-- saved from url=(0014)about:internet -->\n<HTML><BODY>x</BODY></HTML>", "html"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html xmlns="x"><body/></html>', "html"),
        ("<article><p>x</p></article>", "html"),
        ("<p>One</p><p>Two</p>", "html"),
        ('<?xml version="1.0"?><rss version="2.0"/>', "feed"),
        ("<rss version='0.92'><channel/></rss>", "feed"),
        ('<?xml version="1.0"?>\n<!-- made by x -->\n<?xml-stylesheet href="a"?>\n<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        ("<rdf:RDF><item/></rdf:RDF>", "feed"),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "feed"),
        ('<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "x.dtd">\n<rss/>', "feed"),
        ("# Bridge\n\nIt is open.", "markdown"),
        ("It is open.\n\n## River\n\nIt falls.", "markdown"),
        ("---\ntitle: x\n---\nIt is open.", "markdown"),
        ("- title: Bridge\n  body: It is open.\n", "items"),
        ("# a remark\n---\nitems:\n  - title: Bridge\n    body: It is open.\n", "items"),
        ('[{"title": "Bridge", "body": "It is open."}]', "items"),
        ('{\n  "items": []}', "items"),
        ("# How x.txt was read.\nepisode_items: 1\nsource: x.txt\n", "items"),
    ],
)
def test_the_content_says_what_it_is(text: str, kind: str) -> None:
    for name in ("x", "x.txt", "x.html", "x.yaml", "x.xml", "x.md")[: 5 if "\n- " in text and kind == "text" else 6]:
        assert kind_of(text.encode(), name) == kind, name
    if text.isascii():
        assert kind_of(text.encode("utf-16"), "x") == kind


def test_a_name_tips_the_scales_where_the_content_leaves_it_open() -> None:
    text = "See [the page](https://example.org).\n\n- one\n- two\n"
    assert kind_of(text.encode(), "x.md") == "markdown"
    assert kind_of(text.encode(), "x.txt") == "text"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04" + bytes(100), "office document"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "a sound or a film"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(50), "a film, a sound or a picture"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:x"/>', "Save the sheet as CSV"),
        (b"PK\x03\x04 word/document.xml", "a Word document"),
        (b"PK\x03\x04 xl/workbook.xml", "Save the sheet as CSV"),
        (b"PK\x03\x04 mimetypeapplication/epub+zip", "an EPUB book"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "a LibreOffice document"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "Give the addresses that stand in it as xmlUrl"),
        (b'<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>', "Save them as SRT or WebVTT"),
        (b"[InternetShortcut]\r\nURL=https://news.example/bridge\r\n", "Give each address itself: https://news.example/bridge"),
        (b"https://news.example/bridge\nhttps://news.example/ferry\n", "it has only addresses, and no text"),
        (b'[{"client_msg_id": "a", "type": "message", "ts": "1", "text": "The bridge is open."}]', "Copy the texts that are news"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "Copy the texts that are news"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08" + bytes(100), "compressed"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "<svg>"),
        (b'<?xml version="1.0"?><conceptItem/>', "<conceptItem>"),
    ],
)
def test_what_is_none_of_these_is_named(data: bytes, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read.read(data, "x.txt")
    assert says in str(caught.value)
    assert caught.value.remedy


def test_a_kind_that_is_said_counts() -> None:
    text = b"# Bridge\n\nIt is open, the mayor said.\n"
    assert read.read(text, "x").updates[0].heading == "Bridge"
    assert [line.n for line in read.read(text, "x", kind="text").lines] == [1, 2, 3]
    with pytest.raises(BriefingError, match=r"no kind of source called 'xml'.*text, html, feed, markdown, items, wire"):
        read.read(text, "x", kind="xml")
    assert all(read.read(b"The bridge is open.\n", "x", kind=kind).updates for kind in ("text", "wire", "markdown"))


@pytest.mark.parametrize(("form", "more"), [("briefing", ""), ("story", " --format story")])
def test_a_script_is_no_briefing(form: str, more: str) -> None:
    script = f"---\ntitle: 'Stone: the bridge opens'\ndate: 2026-11-27\nformat: {form}\nbriefing: briefings/day.txt\nbriefing_sha256: 00\n---\n\n# Headlines\n"
    with pytest.raises(BriefingError, match="an episode's script, not a briefing") as caught:
        read.read(script.encode(), "scripts/2026-11-27.md")
    assert caught.value.remedy.endswith(f": episode build briefings/day.txt --date 2026-11-27{more}")
