"""Voices are found where they lie, and installed from an address: whole, checked, taken up where it broke off."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.speak import onnx_download, voice_files
from pipeline.speak.onnx_catalogue import CATALOGUE, File, Offer

CONTENT = bytes(range(256)) * 4000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Shop:
    """A real server on this machine, and how it misbehaves."""

    url: str = ""
    content: bytes = CONTENT
    ranges: bool = True
    """Whether it can start in the middle."""
    cuts: list[int] = field(default_factory=list)
    """After how many bytes each of the next answers breaks off."""
    codes: list[int] = field(default_factory=list)
    """The codes of the next answers, before it answers properly."""
    asked: list[str] = field(default_factory=list)
    """The `Range` of each request, or empty."""


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    shop = Shop()
    monkeypatch.setattr(onnx_download, "WAIT_S", 0.01)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers.get("Range", "")
            shop.asked.append(asked)
            if shop.codes:
                self.send_error(shop.codes.pop(0))
                return
            start = int(asked[6:-1]) if asked and shop.ranges else 0
            if start >= len(shop.content):
                self.send_error(416)
                return
            body = shop.content[start:]
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(shop.content) - 1}/{len(shop.content)}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: shop.cuts.pop(0)] if shop.cuts else body)
            self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.url = f"http://127.0.0.1:{server.server_port}/voice.bin"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield shop
    server.shutdown()
    thread.join()
    server.server_close()


def offers(url: str, sha256: str = DIGEST, size: int = len(CONTENT)) -> tuple[Offer, ...]:
    return (Offer("nice", "piper", "a voice", "CC0-1.0", "https://example.org", (File(url, "voice.bin", size, sha256),)),)


def install(shop: Shop, folder: Path, sha256: str = DIGEST, size: int = len(CONTENT)) -> tuple[Path, ...]:
    return voice_files.install("nice", folder, offers=offers(shop.url, sha256, size))


def test_a_voice_is_fetched_and_its_licence_stands_beside_it(shop: Shop, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    made = voice_files.install("nice", tmp_path, lambda *told_now: told.append(told_now), offers=offers(shop.url))
    assert made == (tmp_path / "nice" / "voice.bin",)
    assert made[0].read_bytes() == CONTENT
    assert told[-1] == ("voice.bin", len(CONTENT), len(CONTENT))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert voice_files.licence(made[0]) == "CC0-1.0"
    assert sorted(path.name for path in made[0].parent.iterdir()) == ["SOURCE.txt", "voice.bin"]


def test_what_is_there_is_not_fetched_again(shop: Shop, tmp_path: Path) -> None:
    install(shop, tmp_path)
    install(shop, tmp_path)
    assert len(shop.asked) == 1


def test_cut_connections_cost_nothing_but_the_rest(shop: Shop, tmp_path: Path) -> None:
    shop.cuts = [300_000, 300_000]
    assert install(shop, tmp_path)[0].read_bytes() == CONTENT
    assert shop.asked == ["", "bytes=300000-", "bytes=600000-"]


def test_a_server_that_cannot_start_in_the_middle_starts_again(shop: Shop, tmp_path: Path) -> None:
    shop.cuts, shop.ranges = [300_000], False
    assert install(shop, tmp_path)[0].read_bytes() == CONTENT


@pytest.mark.parametrize("size", [len(CONTENT), 0], ids=["size known", "size unknown"])
def test_what_an_earlier_call_left_is_taken_up(shop: Shop, tmp_path: Path, size: int) -> None:
    (tmp_path / "nice").mkdir()
    (tmp_path / "nice" / ".voice.bin.partial").write_bytes(CONTENT[:1000])
    assert install(shop, tmp_path, size=size)[0].read_bytes() == CONTENT
    assert shop.asked == ["bytes=1000-"]


@pytest.mark.parametrize("left", [CONTENT, CONTENT + b"more", b"another" * 1000], ids=["whole", "too long", "of another version"])
def test_a_leftover_that_does_not_fit_is_fetched_afresh(shop: Shop, tmp_path: Path, left: bytes) -> None:
    (tmp_path / "nice").mkdir()
    (tmp_path / "nice" / ".voice.bin.partial").write_bytes(left)
    assert install(shop, tmp_path)[0].read_bytes() == CONTENT


def test_a_wrong_checksum_is_refused_and_nothing_stays(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"voice\.bin is not what it should be: its SHA-256 is") as raised:
        install(shop, tmp_path, sha256="0" * 64)
    assert raised.value.where == shop.url
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(shop.asked) == 1


def test_a_wrong_size_is_refused_without_a_checksum(shop: Shop, tmp_path: Path) -> None:
    shop.content = CONTENT + b"x"
    with pytest.raises(EngineError, match=f"it has {len(CONTENT) + 1} bytes, not {len(CONTENT)}"):
        install(shop, tmp_path, sha256="")


def test_a_busy_server_is_asked_again(shop: Shop, tmp_path: Path) -> None:
    shop.codes = [503, 429, 500]
    assert install(shop, tmp_path)[0].read_bytes() == CONTENT


def test_a_missing_file_is_said_at_once(shop: Shop, tmp_path: Path) -> None:
    shop.codes = [404]
    with pytest.raises(EngineError, match="The server answers 404"):
        install(shop, tmp_path)
    assert len(shop.asked) == 1


def test_a_server_that_gives_up_leaves_what_came_for_the_next_time(shop: Shop, tmp_path: Path) -> None:
    shop.cuts = [400_000] + [0] * 10
    with pytest.raises(EngineError, match="0 of 1 MB are there") as raised:
        install(shop, tmp_path)
    assert raised.value.remedy == "Run it again: it goes on where it stopped."
    shop.cuts, shop.asked = [], []
    assert install(shop, tmp_path)[0].read_bytes() == CONTENT
    assert shop.asked == ["bytes=400000-"]


def test_no_server_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_download, "WAIT_S", 0.0)
    with pytest.raises(EngineError, match=r"voice\.bin does not come \(.*refused"):
        voice_files.install("nice", tmp_path, offers=offers("http://127.0.0.1:9/voice.bin"))


def test_files_that_somebody_brought_are_checked_like_fetched_ones(tmp_path: Path) -> None:
    brought = tmp_path / "stick"
    brought.mkdir()
    (brought / "voice.bin").write_bytes(CONTENT)
    at = offers("https://example.org/deep/voice.bin")
    made = voice_files.install("nice", tmp_path / "a", fetch=onnx_download.fetch_from(brought), offers=at)
    assert made[0].read_bytes() == CONTENT
    (brought / "voice.bin").write_bytes(CONTENT[::-1])
    with pytest.raises(EngineError, match="SHA-256"):
        voice_files.install("nice", tmp_path / "b", fetch=onnx_download.fetch_from(brought), offers=at)
    (brought / "voice.bin").unlink()
    with pytest.raises(EngineError, match=r"voice\.bin is not there") as raised:
        voice_files.install("nice", tmp_path / "b", fetch=onnx_download.fetch_from(brought), offers=at)
    assert raised.value.remedy == "It can be had at https://example.org/deep/voice.bin"


def archive(path: Path, names: tuple[str, ...]) -> File:
    with tarfile.open(path, "w:gz") as whole:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = 3
            whole.addfile(entry, io.BytesIO(b"abc"))
    wanted = ("af_one.bin", "bm_two.bin")
    return File(
        "https://example.org/s.tgz", "s.tgz", 0, hashlib.sha256(path.read_bytes()).hexdigest(), "package/voices/[ab][fm]_*.bin", wanted
    )


def test_of_an_archive_only_what_is_wanted_stays(tmp_path: Path) -> None:
    names = ("package/voices/af_one.bin", "package/voices/bm_two.bin", "package/voices/zf_no.bin", "../af_one.bin", "/etc/bm_two.bin")
    file = archive(tmp_path / "s.tgz", names)
    given = (Offer("set", "kokoro", "", "Apache-2.0", "", (file,)),)
    made = voice_files.install("set", tmp_path / "to", fetch=onnx_download.fetch_from(tmp_path), offers=given)
    home = tmp_path / "to" / "set"
    assert made == (home / "af_one.bin", home / "bm_two.bin")
    assert sorted(path.name for path in home.iterdir()) == ["SOURCE.txt", "af_one.bin", "bm_two.bin"]
    assert not (tmp_path / "to" / "af_one.bin").exists()


def test_an_archive_that_lacks_a_voice_is_said(tmp_path: Path) -> None:
    given = (Offer("set", "kokoro", "", "Apache-2.0", "", (archive(tmp_path / "s.tgz", ("package/voices/af_one.bin",)),)),)
    with pytest.raises(EngineError, match=r"s\.tgz does not hold bm_two\.bin"):
        voice_files.install("set", tmp_path / "to", fetch=onnx_download.fetch_from(tmp_path), offers=given)


def test_an_unknown_name_gets_those_that_look_like_it(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="did you mean “en_US-joe-medium”") as raised:
        voice_files.install("en_US-jo-medium", tmp_path)
    assert "kokoro" in raised.value.remedy


def test_a_folder_that_cannot_be_written_is_said(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "nice").write_text("in the way")
    with pytest.raises(EngineError, match="cannot be written") as refused:
        install(shop, tmp_path)
    assert "--to" in refused.value.remedy


def test_the_catalogue_is_whole() -> None:
    assert len({one.name for one in CATALOGUE}) == len(CATALOGUE)
    for one in CATALOGUE:
        assert one.licence
        assert one.size > 1_000_000
        for file in one.files:
            assert file.url.startswith(("https://", "npm:"))
            assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
            assert file.size > 0
        if one.engine == "piper":
            assert [file.name for file in one.files] == [f"{one.name}.onnx", f"{one.name}.onnx.json"]
            assert one.language in ("en-US", "en-GB")


def test_voices_are_found_in_folders_and_the_first_of_a_name_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second" / "deep"
    for folder in (first, second):
        folder.mkdir(parents=True)
        (folder / "xx_XX-a-low.onnx").write_bytes(b"")
        (folder / "xx_XX-a-low.onnx.json").write_text("{}")
    (second / "lonely.onnx").write_bytes(b"")
    (second / "kokoro-v1.0.onnx").write_bytes(b"")
    (second / "voices-v1.0.bin").write_bytes(b"")
    (second / "af_heart.bin").write_bytes(bytes(voice_files.STYLE_BYTES))
    (second / "am_short.bin").write_bytes(b"1234")
    (second / ".hidden.onnx").write_bytes(b"")
    monkeypatch.setenv("EPISODE_VOICES", f"{first}{os.pathsep}{tmp_path / 'second'}")
    found = [voice for voice in voice_files.find_voices() if tmp_path in voice.path.parents]
    assert [(voice.kind, voice.name, voice.path.parent.name) for voice in found] == [
        ("piper", "xx_XX-a-low", "first"),
        ("kokoro-voice", "af_heart", "deep"),
        ("kokoro-model", "kokoro-v1.0", "deep"),
        ("kokoro-voices", "voices-v1.0.bin", "deep"),
    ]


def test_a_voice_in_any_installed_package_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "some_voice-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: some-voice\nVersion: 2.0\n")
    (info / "RECORD").write_text(
        "some_voice/data/xx_XX-b-low.onnx,,\nsome_voice/data/xx_XX-b-low.onnx.json,,\nsome_voice/bf_emma.bin,,522240\n"
    )
    (tmp_path / "some_voice" / "data").mkdir(parents=True)
    (tmp_path / "some_voice" / "data" / "xx_XX-b-low.onnx").write_bytes(b"")
    (tmp_path / "some_voice" / "bf_emma.bin").write_bytes(bytes(voice_files.STYLE_BYTES))
    monkeypatch.syspath_prepend(str(tmp_path))
    found = {voice.name: voice for voice in voice_files.find_voices() if voice.origin == "some-voice 2.0"}
    assert sorted(found) == ["bf_emma", "xx_XX-b-low"]
    assert found["xx_XX-b-low"].path == tmp_path / "some_voice" / "data" / "xx_XX-b-low.onnx"


def test_a_licence_is_read_from_a_model_card(tmp_path: Path) -> None:
    (tmp_path / "MODEL_CARD").write_text("# Model card\n\n* Language: xx\n* License: CC BY 4.0\n")
    assert voice_files.licence(tmp_path / "xx_XX-c-low.onnx") == "CC BY 4.0"
    assert voice_files.licence(tmp_path / "deeper" / "xx_XX-c-low.onnx") == "not stated"
