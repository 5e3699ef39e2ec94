"""Convolutions of whole numbers with a sign give the same bits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.speak import onnx_graph, onnx_proto
from tests.speak.graphs import LAYER_CHANNELS, PC, layer

numpy = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")

from pipeline.speak import onnx_signed  # noqa: E402 - where onnxruntime is

pytestmark = pytest.mark.skipif(not onnx_signed.counts_right(), reason="this processor has no instruction for it")


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
    frames = (numpy.random.default_rng(1).uniform(lowest, 1.0, (1, LAYER_CHANNELS, 300)) * largest).astype("f")
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
