"""What to do next, in the words of the command at hand.

A remedy is written once, where the error is known, and shown by whichever command met it: `--out` is no help to somebody in the studio. Ways are
written as “Do this, or do that with --option.” Where the command has no such option that way is left out; where it was the only one, the command
that has the option is named with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from pipeline.regex import regex

_OPTION = regex(r"`?(?<![\w-])(--[a-z][a-z-]*)`?")
_A_COMMAND = regex(r"\b(?:episode|npm|pip|uv) [a-z]")
"""A way that says a whole command says it with that command's options."""
_SENTENCE = regex(r"(?<=\.) (?=[A-Z])")
_BETWEEN_WAYS = regex(r"(, or |; )")


@dataclass(frozen=True, slots=True)
class _Command:
    own: Set[str] = field(default_factory=frozenset)
    elsewhere: Mapping[str, str] = field(default_factory=dict)


_at_hand = _Command()


def of_command(own: Set[str], elsewhere: Mapping[str, str]) -> None:
    """From now on remedies are those of a command with its `own` options; `elsewhere` names a command for each option that any has."""
    global _at_hand
    _at_hand = _Command(own, elsewhere)


def fitting(remedy: str) -> str:
    """A remedy without the ways that the command at hand does not have; as it is where no command is at hand."""
    return " ".join(map(_sentence, _SENTENCE.split(remedy))) if "--" in remedy else remedy


def _sentence(text: str) -> str:
    first, *others = _BETWEEN_WAYS.split(text)
    ways = [("", first), *zip(others[::2], others[1::2], strict=True)]
    kept = [(between, way) for between, way in ways if not _foreign(way)]
    if not kept:
        return _OPTION.sub(lambda found: f"`{named}`" if (named := _named(found[1])) else found[0], text)
    said = kept[0][1] + "".join(between + way for between, way in kept[1:])
    return (said[0].upper() if first[:1].isupper() else said[0]) + said[1:].rstrip(".") + ("." if text.endswith(".") else "")


def _foreign(way: str) -> bool:
    return not _A_COMMAND.search(way) and any(_named(option) for option in _OPTION.findall(way))


def _named(option: str) -> str:
    """The option with a command that has it; empty where the command at hand has it, or no command is known to."""
    command = "" if option in _at_hand.own else _at_hand.elsewhere.get(option, "")
    return f"{command} {option}" if command else ""
