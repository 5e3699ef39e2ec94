"""A programme of a given length: by choice, with what was spoken measured; never at the price of a quotation or an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import edit, read
from pipeline.build import build
from pipeline.desk.length import choose, clock_ms
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.edit import Block
from tests.bench.lengths import LONG, Notes, length_of
from tests.real import BLOG, needs_blog

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"


@pytest.mark.parametrize(
    ("text", "ms"), [("10:00", 600_000), ("1:02:30", 3_750_000), ("90", 90_000), ("90s", 90_000), ("2m", 120_000), ("2.5 min", 150_000)]
)
def test_a_length_as_people_write_it(text: str, ms: int) -> None:
    assert clock_ms(text) == ms


@pytest.mark.parametrize("text", ["", "ten", "1:99", "1:2:3:4", "-5", "5h", "1:", ":30", "1e3"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        clock_ms(text)


def made(path: Path, folder: Path, minutes: float, form: str = "briefing") -> tuple[float, list[str], str]:
    """Seconds, what the user is told, the script."""
    notes = Notes()
    order = Order(str(path), "2026-11-27", form, (), "tone", folder, target_ms=round(minutes * 60_000))
    done = build(order, Show(), notes)
    return done["duration_ms"] / 1000, notes.notes, Path(done["files"]["script"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["briefing", "story"])
@pytest.mark.parametrize("minutes", [1, 1.5, 2.5, 4])
def test_any_length_that_the_material_fills(tmp_path: Path, form: str, minutes: float) -> None:
    seconds, notes, _ = made(SAMPLE, tmp_path, minutes, form)
    assert abs(seconds - minutes * 60) <= 5, notes
    assert notes == []


@needs_blog
@pytest.mark.parametrize("minutes", [1, 3, 7.5])
def test_the_real_input_too(tmp_path: Path, minutes: float) -> None:
    seconds, _, _ = made(BLOG, tmp_path, minutes)
    assert abs(seconds - minutes * 60) <= 5


# The bench has every minute; see tests/bench/lengths.py.
@pytest.mark.parametrize(
    ("day", "form", "minutes"),
    [("apollo-11", "briefing", 7), ("apollo-11", "story", 19), ("elephant-island", "briefing", 19), ("elephant-island", "story", 2)],
)
def test_a_long_day_fills_any_length(day: str, form: str, minutes: float) -> None:
    got_ms, notes = length_of(LONG / f"{day}.txt", form, round(minutes * 60_000))
    assert abs(got_ms / 1000 - minutes * 60) <= 5, notes
    assert notes == ()


def test_what_the_bench_lays_out_is_what_the_file_has(tmp_path: Path) -> None:
    seconds, _, _ = made(LONG / "apollo-11.txt", tmp_path, 3)
    assert abs(seconds - length_of(LONG / "apollo-11.txt", "briefing", 180_000)[0] / 1000) < 0.05


def test_more_than_there_is_and_less_than_there_must_be_are_said(tmp_path: Path) -> None:
    longest, notes, _ = made(SAMPLE, tmp_path / "long", 60)
    assert len(notes) == 1
    assert "all that there is to tell fills" in notes[0]
    assert 200 < longest < 1200
    shortest, notes, _ = made(SAMPLE, tmp_path / "short", 0.34)
    assert shortest > 25
    assert "cannot be met" in notes[0]


def test_what_went_is_listed(tmp_path: Path) -> None:
    notes = Notes()
    done = build(Order(str(SAMPLE), "2026-11-27", "briefing", (), "tone", tmp_path, target_ms=90_000), Show(), notes)
    assert {left["reason"] for left in done["left_out"]} >= {"cut to the length that was asked for"}


def test_a_claim_and_its_answer_are_one_block() -> None:
    text = (
        "President Stone said that the bridge was safe and that nobody needed to worry about it at all.\n\n"
        "“It has stood for ninety years,” he said.\n\n"
        "However, Ann Other, the chief engineer, said that the bridge had not been looked at since the flood.\n\n"
        "The town has two other bridges.\n"
    )
    blocks = edit.blocks(read.read(text.encode(), "day.txt"), form="briefing")
    assert next(block for block in blocks if 5 in block.lines).lines == (3, 5)


BLOCKS = st.lists(st.tuples(st.floats(0, 20), st.floats(500, 60_000), st.integers(0, 30)), min_size=1, max_size=25)


@given(BLOCKS, st.floats(0, 600_000))
def test_the_choice_keeps_what_each_block_needs(given_blocks: list[tuple[float, float, int]], budget: float) -> None:
    blocks = [Block("u", (n,), (n,), None if need >= n else need, cost, 10) for n, (cost, _, need) in enumerate(given_blocks)]
    took = {n: ms for n, (_, ms, _) in enumerate(given_blocks)}
    told = choose(blocks, took, budget)
    assert told
    assert all(blocks[n].needs is None or blocks[n].needs in told for n in told)
    if len(told) > 1:
        assert sum(took[n] for n in told) <= budget + max(took.values())


def test_several_cuts_of_one_day_share_their_clips(tmp_path: Path) -> None:
    from pipeline.desk import length

    made = {}
    for cut, target in (("", 0), ("headlines", 60_000), ("half", 150_000)):
        order = Order(str(SAMPLE), "2026-11-27", "briefing", (), "tone", tmp_path, cut=cut, target_ms=target)
        made[cut] = build(order, Show(), Notes())
    assert [Path(done["dir"]).name for done in made.values()] == ["2026-11-27", "2026-11-27-headlines", "2026-11-27-half"]
    for cut, target in (("headlines", 60_000), ("half", 150_000)):
        episode = made[cut]
        assert abs(episode["duration_ms"] - target) <= length.TOLERANCE_MS
        assert f"cut: {cut}\n" in Path(episode["files"]["script"]).read_text(encoding="utf-8")
        assert episode["cached"] >= 0.6 * episode["segments"]


def test_a_dry_run_of_a_length_speaks_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.build import plan

    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    planned = plan(Order(str(SAMPLE), "2026-11-27", "briefing", (), "tone", tmp_path / "out", target_ms=90_000), Show(), Notes())
    assert planned["segments"] < 20
    assert list(tmp_path.iterdir()) == []


def test_an_edited_script_is_told_as_it_is_and_its_length_is_said(tmp_path: Path) -> None:
    order = Order(str(SAMPLE), "2026-11-27", "briefing", (), "tone", tmp_path, target_ms=90_000)
    script = Path(build(order, Show(), Notes())["script_path"])
    script.write_text(
        script.read_text(encoding="utf-8").replace("Hello.", "Hello. " + "And a very good evening to you all. " * 12), encoding="utf-8"
    )
    notes = Notes()
    done = build(order, Show(), notes)
    assert done["script"] == "edited"
    assert done["duration_ms"] > 100_000
    assert any("the script as it stands is" in note for note in notes.notes)
