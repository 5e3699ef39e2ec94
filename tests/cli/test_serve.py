"""`episode serve`, asked as podcast players ask."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser
import pytest

from tests.conftest import PROGRAM, Episode
from tests.publish.shelf import made

AUDIO = bytes(range(256)) * 40
PRIVATE = [
    "2026-11-27/script.md",
    "2026-11-27/episode.json",
    "2026-11-27/publication.json",
    "published.json",
    ".hidden.mp3",
    "archive/2026-11-26.v1/episode.mp3",
]


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """(process, what it printed, port)."""
    words = [str(PROGRAM), "serve", str(folder), "--port", "0", *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder.parent) as process:
        assert process.stdout is not None
        printed = ""
        try:
            while "feed.xml" not in printed:
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                printed += line
            found = re.search(r":(\d+)/feed\.xml", printed)
            assert found
            yield process, printed, int(found[1])
        finally:
            process.kill()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "pub"
    made(
        folder,
        audio=AUDIO,
        files={"cover.jpg": b"jpeg", "index.html": "<p>Grüße</p>".encode(), "chapters.psc.xml": b"<x/>", "episode.m4a": b"m4a"},
    )
    (folder / "feed.xml").write_text("<rss/>", encoding="utf-8")
    for name in PRIVATE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"private")
    (folder.parent / "secret.mp3").write_bytes(b"secret")
    (folder / "leads-out.mp3").symlink_to(folder.parent / "secret.mp3")
    return folder


@pytest.fixture(scope="module")
def port(shelf: Path) -> Iterator[int]:
    with serving(shelf) as (_, _, number):
        yield number


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("feed.xml", "application/rss+xml"),
        ("2026-11-27/episode.mp3", "audio/mpeg"),
        ("2026-11-27/episode.m4a", "audio/x-m4a"),
        ("2026-11-27/episode.opus", "audio/ogg"),
        ("2026-11-27/transcript.vtt", "text/vtt; charset=utf-8"),
        ("2026-11-27/transcript.srt", "application/x-subrip"),
        ("2026-11-27/transcript.json", "application/json"),
        ("2026-11-27/transcript.html", "text/html; charset=utf-8"),
        ("2026-11-27/chapters.json", "application/json+chapters"),
        ("2026-11-27/chapters.psc.xml", "application/xml"),
        ("2026-11-27/cover.jpg", "image/jpeg"),
        ("2026-11-27/", "text/html; charset=utf-8"),
    ],
)
def test_each_file_comes_as_what_it_is_and_as_it_stands(port: int, shelf: Path, name: str, kind: str) -> None:
    status, headers, body = ask(port, f"/{name}")
    assert (status, headers["content-type"]) == (200, kind)
    assert body == (shelf / name / ("index.html" if name.endswith("/") else "")).read_bytes()
    head = ask(port, f"/{name}", "HEAD")
    assert (head[0], head[1]["content-length"], head[1]["content-type"], head[2]) == (200, str(len(body)), kind, b"")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-1", 0, 1),
        ("bytes=100-", 100, 10_239),
        ("bytes=-5", 10_235, 10_239),
        ("bytes=10239-99999", 10_239, 10_239),
    ],
)
def test_a_part_of_the_audio_can_be_had(port: int, asked: str, first: int, last: int) -> None:
    status, headers, body = ask(port, "/2026-11-27/episode.mp3", Range=asked)
    assert (status, headers["content-range"]) == (206, f"bytes {first}-{last}/{len(AUDIO)}")
    assert body == AUDIO[first : last + 1]
    assert headers["content-type"] == "audio/mpeg"


def test_a_part_that_is_not_there_is_refused(port: int) -> None:
    assert ask(port, "/2026-11-27/episode.mp3", Range="bytes=99999-")[0] == 416


def test_what_has_not_changed_is_not_sent_again(port: int) -> None:
    _, headers, _ = ask(port, "/feed.xml")
    assert ask(port, "/feed.xml", If_None_Match=headers["etag"])[::2] == (304, b"")
    assert ask(port, "/feed.xml", If_Modified_Since=headers["last-modified"])[::2] == (304, b"")
    assert ask(port, "/feed.xml", If_None_Match='"other"')[0] == 200


@pytest.mark.parametrize("name", [*PRIVATE, "leads-out.mp3", "nothing.mp3", "2026-11-27/../.hidden.mp3"])
def test_what_is_private_is_not_given(port: int, name: str) -> None:
    assert ask(port, f"/{name}")[0] == 404


@pytest.mark.parametrize(
    "path",
    ["/../secret.mp3", "/%2e%2e/secret.mp3", "/..%2fsecret.mp3", "/2026-11-27/..%2f..%2fsecret.mp3", "//etc/passwd", "/..\\secret.mp3"],
)
def test_no_path_leads_out(port: int, path: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b""
        while block := line.recv(65536):
            answer += block
    assert b"404" in answer.split(b"\r\n")[0]
    assert b"secret" not in answer.split(b"\r\n\r\n", 1)[1]


@pytest.mark.parametrize("name", ["x" * 5000, f"{'x' * 300}.mp3", "x/" * 3000, "a%00.mp3", "%ED%A0%80.mp3"])
def test_what_can_be_no_name_of_a_file_is_not_there(shelf: Path, name: str) -> None:
    with serving(shelf) as (process, _, number):
        assert ask(number, f"/{name}")[0] == 404
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[1] == ""


def test_nothing_can_be_changed(port: int) -> None:
    assert {ask(port, "/feed.xml", method)[0] for method in ("PUT", "DELETE", "POST")} == {405}


def test_a_page_elsewhere_may_fetch_a_transcript_but_not_by_another_name(port: int) -> None:
    assert ask(port, "/2026-11-27/transcript.vtt", Origin="https://player.example")[1]["access-control-allow-origin"] == "*"
    assert ask(port, "/feed.xml", Host="evil.example")[0] == 400


def test_it_says_where_and_ends_without_a_word(shelf: Path) -> None:
    with serving(shelf) as (process, printed, port):
        assert "feed    http://127.0.0.1:" in printed
        assert process.stdout is not None
        assert process.stdout.readline().split() == ["listen", f"http://127.0.0.1:{port}/2026-11-27/"]
        urllib.request.urlopen(f"http://127.0.0.1:{port}/feed.xml", timeout=60).close()  # it answers
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")


def test_another_host_is_said_to_be_open(shelf: Path) -> None:
    with serving(shelf, "--host", "0.0.0.0") as (process, _, port):  # noqa: S104 - that is what is tried
        assert ask(port, "/feed.xml", Host="any.example")[0] == 200
        process.send_signal(signal.SIGINT)
        assert "whoever can reach 0.0.0.0 can fetch what is published here, without a password" in process.communicate(timeout=60)[1]


def test_what_stands_in_the_way_is_said(shelf: Path, episode: Episode) -> None:
    missing = episode("serve", "nowhere")
    assert (missing.code, missing.err) == (1, "episode: nowhere: there is no such folder. Publish first: episode publish\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = episode("serve", shelf, "--port", str(taken.getsockname()[1]))
        assert done.code == 1
        assert "Choose another with --port, or 0 for any that is free." in done.err
    done = episode("serve", shelf, "--host", "203.0.113.9")
    assert done.code == 1
    assert "cannot be listened at" in done.err


def test_feedparser_reads_it_from_there(port: int) -> None:
    assert feedparser.parse(f"http://127.0.0.1:{port}/feed.xml").version == "rss"
