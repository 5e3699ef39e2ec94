"""AsciiDoc and Org are read as Markdown is: their news is told, with its lines, and nothing that their programs or the newsroom need."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read import markups

BRIDGE = "The Swan Bridge will stay closed for six weeks, the city said on Monday."
FARES = "Tram fares will rise by 4% in January, the operator said."
ASCIIDOC = """\
= Morning meeting
Jo Barr <jo@example.org>
v1.0, 2026-12-01
:toc:

== Bridge closed

The Swan Bridge will stay closed for six weeks, the city said on Monday.

Engineers found *two* cracks.footnote:[See the report.]

.The bridge in 1999
image::bridge.jpg[Bridge]

----
make pdf
----

== Fares to rise

Tram fares will rise by 4% in January, the operator said.

* Children still travel free
NOTE: Check with the press office.

See the https://example.org/fares[list of fares], it says.

[quote, Ana Deloro, Mayor]
____
We had no choice.
____
"""
ORG = """\
#+TITLE: News of the day
#+DATE: <2026-12-01 Tue>

* Bridge closed                                   :city:
:PROPERTIES:
:ID: 1234
:END:
The Swan Bridge will stay closed for six weeks, the city said on Monday.

Engineers found [[https://example.org/report][two cracks]].[fn:1]

* TODO Call the press office
They open at nine.
** A detail
It is late.

* Fares to rise
SCHEDULED: <2026-12-02 Wed>
Tram fares will rise by 4% in January, the operator said.

- Children still travel free

#+begin_src sh
make pdf
#+end_src

[fn:1] See page 4.
"""


@pytest.mark.parametrize(
    ("text", "starts", "more"),
    [
        (
            ASCIIDOC,
            [(8, BRIDGE), (21, FARES)],
            [["Engineers found two cracks."], ["Children still travel free.", "See the list of fares, it says."]],
        ),
        (ORG, [(8, BRIDGE), (19, FARES)], [["Engineers found two cracks."], ["Children still travel free."]]),
    ],
)
def test_it_is_told_by_its_headings(text: str, starts: list[tuple[int, str]], more: list[list[str]]) -> None:
    found = read.read(text.encode(), "notes")
    assert [update.heading for update in found.updates] == ["Bridge closed", "Fares to rise"]
    assert [(update.paragraphs[0].source.first_line, update.paragraphs[0].text) for update in found.updates] == starts
    assert [[p.text for p in update.paragraphs[1:]] for update in found.updates] == more


@pytest.mark.parametrize("text", [ASCIIDOC, ORG])
def test_no_line_is_added_or_lost(text: str) -> None:
    assert markups.as_markdown(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        f"= {BRIDGE}\n{FARES}\n",
        f"* {BRIDGE}\n* {FARES}\n",
        f"# Notes\n\n* {BRIDGE}\n",
        f"#+1 for the mayor, she said.\n{FARES}\n",
        "==\n==\n",
    ],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert markups.as_markdown(text) == text
