"""Convolutions of whole numbers with a sign give the same bits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.speak import onnx_graph, onnx_proto

numpy = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")

from pipeline.speak import onnx_signed  # noqa: E402 - where onnxruntime is

CHANNELS, TAPS, PC = 24, 5, "x86_64"

pytestmark = pytest.mark.skipif(not onnx_signed.counts_right(), reason="this processor has no instruction for it")


def layer(weights: int = onnx_proto.UINT8, zero: str = "low", rounded: bool = True, version: int = 18) -> Any:
    """A layer as Kokoro has them, twice: rounded, a convolution of whole numbers, and both scales put to it."""
    model = onnx_proto.messages()["Model"](ir_version=8)
    model.opset_import.add(version=version)
    graph = model.graph
    graph.name = "layer"
    onnx_proto.describe(graph.input, "frames", [1, CHANNELS, "time"])
    onnx_proto.describe(graph.output, "sums", [1, CHANNELS, "time"], onnx_proto.INT32)
    random = numpy.random.default_rng(3)
    onnx_proto.keep(graph, "zero", numpy.array(117), onnx_proto.UINT8)
    value = "frames"
    for name in ("first", "second"):
        low, high = (0, 256) if weights == onnx_proto.UINT8 else (-128, 128)
        onnx_proto.keep(graph, f"{name} weights", random.integers(low, high, (CHANNELS, CHANNELS, TAPS)), weights)
        onnx_proto.keep(graph, f"{name} weight zero", numpy.array((low + high) // 2 + 9), weights)
        made = [f"{name} rounded", f"{name} scale", f"{name} low"]
        node = onnx_proto.node("DynamicQuantizeLinear", [value], made[0])
        node.output.extend(made[1:])
        graph.node.add().CopyFrom(node)
        inputs = [made[0] if rounded else "whole", f"{name} weights", made[2] if zero == "low" else zero, f"{name} weight zero"]
        if not rounded:
            graph.node.add().CopyFrom(onnx_proto.node("Cast", [value], "whole", to=onnx_proto.UINT8))
        graph.node.add().CopyFrom(onnx_proto.node("ConvInteger", inputs, f"{name} sums", pads=[2, 2], kernel_shape=[TAPS]))
        graph.node.add().CopyFrom(onnx_proto.node("Cast", [f"{name} sums"], f"{name} back", to=onnx_proto.FLOAT))
        value = f"{name} back"
        if not rounded:
            break
    graph.node[-2].output[0] = "sums"
    graph.node[-1].input[0] = "sums"
    return model


def sums(model: bytes, frames: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return session.run(None, {"frames": frames})[0]


@pytest.mark.parametrize("largest", [1e-6, 1.0, 3e4])
@pytest.mark.parametrize("lowest", [-1.0, 0.0, 0.25])
def test_every_sum_is_the_same(largest: float, lowest: float) -> None:
    model = layer().SerializeToString()
    changed = onnx_graph.prepared(model, machine=PC)
    assert changed is not None
    frames = (numpy.random.default_rng(1).uniform(lowest, 1.0, (1, CHANNELS, 300)) * largest).astype("f")
    was, now = sums(model, frames), sums(changed, frames)
    assert numpy.abs(was).max() > 100_000
    assert (was == now).all()


def test_what_is_taken_has_a_sign() -> None:
    changed = onnx_graph.prepared(layer().SerializeToString(), machine=PC)
    assert changed is not None
    graph = onnx_proto.read(changed).graph
    made = {value: node for node in graph.node for value in node.output}
    taken = [made[node.input[0]] for node in graph.node if node.op_type == "ConvInteger"]
    assert [node.op_type for node in taken] == ["Cast"] * 2
    kinds = {one.name: one.data_type for one in graph.initializer}
    assert [kinds[node.input[1]] for node in graph.node if node.op_type == "ConvInteger"] == [onnx_proto.UINT8] * 2


@pytest.mark.parametrize(
    "model",
    [layer(zero="zero"), layer(rounded=False), layer(weights=onnx_proto.INT8), layer(version=17)],
    ids=["another zero point", "rounded elsewhere", "weights with a sign", "old operators"],
)
def test_other_convolutions_are_left_as_they_are(model: Any) -> None:
    assert onnx_graph.prepared(model.SerializeToString(), machine=PC) is None


def test_other_machines_have_the_model_as_it_comes() -> None:
    assert onnx_graph.prepared(layer().SerializeToString(), machine="arm64") is None


def test_kokoro_says_the_same() -> None:
    from pipeline.speak.kokoro_model import in_one_piece
    from pipeline.speak.voice_files import find_voices

    file = next((each for each in find_voices() if each.kind == "kokoro-model"), None)
    if file is None:
        pytest.skip("the model is not installed")
    model = Path(in_one_piece(file)).read_bytes()
    changed = onnx_graph.prepared(model, machine=PC)
    assert changed is not None
    was, now = (
        onnxruntime.InferenceSession(each, providers=["CPUExecutionProvider"]).run(
            None,
            {
                "tokens": numpy.array([[0, 50, 83, 54, 156, 57, 135, 16, 65, 156, 87, 123, 54, 46, 0]], "int64"),
                "style": numpy.random.default_rng(2).normal(0, 0.1, (1, 256)).astype("f"),
                "speed": numpy.array([1.0], "f"),
            },
        )[0]
        for each in (model, changed)
    )
    assert numpy.abs(was).max() > 0.001
    assert was.tobytes() == now.tobytes()
