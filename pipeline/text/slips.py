"""What the author of a template gets wrong without Jinja saying so, and what was meant where Jinja does: a name that is nearly one that is there."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass

import jinja2
from jinja2 import nodes
from jinja2.utils import missing

from pipeline.regex import regex

_OBJECT = regex(r"'pipeline\.[\w.]+\.(\w+) object'")
"""How Jinja names what we gave it."""
NEAR = 0.7
"""How much two names share, of 1, where one may be meant by the other: `titel` and `title` 0.8, `now` and `rundown` 0.6."""
_UNKNOWN_FILTER = regex(r"No (?:filter|test) named '(\w+)'")


class SlipError(jinja2.TemplateSyntaxError):
    """A template that Jinja takes, and that cannot be meant."""


# ── what was meant ───────────────────────────────────────────────────────────────────────────────────────


def meant(word: object, there: Iterable[object]) -> str:
    """` (did you mean 'greeting'?)`, where a name that is there is near."""
    near = difflib.get_close_matches(str(word), [str(each) for each in there], 1, NEAR)
    return f" (did you mean '{near[0]}'?)" if near else ""


def broken(message: str, environment: jinja2.Environment) -> str:
    """What Jinja says of a template that it cannot read, with what was meant."""
    unknown = _UNKNOWN_FILTER.search(message)
    hint = meant(unknown[1], [*environment.filters, *environment.tests]) if unknown else ""
    if re.search("unexpected char '[“”„‘’«»]'", message):
        hint = " (inside {{ }} and {% %} quotation marks are straight ones)"
    return f"the template is broken: {message.rstrip('.')}{hint}"


def nearest_name(message: str, values: Iterable[str]) -> str:
    """The same for a name that nobody gave the template."""
    unknown = re.fullmatch(r"'(\w+)' is undefined", message)
    return meant(unknown[1], [*values, "loop", "super", "self"]) if unknown else ""


class Undefined(jinja2.StrictUndefined):
    """What is not there is an error as soon as it is used, with what was probably meant."""

    @property
    def _undefined_message(self) -> str:
        said = _OBJECT.sub(_plainly, super()._undefined_message)
        held = self._undefined_obj
        if held is missing or self._undefined_hint or not isinstance(self._undefined_name, str):
            return said
        there = held if isinstance(held, Mapping) else dir(held)
        return said + meant(self._undefined_name, [each for each in there if not str(each).startswith("_")])


def _plainly(match: re.Match[str]) -> str:
    """What has no such attribute, as templates know it."""
    return _a(match[1].lower())


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def no_text(value: object) -> str:
    """What a value is that has no words to print; empty for one that has."""
    if isinstance(value, jinja2.Undefined):  # prints nothing, or raises by itself
        return ""
    if value is None:
        return "nothing (None)"
    if isinstance(value, bool):
        return f"yes or no ({value})"
    if callable(value):
        return "something to be called: write () behind it"
    if is_dataclass(value):
        return f"{_a(type(value).__name__.lower())}: write {{{{ … | narrate }}}}, or one of its parts"
    if isinstance(value, Mapping | list | tuple | set | frozenset | Iterator):
        return "a list: write {% for … %}, or {{ … | spoken_list }}"
    return ""


# ── what would never be said ─────────────────────────────────────────────────────────────────────────────


def look(environment: jinja2.Environment, name: str) -> None:
    """Raise SlipError for what an extending template holds in vain: Jinja passes over a block of another name, and over words outside blocks."""
    _blocks(environment, name, ())


def _blocks(environment: jinja2.Environment, name: str, below: tuple[str, ...]) -> set[str]:
    """The names of a template's blocks and of all that it extends, each looked at."""
    if environment.loader is None:
        return set()
    text, file, _ = environment.loader.get_source(environment, name)
    tree = environment.parse(text, name, file)
    mine = {block.name for block in tree.find_all(nodes.Block)}
    at = next((n for n, node in enumerate(tree.body) if isinstance(node, nodes.Extends)), None)
    if at is None:
        return mine
    extends = tree.body[at]
    parent = getattr(extends.template, "value", None) if isinstance(extends, nodes.Extends) else None
    if not isinstance(parent, str):  # chosen as it runs
        return mine
    if parent in (name, *below):
        raise SlipError(f'it extends itself: write "!builtin/{parent}" for the one that comes with the program', extends.lineno, name, file)
    try:
        known = _blocks(environment, parent, (name, *below))
    except jinja2.TemplateNotFound:  # rendering says so, with its line
        return mine
    called = {node.attr for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name) and node.node.name == "self"}
    for node in tree.body[at + 1 :]:
        if wrong := _in_vain(node, known | called, parent):
            raise SlipError(wrong[1], wrong[0], name, file)
    return known | mine


def _in_vain(node: nodes.Node, known: set[str], parent: str) -> tuple[int, str] | None:
    """The line and the mistake of what stands at the top of an extending template and is never said."""
    if isinstance(node, nodes.Block):
        what = f"there is no block '{node.name}' in {parent}{meant(node.name, known)}" if node.name not in known else ""
        return (node.lineno, what) if what else None
    if isinstance(node, nodes.Macro | nodes.Assign | nodes.AssignBlock | nodes.Import | nodes.FromImport):
        return None
    if isinstance(node, nodes.Output):
        words = next((each for each in node.nodes if not isinstance(each, nodes.TemplateData) or each.data.strip()), None)
        if words is None:
            return None
        data = words.data if isinstance(words, nodes.TemplateData) else ""
        line = words.lineno + data[: len(data) - len(data.lstrip())].count("\n")
        return line, "this stands outside every block, and is never said: put it between {% block … %} and {% endblock %}"
    if (block := node.find(nodes.Block)) is not None:
        return block.lineno, f"the block '{block.name}' counts whatever stands around it: put the {{% if %}} or {{% for %}} into the block"
    return next((wrong for each in node.iter_child_nodes() if (wrong := _in_vain(each, known, parent))), None) if _speaks(node) else None


def _speaks(node: nodes.Node) -> bool:
    return isinstance(node, nodes.If | nodes.For | nodes.With | nodes.CallBlock | nodes.FilterBlock)
