"""What programs save a channel or a page as: Telegram's export, a page with its pictures in it."""

from __future__ import annotations

import base64

import pytest

from pipeline import read
from pipeline.errors import BriefingError

HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap">'
    '<div class="page_header"><div class="content"><div class="text bold">Valley Traffic</div></div></div>'
    '<div class="page_body chat_page"><div class="history">'
    '<div class="message service" id="m-1"><div class="body details">30 November 2026</div></div>'
)
POST = (
    '<div class="message default clearfix{more}" id="m1"><div class="body">'
    '<div class="pull_right date details" title="30.11.2026 {time}:00 UTC+01:00">{time}</div>{who}<div class="text">{text}</div></div></div>'
)
WHO = '<div class="from_name">{}</div>'


def export(*posts: tuple[str, str, str]) -> bytes:
    found = [
        POST.format(time=time, who=WHO.format(who) if who else "", more="" if who else " joined", text=text) for time, who, text in posts
    ]
    return f"{HEAD}{''.join(found)}</div></div></div></body></html>".encode()


def test_each_post_of_a_telegram_export_is_told_with_its_time_and_its_writer() -> None:
    data = export(
        ("06:02", "Valley Traffic", "The road is shut at Fenn.<br><br>A lorry has overturned."),
        ("06:40", "Ann Other", "The driver is in hospital, police said."),
        ("06:41", "", "His injuries are not serious."),
        ("06:50", "Bo Field", "thanks!"),
        ("07:15", "Valley Traffic", "One lane is open again."),
    )
    found = read.read(data, "messages.html")
    assert [(u.time, u.byline, [p.text for p in u.paragraphs]) for u in found.updates] == [
        ("06:02", "", ["The road is shut at Fenn.", "A lorry has overturned."]),
        ("06:40", "Ann Other", ["The driver is in hospital, police said."]),
        ("06:41", "Ann Other", ["His injuries are not serious."]),
        ("07:15", "", ["One lane is open again."]),
    ]
    assert {u.origin.publisher for u in found.updates if u.origin} == {"Valley Traffic"}
    assert found.order == "oldest-first"


@pytest.mark.parametrize("wrapped", [False, True])
def test_the_pictures_in_a_page_do_not_make_it_too_large(wrapped: bool) -> None:
    picture = base64.encodebytes(bytes(range(256)) * 26_000) if wrapped else base64.b64encode(bytes(range(256)) * 26_000)
    text = b"<p>The bridge at Fenn is open again, the mayor said on Tuesday.</p><p>Lorries must wait until May, she said.</p>"
    article = b"<html><body><main><article><h1>Bridge</h1>" + text + b"</article></main></body></html>"
    if wrapped:
        head = b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\nContent-Type: text/html\r\n\r\n"
        data = (
            head
            + article
            + b"\r\n--xx\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + picture
            + b"\r\n--xx--\r\n"
        )
    else:
        data = article.replace(b"<p>", b"<img src='data:image/png;base64," + picture + b"'><p>", 1)
    assert len(data) > 8_000_000
    assert [p.text for p in read.read(data, "page").updates[0].paragraphs][1] == "Lorries must wait until May, she said."
    with pytest.raises(BriefingError, match="at most 8 MB"):
        read.read(b"<p>" + b"no picture " * 800_000, "page")


@pytest.mark.parametrize("listed", [True, False])
def test_all_posts_of_a_page_are_told_not_only_the_first(listed: bool) -> None:
    long = [
        f"The dam number {n} is holding, the water board said on Monday morning, and the water will fall from noon on." for n in range(9)
    ]
    posts = [
        f"<article><h3>Head {n}</h3><time>1{4 - n}:32 GMT</time>{''.join(f'<p>{text}</p>' for text in long[3 * n : 3 * n + 3])}</article>"
        for n in range(3)
    ]
    body = f"<ol>{''.join(f'<li>{post}</li>' for post in posts)}</ol>" if listed else f"<div>{''.join(posts)}</div>"
    cards = "".join(f"<article><h3><a href='/{n}'>Another story {n}</a></h3><p>What it is about.</p></article>" for n in range(4))
    found = read.read(f"<html><body><main><h1>Flood live</h1>{body}</main><aside>{cards}</aside></body></html>".encode(), "live.html")
    assert [(u.time, u.heading, [p.text for p in u.paragraphs]) for u in found.updates] == [
        (f"1{4 - n}:32", f"Head {n}", long[3 * n : 3 * n + 3]) for n in range(3)
    ]
