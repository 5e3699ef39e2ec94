"""The errors that a user can meet: each says what is wrong, where, and what to do next."""

from __future__ import annotations

from pipeline import remedies


class EpisodeError(Exception):
    """Anything that a user can mend. Shown as one line, exit code 1, without a traceback.

    `message` says what is wrong, `where` the place (`file:line`, a settings key, a path), `remedy` what to do next.
    """

    kind = "episode"

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self._remedy = remedy

    @property
    def remedy(self) -> str:
        """What to do next, by the command at hand: see `pipeline.remedies`."""
        return remedies.fitting(self._remedy)

    @remedy.setter
    def remedy(self, remedy: str) -> None:
        self._remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        line = f"{place}{self.message}"
        if self.remedy:
            line = f"{line.rstrip('.')}. {self.remedy}"
        return " ".join(line.split())


class ShowError(EpisodeError):
    """The settings: the file and the key."""

    kind = "show"


class BriefingError(EpisodeError):
    """What came in: the source and the line."""

    kind = "briefing"


class ScriptError(EpisodeError):
    """A template or a script: file and line."""

    kind = "script"


class EngineError(EpisodeError):
    """A speech engine."""

    kind = "engine"


class EngineUnavailable(EngineError):  # noqa: N818 - it reads as what it is
    """An engine or a voice that is not there: the remedy is the command that gets it."""

    kind = "engine-unavailable"


class SynthesisError(EngineError):
    """A segment that could not be spoken: its number and first words."""

    kind = "synthesis"


class AudioError(EpisodeError):
    """Mixing or encoding: ffmpeg's last lines."""

    kind = "audio"


class PublishError(EpisodeError):
    """Writing what is published: the path or address."""

    kind = "publish"


class HeldError(PublishError):
    """What the gate does not let through; whoever publishes may force it."""


class Interrupted(EpisodeError):  # noqa: N818 - it reads as what it is
    """Somebody stopped it; exit code 130, or 128 and the signal's number."""

    kind = "interrupted"


class Bug(EpisodeError):  # noqa: N818 - as above
    """A fault of this program, as machines are told of it; people are given the traceback."""

    kind = "bug"
