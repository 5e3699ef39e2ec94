"""E-mails, as they are saved and as they are copied: what was written is told; head, signature and the mail that is answered are not."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from pipeline import read
from pipeline.errors import BriefingError

VOTE = "The council in Orrin has voted to let trams run all night – 34 to 21, after a debate of four hours that nobody will forget."
STARTS = "It starts on 1 February."


def mail(plain: str = "", html: str = "") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Ben Field <ben@valley.example>", "Re: Trams", "Mon, 30 Nov 2026 09:12:00 +0000"
    message["MIME-Version"] = "1.0"
    if plain:
        message.set_content(plain, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def told(data: bytes) -> list[str]:
    return [p.text for update in read.read(data, "mail.eml").updates for p in update.paragraphs]


def test_an_e_mail_is_read_as_it_is_saved() -> None:
    text = f"Hi Ada,\n\n{VOTE}\n\n{STARTS}\n\n-- \nBen Field\nReporter\n"
    assert told(mail(text)) == [VOTE, STARTS]
    assert told(mail(text, f"<p>{VOTE}</p>")) == [VOTE, STARTS]
    assert told(mail("See the page.", f"<html><body><article><p>{VOTE}</p><p>{STARTS}</p></article></body></html>")) == [VOTE, STARTS]


def test_its_checksum_is_that_of_the_file_and_its_embargo_is_looked_at_on_each_build() -> None:
    data = mail(f"EMBARGOED until 00:01 Tuesday 8 December 2020\n\n{VOTE}\n")
    assert told(data) == [VOTE]
    assert read.waits(data)
    assert read.read(data, "a.eml").sha256 != read.read(data + b"\n", "a.eml").sha256


def test_a_mail_whose_line_on_its_encoding_was_lost_is_read() -> None:
    head = b"From: a@b.example\nSubject: Tram\nMIME-Version: 1.0\nContent-Type: text/plain\n\n"
    assert told(head + b"The council voted =E2=80=93 at last.\n") == ["The council voted – at last."]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_mail_that_does_not_say_its_encoding_is_read(encoding: str) -> None:
    head = b"From: a@b.example\nSubject: Tram\nMIME-Version: 1.0\n\n"
    assert told(head + "It will cost £2.4 million – at least.\n".encode(encoding)) == ["It will cost £2.4 million – at least."]


def test_a_mail_of_pictures_says_so() -> None:
    message = EmailMessage()
    message["From"], message["MIME-Version"] = "a@b.example", "1.0"
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    with pytest.raises(BriefingError, match="no text in this e-mail"):
        read.read(message.as_bytes(), "mail.eml")


HEAD = "From: Ben Field\nSent: Monday, November 30, 2026 9:12 AM\nTo: Newsdesk\nSubject: {}\n\n"
OLDER = "From: Ada Voss\nSent: Monday, November 30, 2026 8:50 AM\nTo: Ben Field\nSubject: Trams\n\nThe vote was leaked to the Echo.\n"


@pytest.mark.parametrize("between", ["-----Original Message-----\n", ""])
def test_of_an_answer_what_was_written_is_told_and_of_a_forwarded_mail_what_is_below(between: str) -> None:
    text = f"Hi Ada,\n\n{VOTE}\n\n{STARTS}\n\nKind regards,\nBen\n\n{between}{OLDER}"
    assert told((HEAD.format("RE: Trams") + text).encode()) == [VOTE, STARTS]
    if between:
        assert told((HEAD.format("FW: Trams") + text).encode()) == ["The vote was leaked to the Echo."]


def test_the_body_of_a_mail_as_it_was_sent_is_read_without_its_head() -> None:
    text = """\
The Swan Bridge will stay closed for six weeks, Mayor Ana=C3=AFs Deloro sai=
d on Monday. Traffic is being sent over the Mill Bridge, where queues reach=
ed two miles.

=E2=80=9CSafety comes first,=E2=80=9D she said.
"""
    found = read.read(text.encode(), "x.txt")
    assert [p.text for update in found.updates for p in update.paragraphs] == [
        "The Swan Bridge will stay closed for six weeks, Mayor Anaïs Deloro said on Monday. "
        "Traffic is being sent over the Mill Bridge, where queues reached two miles.",
        "“Safety comes first,” she said.",
    ]
    sums = "A query ends with x=\nand another with y=\nas the mayor said on Monday, a=b.\n"
    assert "x=" in read.read(sums.encode(), "x.txt").lines[0].text
