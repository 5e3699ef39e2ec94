"""What is told and in which order: sentences, beats, stories, the rundown."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.news import Source


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one stretch of a sentence is said, there alone: `{Kyiv|ˈkiːjɪv}` in the script file."""

    start: int
    """In characters of the sentence's text."""
    end: int
    """One past its last character."""
    ipa: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in their written form, and where they come from (none: the show's own words)."""

    text: str
    """Plain: no marks, no escapes."""
    sources: tuple[Source, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()
    """In order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The smallest thing that is told in one go by one voice."""

    kind: str
    """`claim`, `quote`, `answer`, `background`; `link` for the show's own words between two of them."""
    sentences: tuple[Sentence, ...]
    speaker: str = ""
    """Who is quoted, as the text names them; empty where the anchor tells it."""
    update: str = ""
    """The id of the update that it belongs to."""
    role: str = ""
    """Which of the show's own presenters tells it; empty for the anchor."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The places that its sentences rest on, in order, each once."""
        return tuple(dict.fromkeys(s for sentence in self.sentences for s in sentence.sources))


@dataclass(frozen=True, slots=True)
class Story:
    """One chapter of the programme: updates that belong together, told as beats."""

    slug: str
    title: str
    beats: tuple[Beat, ...]
    updates: tuple[str, ...]
    """Ids of the updates in it, in the order in which they are told."""
    link: str = ""
    """The show's own words that lead into it; may be empty."""
    tone: str = ""
    """How it is to be told, where not plainly: `casualties`."""
    why: tuple[str, ...] = ()
    """Why its updates are together, and why it stands where it does: plain sentences for a producer."""
    credits: tuple[str, ...] = ()
    """Publishers that report the same and are not told themselves."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the source that is not told, and why."""

    source: Source
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rundown:
    """The running order: what is told, in which order, and what is not."""

    title: str
    headlines: tuple[Beat, ...]
    stories: tuple[Story, ...]
    in_brief: tuple[Beat, ...]
    ahead: tuple[Beat, ...]
    left_out: tuple[LeftOut, ...]
    pronouns: tuple[tuple[str, str], ...] = ()
    """(surname, `he` or `she`) of the people whom the sources themselves speak of so."""
    shorts: tuple[Story, ...] = ()
    """What `in_brief` is made of, story by story."""
    notes: tuple[str, ...] = ()
    """What a producer should look at: two updates that may be the same news."""
    worded: tuple[tuple[str, str], ...] = ()
    """Who worded it, where the rules did not: (what, value) for the record."""
    others: tuple[str, ...] = ()
    """Titles of the day's other stories, the weightiest first, where one is told in depth and they are not."""
    heading: str = ""
    """What the episode is called in feeds and players: what its first story says, longer than a chapter's title; empty for `title`."""
