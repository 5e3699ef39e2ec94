"""A decoder that is given pictures of one row gives the same samples; one that is not known is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.speak import onnx_graph, onnx_proto
from tests.speak.graphs import CHANNELS, FRAMES, NARROW, PC, UP, Build, Post, Up, layer

numpy = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")


def heard(model: bytes, inputs: dict[str, Any], optimised: Path | None = None) -> list[Any]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if optimised:
        options.optimized_model_filepath = str(optimised)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return list(session.run(None, inputs))


def frames(count: int = FRAMES) -> dict[str, Any]:
    rng = numpy.random.default_rng(5)
    return {"frames": rng.normal(size=(1, CHANNELS, count)).astype("f"), "who": rng.normal(size=(1, CHANNELS, 1)).astype("f")}


@pytest.mark.parametrize("count", [1, 2, FRAMES, 300])
@pytest.mark.parametrize("ups", [(Up(),), (Up(), Up())], ids=["one stage", "as many samples as phases"])
def test_the_same_samples(ups: tuple[Up, ...], count: int) -> None:
    model = Build().decoder(*ups)
    changed = onnx_graph.prepared(model, machine=PC)
    assert changed is not None
    (was,), (now,) = heard(model, frames(count)), heard(changed, frames(count))
    assert was.shape == now.shape == (1, 1, 1, count * UP ** len(ups))
    assert numpy.abs(was).max() > 0.01
    assert numpy.abs(was - now).max() < 1e-6


@pytest.mark.parametrize(
    ("up", "samples"),
    [
        (Up(adds=False), 4 * FRAMES),
        (Up(kernel=4, pads=(0, 0)), 4 * FRAMES),
        (Up(kernel=16, pads=(6, 6)), 4 * FRAMES),
        (Up(kernel=8, pads=(0, 0)), 4 * FRAMES + 4),
        (Up(kernel=8, pads=(3, 1)), 4 * FRAMES),
        (Up(kernel=6, pads=(1, 1)), 4 * FRAMES),
        (Up(kernel=8, pads=(2, 2), more=2), 4 * FRAMES + 2),
        (Up(kernel=4, stride=1, pads=(1, 1)), FRAMES + 1),
    ],
)
def test_the_same_samples_by_any_transposed_convolution(up: Up, samples: int) -> None:
    model = Build().decoder(up, Up())
    changed = onnx_graph.prepared(model, machine=PC)
    assert changed is not None
    (was,), (now,) = heard(model, frames()), heard(changed, frames())
    assert was.shape == now.shape == (1, 1, 1, 4 * samples)
    assert numpy.abs(was - now).max() < 1e-6


@pytest.mark.parametrize(
    ("ups", "post", "phases"),
    [
        ((Up(), Up()), Post(), 16),
        ((Up(), Up()), Post(adds=False), 16),
        ((Up(), Up()), Post(kernel=1, pads=None), 16),
        ((Up(), Up()), Post(kernel=5, pads=(4, 0)), 16),
        ((Up(),), Post(), 1),
        ((Up(), Up()), Post(channels=2), 2),
        ((Up(), Up()), Post(pads=(2, 2)), 1),
        ((Up(), Up()), Post(dilation=2, pads=(6, 6)), 1),
        ((Up(), Up()), Post(kernel=2, stride=2, pads=(0, 0)), 1),
        ((Up(), Up()), Post(then="LeakyRelu"), 1),
        ((Up(), Up()), Post(rectified=False), 16),
        ((Up(kernel=6, pads=(0, 0)), Up()), Post(), 1),
    ],
)
def test_the_sound_comes_in_phases_where_they_go_into_its_length(ups: tuple[Up, ...], post: Post, phases: int) -> None:
    model = Build().decoder(*ups, post=post)
    changed = onnx_graph.prepared(model, machine=PC)
    assert changed is not None
    (was,), (now,) = heard(model, frames()), heard(changed, frames())
    assert was.shape == now.shape
    assert numpy.abs(was - now).max() < 1e-6
    graph = onnx_proto.read(changed).graph
    (last,) = [node for node in graph.node if "post" in node.output]
    (weights,) = [one for one in graph.initializer if one.name == last.input[1]]
    assert weights.dims[0] == phases


def test_what_is_said_of_values_is_said_anew() -> None:
    """Piper's files say of every value that it has no axes at all."""
    built = Build()
    built.decoder()
    for name in ("up", "0.sum", "before"):
        onnx_proto.describe(built.graph.value_info, name, [])
    changed = onnx_graph.prepared(built.written(), machine=PC)
    assert changed is not None
    sizes = {
        one.name: [size.dim_value or size.dim_param for size in one.type.tensor_type.shape.dim]
        for one in onnx_proto.read(changed).graph.value_info
    }
    assert sizes["before"] == []
    assert sizes["up"] == sizes["0.sum"] == ["decoder batch", NARROW, 1, "4 times both"]
    assert heard(changed, frames())[0].shape == (1, 1, 1, UP * FRAMES)


@pytest.mark.parametrize("ups", [(Up(), Up()), (Up(kernel=6, pads=(1, 1)), Up(more=2)), (Up(kernel=8, pads=(3, 1)),)])
def test_what_is_said_of_values_is_so(ups: tuple[Up, ...]) -> None:
    changed = onnx_graph.prepared(Build().decoder(*ups), machine=PC)
    assert changed is not None
    model = onnx_proto.read(changed)
    told = {one.name: [size.dim_value or size.dim_param for size in one.type.tensor_type.shape.dim] for one in model.graph.value_info}
    for name in told:
        model.graph.output.add(name=name)
    lengths: dict[str, int] = {}
    for name, value in zip(told, heard(model.SerializeToString(), frames())[1:], strict=True):
        _, channels, row, length = told[name]
        assert value.shape[:3] == (1, channels, row), name
        assert lengths.setdefault(length, value.shape[3]) == value.shape[3], name
    assert len(told) > 20


@pytest.mark.skipif(not onnx_graph.is_blocked(), reason="onnxruntime has no blocks of channels here")
def test_the_blocks_are_kept_from_the_frames_to_the_sound(tmp_path: Path) -> None:
    changed = onnx_graph.prepared(Build().decoder(Up(), Up()))
    assert changed is not None
    heard(changed, frames(), tmp_path / "run.onnx")
    run = onnx_proto.read((tmp_path / "run.onnx").read_bytes())
    kinds = [node.op_type for node in run.graph.node]
    assert not {"ConvTranspose", "Div", "LeakyRelu", "Tanh"} & set(kinds)
    # Who speaks, and the two ways through each stage; what goes round a kernel is part of it.
    assert kinds.count("Add") == 3
    assert kinds.count("Slice") == 0
    # In and out once for each stage, where its phases become one row.
    behind = kinds[len(kinds) - kinds[::-1].index("Add") :]
    assert behind.count("ReorderInput") == 0


def test_one_more_output() -> None:
    model = Build().decoder()
    changed = onnx_graph.prepared(model, "sum", machine=PC)
    assert changed is not None
    assert len(heard(changed, frames())) == 2
    alone = onnx_graph.prepared(model, "mean", machine="arm64")
    assert alone is not None
    assert [each.shape for each in heard(alone, frames())] == [(1, 1, 1, FRAMES * UP), (1, NARROW, FRAMES * UP)]


def _shared(built: Build) -> None:
    """A weight that another node has use for as well."""
    built.node("Identity", ["post.w"], "also")


def _taken(built: Build) -> None:
    """A value of the decoder that something else takes."""
    built.node("Identity", ["mean"], "also")


def _old(built: Build) -> None:
    """Axes that are no inputs yet."""
    built.model.opset_import[0].version = 12


def _wide(built: Build) -> None:
    """A weight that is none of time alone."""
    next(one for one in built.graph.initializer if one.name == "pre.w").dims[:] = [CHANNELS, CHANNELS, 1, 7]


def _grouped(built: Build) -> None:
    next(one for node in built.graph.node if node.name == "up" for one in node.attribute if one.name == "group").i = 2


def _missing(built: Build) -> None:
    """A weight that is worked out."""
    next(one for one in built.graph.initializer if one.name == "post.w").name = "elsewhere"


@pytest.mark.parametrize("how", [_shared, _taken, _old, _wide, _grouped, _missing])
def test_what_is_not_known_is_left_as_it_is(how: Callable[[Build], None]) -> None:
    built = Build()
    built.decoder()
    how(built)
    assert onnx_graph.prepared(built.written(), machine=PC) is None


def test_a_decoder_that_begins_with_another_operation_is_left_as_it_is() -> None:
    assert onnx_graph.prepared(Build().decoder(scaled=True), machine=PC) is None


def test_layers_of_whole_numbers_are_changed_only_where_onnxruntime_counts_right() -> None:
    from pipeline.speak.onnx_signed import counts_right

    assert (onnx_graph.prepared(layer().SerializeToString(), machine=PC) is not None) == counts_right()


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="the processor does not say what it can")
def test_a_processor_that_has_the_instruction_counts_right() -> None:
    from pipeline.speak.onnx_signed import counts_right

    version = tuple(int(part) for part in onnxruntime.__version__.split(".")[:2])
    can = {"avx512_vnni", "avx_vnni"} & set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    if not can or version < (1, 24):
        pytest.skip("it has none, or onnxruntime is too old")
    assert counts_right()


def test_other_machines_have_the_model_as_it_comes() -> None:
    assert onnx_graph.prepared(Build().decoder(), machine="arm64") is None
    assert onnx_graph.prepared(Build().decoder(), "no such value", machine="aarch64") is None


@pytest.mark.parametrize("model", [b"", b"no model at all", b"\x08\x08", bytes(range(256)) * 9])
def test_what_is_no_model_is_for_onnxruntime_to_say(model: bytes) -> None:
    assert onnx_graph.prepared(model, "sum", machine=PC) is None


def test_a_voice_of_pipers_says_the_same() -> None:
    from pipeline.speak.piper_engine import DEFAULT_VOICE
    from pipeline.speak.voice_files import find_voices

    path = next((file.path for file in find_voices() if file.kind == "piper" and file.name == DEFAULT_VOICE), None)
    if path is None:
        pytest.skip("the voice is not installed")
    model = path.read_bytes()
    changed = onnx_graph.prepared(model, machine=PC)
    assert changed is not None
    signs = numpy.array([[1, 0, 20, 0, 35, 0, 14, 0, 59, 0, 24, 0, 120, 0, 27, 0, 100, 0, 10, 0, 2]], dtype="int64")
    inputs = {
        "input": signs,
        "input_lengths": numpy.array([signs.shape[1]], dtype="int64"),
        "scales": numpy.array([0.0, 1.0, 0.0], dtype="f"),
    }
    was, now = heard(model, inputs)[0], heard(changed, inputs)[0]
    assert was.shape == now.shape
    assert numpy.abs(was).max() > 0.01
    assert numpy.abs(was - now).max() < 1e-5
