"""What must hold for any text: each line has exactly one kind, in time in proportion to the text, and no error but BriefingError."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import KINDS, ORDERS
from pipeline.read.decode import MAX_LINE, MAX_LINES, clean
from pipeline.read.kinds import classify
from tests.read import scores

LINES = sorted({line for name in scores.NAMES for line in (scores.STYLES / f"{name}.txt").read_text(encoding="utf-8").split("\n")})
SCRIPTS = (
    "aZ0 .,:;-–—“”’‘\"'()[]/@#|•…?!&%€£éßÄŁøğ\u0301ЖдяעבעربيΩ日本語한국ไทย🙂👩‍🚀\u200b\u202e\u0000\u0007\u001b\u0085\u00a0\u2028\ufeff�"
)

any_line = st.one_of(
    st.sampled_from(LINES),
    st.text(alphabet=st.sampled_from(SCRIPTS), max_size=60),
    st.text(max_size=60),
    st.builds(lambda stamp, rest: f"{stamp}{rest}", st.from_regex(r"[0-2]?\d[:.h]\d\d ?(am|pm|GMT|BST)?( - |: | )", fullmatch=True), st.text(max_size=30)),
    st.builds("".join, st.lists(st.sampled_from(["12:30", " ", "2h ago", "By ", "Ann", "Other", ", ", "/", "AP", "KYIV", " - ", "Share", "“", ":"]))),
)  # fmt: skip


# By the fuzzer: a role above one time, a headline above the next.
ROLE = [
    "Local Democracy Reporter", "06:00, 14 JUN 2025", "He told me that nobody wants it.",
    "How the exit poll works", "21:00 BST", "Results are expected from about midnight.",
]  # fmt: skip


@given(st.lists(any_line, max_size=40))
@example(ROLE)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_line_has_exactly_one_kind_and_a_reason(lines: list[str]) -> None:
    text = clean("\n".join(lines))
    found = classify(text)
    wanted = text.split("\n")
    if not wanted[-1]:
        wanted.pop()
    assert [line.n for line in found] == list(range(1, len(wanted) + 1))
    assert [line.text for line in found] == [line.strip() for line in wanted]
    for line in found:
        assert line.kind in KINDS
        assert line.reason
        assert 0 < line.confidence <= 1
        assert (line.kind == "blank") == (not line.text)


@given(st.lists(any_line, max_size=40))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_text_is_read_whole_or_refused_with_a_briefing_error(lines: list[str]) -> None:
    try:
        briefing = read.read("\n".join(lines).encode("utf-8", "surrogatepass"), "x.txt")
    except BriefingError:
        return
    told = [p.source.first_line for u in briefing.updates for p in u.paragraphs]
    assert told == [line.n for line in briefing.lines if line.kind == "body"]
    assert all(p.text.strip() for u in briefing.updates for p in u.paragraphs)
    assert all(0 < u.confidence <= 1 and u.reason for u in briefing.updates)
    assert briefing.order in ORDERS
    again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
    assert [u.start for u in again.updates] == [u.start for u in briefing.updates]
    assert read.items_json(briefing)["updates"]


@given(st.lists(any_line, max_size=30))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_blank_lines_and_spaces_around_lines_change_nothing(lines: list[str]) -> None:
    plain = [line for line in clean("\n".join(lines)).split("\n") if line.strip()]
    spaced = classify("\n\n".join(f"  {line} " for line in plain))
    assert [line.kind for line in classify("\n".join(plain))] == [line.kind for line in spaced if line.kind != "blank"]


NASTY = [
    "A", "a ", "A-", "A’", "(", "/", "A/", "“", ".", ". ", "A. ", ", ", "said, ", "12:30 ", "12:30 - ", "Photo: ", "© ", "\u0301", "Mr ", "A said ",
    "…", "’", "-", "– ", "[a/AP] ", "By A ", "Ann Other and ", "Ann de ", "cookies we use ", "KYIV, ", "KYIV/", "K.-", "2h ago ", "12 Nov 2025 ", "@a ", "aa@",
]  # fmt: skip


@pytest.mark.parametrize("piece", NASTY)
@pytest.mark.parametrize("length", [88, 300, MAX_LINE - 10])
def test_no_line_takes_longer_than_its_length_lets_expect(piece: str, length: int) -> None:
    line = (piece * length)[:length]
    text = "\n".join([line] * max(1, 20_000 // length))
    begin = time.process_time()
    with contextlib.suppress(BriefingError):
        read.read(text.encode(), "x.txt")
    # 20 kB take some 0.1 s; a pattern that goes back over a line takes minutes.
    assert time.process_time() - begin < 3


def test_a_fifth_of_a_megabyte_of_pasted_pages_is_read_in_seconds() -> None:
    text = "\n".join(LINES[(i * 397) % len(LINES)] for i in range(5_000))
    assert len(text) > 200_000
    begin = time.process_time()
    assert read.read(text.encode(), "x.txt").updates
    # 5 MB take under 20 s: a twenty-fifth of that, with room for a slow machine.
    assert time.process_time() - begin < 3


def test_a_file_of_too_many_lines_is_refused() -> None:
    with pytest.raises(BriefingError, match="lines; a briefing has at most"):
        read.read(b"A.\n" * (MAX_LINES + 1), "x.txt")
