"""Where templates run: in Jinja's sandbox, and in one that keeps what they make small.

A text that is doubled thirty times would take all the memory there is, and a number that is squared forty times comes to no end that any signal could
hasten. So what is joined, filled up, repeated or multiplied is looked at before it is made, by the size that it would have.
"""

from __future__ import annotations

import functools
import itertools
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, _PassArg

LARGEST = 50_000_000
"""Characters, of one value: the page of a programme of ten hours has a fifth of that."""
ITEM = 50
"""Characters that an item of a list counts for, beside what it holds."""
LONGEST_ROW = 1_000_000
LARGEST_POWER = 1_000
"""Of what a template multiplies: items of a list or characters; a base, or an exponent."""
LARGEST_BITS = 10_000
"""Of a whole number that is a product."""


def weight(value: Any) -> int:
    """How much a value holds, in characters, in lists in lists as well; no more is counted than that it is too much."""
    size, todo = 0, [value]
    while todo and size <= LARGEST:
        each = todo.pop()
        size += ITEM
        if isinstance(each, str | bytes):
            size += len(each)
        elif isinstance(each, list | tuple | set | frozenset):
            todo.extend(each)
        elif isinstance(each, dict):
            todo.extend(itertools.chain(each.keys(), each.values()))
        elif isinstance(each, Namespace):
            todo.append(object.__getattribute__(each, "_Namespace__attrs"))
    return size


def check(size: int, what: str) -> None:
    """Raise SecurityError for what would be larger than any script or page."""
    if size > LARGEST:
        raise SecurityError(f"“{what}” gives more than a script can hold")


# ── how large it would be ────────────────────────────────────────────────────────────────────────────────


def _wide(text: Any, width: Any = 80, *about: Any, **more: Any) -> int:
    return max(weight(text), int(width) * (LARGEST // LONGEST_ROW))  # nobody's column is a million wide


def _indented(text: Any, width: Any = 4, *about: Any, **more: Any) -> int:
    step = len(width) if isinstance(width, str) else int(width)
    return weight(text) + step * (str(text).count("\n") + 1)


def _tabbed(text: Any, tabsize: int = 8) -> int:
    return weight(text) + int(text.count("\t" if isinstance(text, str) else b"\t")) * tabsize


def _replaced(text: Any, old: Any, new: Any, *about: Any, **more: Any) -> int:
    text, old, new = (each if isinstance(each, bytes) else str(each) for each in (text, old, new))
    return weight(text) + int(text.count(old)) * weight(new)


def _joined(rows: Any, between: Any = "", *about: Any, **more: Any) -> int:
    return weight(rows) + (len(rows) if hasattr(rows, "__len__") else 0) * weight(between)


def _joined_by(between: Any, rows: Any) -> int:
    return _joined(rows, between)


def _translated(text: str, table: Any) -> int:
    return len(text) * (max(map(weight, table.values()), default=1) if isinstance(table, Mapping) else 1)


def _percent(text: Any, *given: Any, **named: Any) -> int:
    """Of `"%5d" % value`: each place is as wide as it says, or as what stands there."""
    shape, values = str(text), (*given, *named.values())
    stars = sum(abs(each) for value in values for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, int)) * (
        "*" in shape
    )
    return len(shape) + sum(map(int, re.findall(r"\d{1,12}", shape))) + stars + shape.count("%") * weight(values)


def _formatted(text: str, *given: Any, **named: Any) -> int:
    """Of `"{:5d}".format(value)`. Raises SecurityError where a width is itself filled in."""
    size = 0
    for literal, field, how, _ in string.Formatter().parse(text):
        if how and "{" in how:
            raise SecurityError("a format takes its width as a number")
        widths = sum(map(int, re.findall(r"\d{1,12}", how or "")))
        size += len(literal) + (0 if field is None else widths + weight((given, named)))
    return size


def _whole(value: Any, *about: Any, **more: Any) -> int:
    return weight(value)


def _laid_out(value: Any, indent: Any = 0, *about: Any, **more: Any) -> int:
    return weight(value) * (1 + int(indent or 0))


FILTERS: dict[str, Callable[..., int]] = {
    "center": _wide, "indent": _indented, "batch": _wide, "slice": _wide, "replace": _replaced, "join": _joined, "format": _percent,
    "tojson": _laid_out, "string": _whole, "pprint": _whole, "sum": _whole, "xmlattr": _whole, "list": _whole, "sort": _whole,
}  # fmt: skip
METHODS: dict[str, Callable[..., int]] = {
    "center": _wide, "ljust": _wide, "rjust": _wide, "zfill": _wide, "to_bytes": _wide, "expandtabs": _tabbed, "replace": _replaced,
    "join": _joined_by, "translate": _translated, "format": _formatted, "format_map": lambda text, table: _formatted(text, table),
}  # fmt: skip


def _bounded(name: str, action: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that looks at what it would make first. What comes one by one is counted as it comes."""
    size, at = FILTERS.get(name), 0 if _PassArg.from_obj(action) is None else 1

    @functools.wraps(action)
    def filtered(*given: Any, **named: Any) -> Any:
        if len(given) > at and isinstance(given[at], Iterator):
            coming = _counted(given[at], name)
            given = (*given[:at], list(coming) if size else coming, *given[at + 1 :])
        if size is not None:
            _ask(size, name, given[at:], named)
        return action(*given, **named)

    return filtered


def _counted(coming: Iterable[Any], name: str) -> Iterator[Any]:
    size = 0
    for each in coming:
        check(size := size + weight(each), name)
        yield each


def _ask(size: Callable[..., int], name: str, given: Iterable[Any], named: Mapping[str, Any]) -> None:
    try:
        much = size(*given, **named)
    except (TypeError, ValueError, AttributeError, OverflowError):  # wrongly called: the call itself says so
        return
    check(much, name)


class _Generator(CodeGenerator):
    """Has the parts of `a ~ b` looked at before they are joined."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        how = "markup_join" if frame.eval_ctx.autoescape else "str_join"
        self.write("(markup_join if context.eval_ctx.autoescape else str_join)" if frame.eval_ctx.volatile else how)
        self.write("(environment.small((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write(")))")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, where what a template makes stays small, too."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})
    code_generator_class = _Generator

    def __init__(self, *, finalize: Callable[..., Any] | None = None, **options: Any) -> None:
        def printed(value: Any) -> Any:
            if not isinstance(value, str):
                check(weight(value), "{{ … }}")
            return value if finalize is None else finalize(value)

        super().__init__(finalize=printed, **options)
        self.filters = {name: _bounded(name, action) for name, action in self.filters.items()}
        self.globals.pop("lipsum", None)  # as long as one likes, and never on air

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """What a template, block or macro has printed. Raises SecurityError where that is too much."""
        whole, size = [], 0
        for part in parts:
            size += len(part)
            if size > LARGEST:
                raise SecurityError("it prints more than a script or a page can hold")
            whole.append(part)
        return "".join(whole)

    @staticmethod
    def small(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        """The parts, where they may be joined."""
        check(weight(parts), "~")
        return parts

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """The product, sum or formatted text. Raises SecurityError for one that is of no use."""
        if operator == "+":
            size = 0 if isinstance(left, int | float) else weight(left) + weight(right)
        elif operator == "%":
            size = _percent(left, right) if isinstance(left, str | bytes) else 0
        elif operator == "**":
            size = (LARGEST + 1) * any(isinstance(side, int) and abs(side) > LARGEST_POWER for side in (left, right))
        elif isinstance(left, int) and isinstance(right, int):
            size = (LARGEST + 1) * (left.bit_length() + right.bit_length() > LARGEST_BITS)
        else:
            pairs = [(row, count) for row, count in ((left, right), (right, left)) if isinstance(count, int) and hasattr(row, "__len__")]
            size = (LARGEST + 1) * any(len(row) * count > LONGEST_ROW or (weight(row) - ITEM) * count > LARGEST for row, count in pairs)
        check(size, operator)
        return super().call_binop(context, operator, left, right)

    def call(self, context: jinja2.runtime.Context, action: Any, /, *given: Any, **named: Any) -> Any:
        """What a call gives. Raises SecurityError where a text's or a number's own method would give too much."""
        own = action if hasattr(action, "__self__") else getattr(action, "__wrapped__", action)  # Jinja wraps `format`
        base = getattr(own, "__self__", None)
        if isinstance(base, str | bytes | int) and (size := METHODS.get(getattr(own, "__name__", ""))) is not None:
            if size is _joined_by and given and isinstance(given[0], Iterator):
                given = (list(_counted(given[0], "join")), *given[1:])
            own_words = {
                key: value for key, value in named.items() if key not in ("_loop_vars", "_block_vars")
            }  # Jinja's, for those who ask
            _ask(size, own.__name__, (base, *given), own_words)
        return super().call(context, action, *given, **named)
