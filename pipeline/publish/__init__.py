"""Episode → files: the transcripts, the chapters, the show notes, the page and the record beside the audio that mix made. The cover is drawn before mix.

Each file is written beside its place and renamed, and the record last: an `episode.json` stands for a whole episode. All but the audio
can be made again from the record alone: `renew`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline import side
from pipeline.errors import PublishError
from pipeline.model import Clip, Episode
from pipeline.publish import beside
from pipeline.publish.contents import archive_page, entry_of, ours
from pipeline.publish.cover import draw_cover
from pipeline.publish.looks import OUR_LOOK, Look
from pipeline.publish.record import Words, as_json, document, sha256, with_files
from pipeline.publish.told import told

AUDIO, RECORD = "episode.mp3", "episode.json"
"""The names of the two files in an episode's folder that are not made from the record: `beside.FILES` has the others."""

__all__ = ["AUDIO", "RECORD", "Look", "archive", "draw_cover", "publish", "renew", "sha256"]


def publish(
    episode: Episode,
    *,
    clips: Sequence[Clip] = (),
    also: Mapping[str, Path] = MappingProxyType({}),
    urls: Sequence[str] = (),
    words: Words = MappingProxyType({}),
    stays: Mapping[str, Any] = MappingProxyType({}),
    look: Look = OUR_LOOK,
) -> Mapping[str, Path]:
    """Write the files that go with an episode's audio into its folder, and return all its files by role.

    The roles are those of the audio (`mp3` and what else was made), those of `beside.FILES`, those of `also` (files that others wrote,
    such as `script`) and `episode`, in this order; the record names all but itself, with sizes and hashes. `clips` say who spoke each
    segment, `urls` may give each chapter a page (else it is that of its first source that has one), `words` when each word begins;
    `stays` is what the record keeps of an earlier one by its key (`corrections`), `look` the show's own templates. Raises PublishError
    with the path where a file cannot be read or written, ScriptError where a template does not work.
    """
    programme = episode.programme
    audio = {each.format: each.path for each in programme.encoded} or {"mp3": programme.path}
    for path in audio.values():
        if not path.is_file():
            raise PublishError("the episode's audio is not there.", where=str(path), remedy="Build the episode again.")
    record = {**document(episode, clips=clips, urls=urls, words=words), **stays}
    return _write(record, episode.folder, audio, also, look)


def renew(record: Mapping[str, Any], folder: Path, look: Look = OUR_LOOK) -> Mapping[str, Path]:
    """Make all that stands beside an episode's audio again, from a record that has changed (a correction, say), and the record itself.

    The files that the record names and that are not made from it stay as they are; they are measured anew. Returns all files by role.
    """
    others = {role: folder / str(file["name"]) for role, file in record.get("files", {}).items() if role not in beside.FILES}
    audio = {role: path for role, path in others.items() if role in (record.get("audio") or {"mp3": {}})}
    return _write(record, folder, audio, {role: path for role, path in others.items() if role not in audio}, look)


def archive(
    records: Mapping[str, Mapping[str, Any]],
    file: Path,
    *,
    show: str,
    tagline: str = "",
    language: str = "en",
    look: Look = OUR_LOOK,
) -> bool:
    """Write the page that lists all episodes: `records` by the names of their folders beside it.

    Says whether it did: a page of another maker that stands there is left alone. Raises PublishError where it cannot be written.
    """
    if not ours(file):
        return False
    entries = [entry for folder, record in records.items() if (entry := entry_of(folder, record))]
    beside.write(file, archive_page(entries, show=show, tagline=tagline, language=language, look=look))
    return True


def _write(record: Mapping[str, Any], folder: Path, audio: Mapping[str, Path], also: Mapping[str, Path], look: Look) -> Mapping[str, Path]:
    said = told(record)
    try:
        with side.meanwhile(lambda: (beside.shaped(said, look), {path: sha256(path) for path in audio.values()})) as aside:
            texts = beside.plain(said)
            shaped, sums = aside()
        written = {role: beside.write(folder / beside.FILES[role], text) for role, text in (*texts.items(), *shaped.items())}
        files = {**audio, **written, **also}
        whole = with_files({**record, "summary": said.summary}, files, sums)
    except OSError as problem:
        raise PublishError(
            f"a file of the episode cannot be read: {problem.strerror}.",
            where=str(problem.filename or folder),
            remedy="Build the episode again.",
        ) from problem
    files["episode"] = beside.write(folder / RECORD, as_json(whole))
    return MappingProxyType(files)
