"""A decoder that is given pictures of one row gives the same samples; one that is not known is left as it is."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pipeline.speak import onnx_graph, onnx_proto

numpy = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")

CHANNELS, WIDE, NARROW, FRAMES = 16, 32, 16, 11
PC = "x86_64"


class Up(NamedTuple):
    """A transposed convolution."""

    kernel: int = 8
    stride: int = 4
    pads: tuple[int, int] = (2, 2)
    more: int = 0
    """Samples put to its end."""
    adds: bool = True


class Post(NamedTuple):
    """The last convolution, and what comes behind it."""

    channels: int = 1
    kernel: int = 7
    pads: tuple[int, int] | None = (3, 3)
    dilation: int = 1
    stride: int = 1
    then: str = "Tanh"
    adds: bool = True
    rectified: bool = True
    """Before."""


UP = Up().stride


class Build:
    """A small decoder as Piper's voices have it: before, a frame a column; behind, UP samples for each."""

    def __init__(self) -> None:
        self.model = onnx_proto.messages()["Model"]()
        self.model.opset_import.add(version=15)
        self.graph = self.model.graph
        self.random = numpy.random.default_rng(7)

    def weight(self, name: str, *dims: int) -> str:
        count = math.prod(dims)
        raw = struct.pack(f"<{count}f", *(self.random.uniform(-0.1, 0.1) for _ in range(count)))
        self.graph.initializer.add(name=name, dims=dims, data_type=onnx_proto.FLOAT, raw_data=raw)
        return name

    def node(self, kind: str, inputs: list[str], output: str, **numbers: Any) -> str:
        node = self.graph.node.add(op_type=kind, name=output, input=inputs, output=[output])
        for name, value in numbers.items():
            if isinstance(value, list):
                node.attribute.add(name=name, ints=value, type=onnx_proto.INTS)
            else:
                node.attribute.add(name=name, i=value, type=onnx_proto.INT)
        return output

    def conv(self, value: str, output: str, into: int, out: int, kernel: int, dilation: int = 1) -> str:
        pad = dilation * (kernel - 1) // 2
        inputs = [value, self.weight(f"{output}.w", out, into, kernel), self.weight(f"{output}.b", out)]
        return self.node("Conv", inputs, output, kernel_shape=[kernel], pads=[pad, pad], dilations=[dilation], strides=[1], group=1)

    def decoder(self, *ups: Up, scaled: bool = False, post: Post | None = None) -> bytes:
        self.graph.initializer.add(name="three", data_type=onnx_proto.FLOAT, raw_data=struct.pack("<f", 3.0))
        before = self.node("Mul", ["frames", "frames"], "before")
        # Who speaks comes in beside the frames, as in voices of several speakers.
        value = self.node("Add", [self.conv(before, "pre", CHANNELS, WIDE, 7), self.conv("who", "cond", CHANNELS, WIDE, 1)], "both")
        if scaled:
            value = self.node("Mul", [value, value], "scaled")
        for n, up in enumerate(ups or (Up(),)):
            value = self.stage(value, up, "" if n == 0 else f"{n} ", WIDE if n == 0 else NARROW)
        post = post or Post()
        last = self.node("LeakyRelu", [value], "last") if post.rectified else value
        inputs = [last, self.weight("post.w", post.channels, NARROW, post.kernel)] + [self.weight("post.b", post.channels)] * post.adds
        pads = {"pads": list(post.pads)} if post.pads else {}
        made = self.node("Conv", inputs, "post", kernel_shape=[post.kernel], dilations=[post.dilation], strides=[post.stride], **pads)
        value = self.node(post.then, [made], "sound")
        self.graph.initializer.add(name="axis", dims=[1], data_type=onnx_proto.INT64, raw_data=(1).to_bytes(8, "little"))
        self.node("Unsqueeze", [value, "axis"], "output")
        self.graph.output.add(name="output")
        return self.written()

    def stage(self, value: str, up: Up, name: str, into: int) -> str:
        """One transposed convolution, and what is heard through two kernels behind it."""
        rectified = self.node("LeakyRelu", [value], f"{name}rectified")
        inputs = [rectified, self.weight(f"{name}up.w", into, NARROW, up.kernel)] + [self.weight(f"{name}up.b", NARROW)] * up.adds
        more: dict[str, Any] = {"output_padding": [up.more]} if up.more else {}
        given = self.node(
            "ConvTranspose", inputs, f"{name}up", kernel_shape=[up.kernel], pads=list(up.pads), strides=[up.stride], dilations=[1], group=1, **more
        )
        value, sums = self.node("LeakyRelu", [given], f"{name}up.rectified"), []
        for n, kernel in enumerate((3, 5)):
            first = self.node("Add", [self.conv(value, f"{name}{n}.a", NARROW, NARROW, kernel), given], f"{name}{n}.first")
            then = self.conv(self.node("LeakyRelu", [first], f"{name}{n}.rectified"), f"{name}{n}.b", NARROW, NARROW, kernel, 2)
            sums.append(self.node("Add", [then, first], f"{name}{n}.sum"))
        return self.node("Div", [self.node("Add", sums, f"{name}sum"), "three"], f"{name}mean")

    def written(self) -> bytes:
        """The model with the types of its inputs, which the product has no need to read: (ir_version, inputs) as onnx.proto writes them."""
        inputs = b"".join(_field(11, _field(1, name.encode()) + _field(2, _tensor(size))) for name, size in (("frames", b""), ("who", b"\x08\x01")))
        return bytes(self.model.SerializeToString()) + _field(7, inputs) + bytes((1 << 3, 8))


def _field(number: int, content: bytes) -> bytes:
    assert len(content) < 128
    return bytes((number << 3 | 2, len(content))) + content


def _tensor(last: bytes) -> bytes:
    """A TypeProto: floats of 1 × CHANNELS × `last`."""
    dims = (bytes((1 << 3, 1)), bytes((1 << 3, CHANNELS)), last)
    return _field(1, bytes((1 << 3, onnx_proto.FLOAT)) + _field(2, b"".join(_field(1, each) for each in dims)))


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
    sizes = {one.name: [size.dim_value or size.dim_param for size in one.type.tensor_type.shape.dim] for one in onnx_proto.read(changed).graph.value_info}
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
    from tests.speak.test_onnx_signed import layer

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
    inputs = {"input": signs, "input_lengths": numpy.array([signs.shape[1]], dtype="int64"), "scales": numpy.array([0.0, 1.0, 0.0], dtype="f")}
    was, now = heard(model, inputs)[0], heard(changed, inputs)[0]
    assert was.shape == now.shape
    assert numpy.abs(was).max() > 0.01
    assert numpy.abs(was - now).max() < 1e-5
