"""Small models as the voices have them, to be changed: a decoder of Piper's, a layer of Kokoro's."""

from __future__ import annotations

import math
import struct
from typing import Any, NamedTuple

import numpy as np

from pipeline.speak import onnx_proto

CHANNELS, WIDE, NARROW, FRAMES = 16, 32, 16, 11
PC = "x86_64"
"""A processor with blocks of channels."""


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

LAYER_CHANNELS, LAYER_TAPS = 24, 5


class Build:
    """A small decoder as Piper's voices have it: before, a frame a column; behind, UP samples for each."""

    def __init__(self) -> None:
        self.model = onnx_proto.messages()["Model"]()
        self.model.opset_import.add(version=15)
        self.graph = self.model.graph
        self.random = np.random.default_rng(7)

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
            "ConvTranspose",
            inputs,
            f"{name}up",
            kernel_shape=[up.kernel],
            pads=list(up.pads),
            strides=[up.stride],
            dilations=[1],
            group=1,
            **more,
        )
        value, sums = self.node("LeakyRelu", [given], f"{name}up.rectified"), []
        for n, kernel in enumerate((3, 5)):
            first = self.node("Add", [self.conv(value, f"{name}{n}.a", NARROW, NARROW, kernel), given], f"{name}{n}.first")
            then = self.conv(self.node("LeakyRelu", [first], f"{name}{n}.rectified"), f"{name}{n}.b", NARROW, NARROW, kernel, 2)
            sums.append(self.node("Add", [then, first], f"{name}{n}.sum"))
        return self.node("Div", [self.node("Add", sums, f"{name}sum"), "three"], f"{name}mean")

    def written(self) -> bytes:
        """The model with the types of its inputs, which the product has no need to read: (ir_version, inputs) as onnx.proto writes them."""
        inputs = b"".join(
            _field(11, _field(1, name.encode()) + _field(2, _tensor(size))) for name, size in (("frames", b""), ("who", b"\x08\x01"))
        )
        return bytes(self.model.SerializeToString()) + _field(7, inputs) + bytes((1 << 3, 8))


def _field(number: int, content: bytes) -> bytes:
    assert len(content) < 128
    return bytes((number << 3 | 2, len(content))) + content


def _tensor(last: bytes) -> bytes:
    """A TypeProto: floats of 1 × CHANNELS × `last`."""
    dims = (bytes((1 << 3, 1)), bytes((1 << 3, CHANNELS)), last)
    return _field(1, bytes((1 << 3, onnx_proto.FLOAT)) + _field(2, b"".join(_field(1, each) for each in dims)))


def layer(weights: int = onnx_proto.UINT8, zero: str = "low", rounded: bool = True, version: int = 18) -> Any:
    """A layer as Kokoro has them, twice: rounded, a convolution of whole numbers, and both scales put to it."""
    model = onnx_proto.messages()["Model"](ir_version=8)
    model.opset_import.add(version=version)
    graph = model.graph
    graph.name = "layer"
    onnx_proto.describe(graph.input, "frames", [1, LAYER_CHANNELS, "time"])
    onnx_proto.describe(graph.output, "sums", [1, LAYER_CHANNELS, "time"], onnx_proto.INT32)
    random = np.random.default_rng(3)
    onnx_proto.keep(graph, "zero", np.array(117), onnx_proto.UINT8)
    value = "frames"
    for name in ("first", "second"):
        low, high = (0, 256) if weights == onnx_proto.UINT8 else (-128, 128)
        onnx_proto.keep(graph, f"{name} weights", random.integers(low, high, (LAYER_CHANNELS, LAYER_CHANNELS, LAYER_TAPS)), weights)
        onnx_proto.keep(graph, f"{name} weight zero", np.array((low + high) // 2 + 9), weights)
        made = [f"{name} rounded", f"{name} scale", f"{name} low"]
        node = onnx_proto.node("DynamicQuantizeLinear", [value], made[0])
        node.output.extend(made[1:])
        graph.node.add().CopyFrom(node)
        inputs = [made[0] if rounded else "whole", f"{name} weights", made[2] if zero == "low" else zero, f"{name} weight zero"]
        if not rounded:
            graph.node.add().CopyFrom(onnx_proto.node("Cast", [value], "whole", to=onnx_proto.UINT8))
        graph.node.add().CopyFrom(onnx_proto.node("ConvInteger", inputs, f"{name} sums", pads=[2, 2], kernel_shape=[LAYER_TAPS]))
        graph.node.add().CopyFrom(onnx_proto.node("Cast", [f"{name} sums"], f"{name} back", to=onnx_proto.FLOAT))
        value = f"{name} back"
        if not rounded:
            break
    graph.node[-2].output[0] = "sums"
    graph.node[-1].input[0] = "sums"
    return model
