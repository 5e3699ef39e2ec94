"""The key goes to the server that was named, and nowhere else: no error, no file, no other host, no plain line."""

from __future__ import annotations

import base64
import json
import socketserver
import subprocess
import threading
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.speak import cache, http_address
from pipeline.speak.openai_engine import OpenAIEngine
from tests.conftest import Episode
from tests.speak.helpers import REPO
from tests.speak.openai_server import KEY, Fault, Sleepless, SpeechServer, answer, engine, known_by_name, running, status, tone

TEXT = "The court ruled that the documents must be published."

PASSWORD = "open:sésame/Simsim"  # noqa: S105 - of nobody's


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with running() as server:
        yield server


def everything(error: BaseException) -> str:
    """All that could be shown of an error: its fields, its chain, its notes."""
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return "\n".join([*traceback.format_exception(chain[0]), *(f"{one!r} {one} {vars(one)}" for one in chain)])


ECHOES = [
    status(401, f"Incorrect API key provided: {KEY}."),
    status(401, f"{KEY}{KEY} {KEY[:6]}\x00{KEY[6:]}"),
    status(403, body=f"Bearer {KEY}".encode(), kind="text/plain"),
    status(400, "x" * 140 + KEY),
    status(400, body=json.dumps({"error": {"message": f"{KEY[:9]}\n{KEY[9:]}"}}).encode()),
    status(400, body="".join(f"\\u{ord(character):04x}" for character in KEY).encode(), kind="text/plain"),
    status(404, body=json.dumps({"detail": [{"msg": KEY, "input": {"authorization": KEY}}]}).encode()),
    status(429, f"limit reached for {KEY}", Retry_After=KEY),
    status(500, body=f"<pre>{KEY}</pre>".encode(), kind=f"text/html; {KEY}"),
    status(503, body=KEY.encode(), kind="text/plain"),
    status(307, Location=f"https://{KEY.lower().replace('_', '-')}.example/{KEY}"),
    status(302, Location=f"https://{KEY}@other.example/{KEY}"),
    answer(KEY.encode(), "text/plain"),
    answer(KEY.encode(), KEY),
    answer(b"RIFF" + KEY.encode() * 9),
    lambda handler, asked: handler.wfile.write(f"HTTP/1.1 {KEY}\r\n\r\n".encode()) and None,
    lambda handler, asked: handler.wfile.write(f"{KEY}\r\n\r\n".encode()) and None,
]


@pytest.mark.parametrize("fault", ECHOES)
def test_no_error_shows_the_key(
    server: SpeechServer, tmp_path: Path, fault: Fault, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.extend([fault] * 6)
    with pytest.raises(EngineError) as caught:
        engine(server.url).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    shown = everything(caught.value) + "".join(capfd.readouterr()) + caplog.text
    assert all(asked.headers["Authorization"] == f"Bearer {KEY}" for asked in server.asked)
    for part in (KEY, KEY[:16], KEY[-16:], KEY[9:25]):
        assert part.lower() not in shown.lower()
    assert list(tmp_path.iterdir()) == []


def test_the_rest_of_what_is_said_stays(server: SpeechServer, tmp_path: Path) -> None:
    server.faults.append(status(401, f"Incorrect key: {KEY}. Look at https://speech.example/keys."))
    with pytest.raises(EngineUnavailable, match=r"“Incorrect key: …\. Look at https://speech\.example/keys\.”"):
        engine(server.url).speak(TEXT, "nova", 160, tmp_path / "clip.wav")


def test_a_password_in_the_address_is_not_shown_either(server: SpeechServer, tmp_path: Path) -> None:
    token = base64.b64encode(f"newsroom:{PASSWORD}".encode()).decode()
    url = f"http://newsroom:{quote(PASSWORD, safe='')}@127.0.0.1:{server.server_port}/v1"
    speaker = engine(url)
    for said in (PASSWORD, quote(PASSWORD, safe=""), token, f"Basic {token}"):
        server.faults.append(status(401, f"not {said}"))
        with pytest.raises(EngineUnavailable) as caught:
            speaker.speak(TEXT, "nova", 160, tmp_path / "clip.wav")
        shown = everything(caught.value) + speaker.fingerprint("nova") + repr(speaker)
        assert not [secret for secret in (PASSWORD, quote(PASSWORD, safe=""), token, KEY) if secret in shown]
        assert server.url in shown
    speaker.speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    # The nearer one counts: the key may be another server's.
    assert {asked.headers["Authorization"] for asked in server.asked} == {f"Basic {token}"}


def test_what_holds_the_key_does_not_print_it() -> None:
    entry = http_address.address({"OPENAI_API_KEY": KEY})
    speaker = OpenAIEngine(environ={"OPENAI_API_KEY": KEY})
    speaker.check("nova")
    shown = f"{entry!r} {entry} {entry.url} {speaker!r} {speaker.fingerprint('nova')} {speaker.voices()}"
    assert KEY not in shown
    assert KEY not in repr(replace(entry, host="other"))
    one, other = (
        cache.key(OpenAIEngine(environ={"OPENAI_API_KEY": key}).fingerprint("nova"), "openai:nova", 160, TEXT) for key in (KEY, "x")
    )
    assert one == other


@pytest.mark.parametrize("key", ["sk-a\r\nX-Injected: yes", "sk-a\nb", "sk-a\x00b", "sk-a b", "sk-ключ", "sk-a\x7f", "sk-a\u2028b"])
def test_a_key_that_would_write_headers_is_refused_and_not_quoted(server: SpeechServer, tmp_path: Path, key: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"^OPENAI_API_KEY: ") as caught:
        engine(server.url, environ={"OPENAI_API_KEY": key}).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert "sk-a" not in everything(caught.value)
    assert server.asked == []


def test_white_space_around_a_key_is_no_part_of_it(server: SpeechServer, tmp_path: Path) -> None:
    engine(server.url, environ={"OPENAI_API_KEY": f"  {KEY}\n"}).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert server.asked[0].headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("name", ['nova", "input": "nothing', "nova\\", "nov\u00e0 ’", "../../v2", "nova?x=1#y", "%0d%0aX: y"])
def test_a_voice_cannot_leave_its_place_in_the_request(server: SpeechServer, tmp_path: Path, name: str) -> None:
    engine(server.url).speak(TEXT, f"tts-1/{name}" if "/" not in name else name, 160, tmp_path / "clip.wav")
    (asked,) = server.asked
    assert set(asked.json) == {"model", "voice", "input", "response_format", "speed"}
    assert (asked.json["input"], asked.path) == (TEXT, "/v1/audio/speech")
    assert f"{asked.json['model']}/{asked.json['voice']}" in (name, f"tts-1/{name}")
    assert "X" not in asked.headers


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8880/v1", "ftp://localhost/v1", "file:///etc/passwd", "//localhost/v1", "https://", "https:///v1", "http://[::1/v1",
        "http://localhost:99999/v1", "http://localhost:port/v1", "http://localhost:0/v1", "http://local host/v1", "http://localhost/v1\r\nX: y",
        "http://local\thost/v1", "http://localhost/v1?key=Simsim", "http://localhost/v1#Simsim", "http://localhost\\@evil.example/v1",
        "http://lócalhost/v1", "http://localhost/\x00", "http://Simsim:Simsim@/v1", 'http://localhost/"', "http://-x/v1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    for call in (lambda: engine(url).check("nova"), lambda: engine(url).fingerprint("nova"), lambda: engine(url).voices()):
        with pytest.raises(EngineUnavailable, match=r"^EPISODE_OPENAI_URL: ") as caught:
            call()
        assert "Simsim" not in everything(caught.value)
        assert "http://localhost:8880/v1" in caught.value.remedy


@pytest.mark.parametrize(
    "host", ["speech.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.7", "192.168.0.1", "[2001:db8::1]"]
)
def test_nothing_goes_unencrypted_over_a_network(host: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"unencrypted\. Use https://, or set EPISODE_OPENAI_INSECURE=1"):
        engine(f"http://{host}/v1").check("nova")
    engine(f"http://{host}/v1", environ={"EPISODE_OPENAI_INSECURE": "1"}).check("nova")
    engine(f"https://{host}/v1").check("nova")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_this_machine_may_be_spoken_to_in_plain(host: str) -> None:
    engine(f"http://{host}:8880/v1").check("nova")


def test_another_host_is_told_nothing(server: SpeechServer, tmp_path: Path) -> None:
    with running() as other:
        for code in (301, 302, 303, 307, 308):
            server.faults.append(status(code, Location=other.url))
            with pytest.raises(EngineUnavailable):
                engine(server.url).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
        assert (len(server.asked), other.asked) == (5, [])


def test_no_file_and_no_line_of_a_build_holds_the_key(
    server: SpeechServer, episode: Episode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_by_name(tmp_path / "site", monkeypatch, server.url)
    env = {"PYTHONPATH": str(tmp_path / "site"), "EPISODE_CACHE": str(tmp_path / "cache")}
    words = (
        "build",
        REPO / "briefings" / "sample.txt",
        "--engine",
        "openai",
        "--voice",
        "openai:kokoro/af_heart",
        "--out",
        tmp_path / "out",
        "--json",
    )
    env["EPISODE_OPENAI_USD_PER_MILLION_CHARS"] = "15"  # a server on this machine is free unless it is said to charge
    refused = episode(*words, env=env)
    assert (refused.code, server.asked) == (1, []), "nothing is asked for money without consent"
    assert "characters" in refused.err
    assert "--yes" in refused.err
    server.faults.append(status(429, KEY, Retry_After="0"))
    done = episode(*words, "--yes", env=env)
    assert done.code == 0, done.err
    assert done.json["voices"]["anchor"] == "openai:kokoro/af_heart"
    # A request a sentence; one that is said twice is asked for once, and the first was refused once.
    record = json.loads(Path(done.json["files"]["episode"]).read_text(encoding="utf-8"))
    assert 10 < done.json["spoken"] < len(server.asked) <= sum(len(segment["sentences"]) for segment in record["segments"]) + 1
    assert {asked.headers["Authorization"] for asked in server.asked} == {f"Bearer {KEY}"}
    server.faults.extend([status(401, f"{KEY} is not valid")] * 99)
    elsewhere = (*words[:-3], "--out", tmp_path / "again", "--json")  # where nothing is finished yet
    failed = episode(*elsewhere, "--yes", env={**env, "EPISODE_CACHE": str(tmp_path / "another")})
    assert (failed.code, "Traceback" in failed.err, "The key is refused" in failed.err) == (1, False, True)
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 20
    assert not [file for file in files if KEY.encode() in file.read_bytes() or KEY in file.name]
    assert KEY not in done.out + done.err + failed.out + failed.err


# ── TLS ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def secure(server: SpeechServer, tmp_path: Path) -> Path:
    """The server behind TLS, as localhost and speech.example; the certificate that it shows, which nobody has signed."""
    import ssl

    made, key = tmp_path / "made.pem", tmp_path / "key.pem"
    words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,DNS:speech.example"]
    try:
        subprocess.run(["openssl", *words, *names, "-out", made, "-keyout", key], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the openssl command")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    # The handshake is done by the thread that handles the request.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    return made


def test_a_certificate_that_nobody_vouches_for_ends_it_before_the_key_is_sent(server: SpeechServer, secure: Path, tmp_path: Path) -> None:
    sleepless = Sleepless()
    with pytest.raises(EngineUnavailable, match=r"certificate is not accepted: self.signed certificate\. Check the address, or name"):
        engine(f"https://localhost:{server.server_port}/v1", sleepless).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert (server.asked, sleepless.slept) == ([], [])


def test_ones_own_authority_can_be_named(server: SpeechServer, secure: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure))
    engine(f"https://localhost:{server.server_port}/v1").speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert (tmp_path / "clip.wav").read_bytes() == tone(TEXT)


class Proxy(socketserver.StreamRequestHandler):
    """A proxy that passes bytes on to a server that it was told of beforehand."""

    heads: list[bytes] = []  # noqa: RUF012 - one test uses it
    port = 0

    def handle(self) -> None:
        import socket

        lines = []
        while (line := self.rfile.readline().strip()) != b"":
            lines.append(line)
        self.heads.append(b"\n".join(lines))
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self.port)) as there:

            def back() -> None:
                while block := there.recv(65_536):
                    self.connection.sendall(block)

            thread = threading.Thread(target=back, daemon=True)
            thread.start()
            while block := self.connection.recv(65_536):
                there.sendall(block)
            thread.join(5)


def test_a_proxy_passes_on_what_it_cannot_read(server: SpeechServer, secure: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secure))
    monkeypatch.setattr(Proxy, "port", server.server_port)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy) as proxy:
        proxy.daemon_threads = True
        threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://desk:{PASSWORD[-6:]}@127.0.0.1:{proxy.server_address[1]}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        engine("https://speech.example/v1").speak(TEXT, "nova", 160, tmp_path / "clip.wav")
        # This machine is never looked for outside.
        engine(f"https://localhost:{server.server_port}/v1").speak(TEXT, "nova", 160, tmp_path / "clip.wav")
        proxy.shutdown()
    assert len(server.asked) == 2
    (head,) = Proxy.heads
    assert head.startswith(b"CONNECT speech.example:443 ")
    assert KEY.encode() not in head
    assert base64.b64encode(f"desk:{PASSWORD[-6:]}".encode()) in head
