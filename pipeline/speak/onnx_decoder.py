"""The decoder of a voice's model (HiFi-GAN: from frames to sound), found in its graph and read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pipeline.speak.onnx_proto import array, ints

THROUGH = ("Unsqueeze", "Squeeze", "Reshape", "Identity")
"""What may stand between the decoder and the model's output."""

CONVOLUTIONS = ("Conv", "ConvTranspose")
DECODER = (*CONVOLUTIONS, "LeakyRelu", "Add", "Div", "Tanh")
"""What a decoder is made of: each goes with any number of axes."""

LENGTHS_ELSEWHERE = ("auto_pad", "output_padding", "output_shape")
"""Attributes of a convolution that say in other words how long it makes what it gives."""


class Decoder:
    """The nodes behind the sound that may all be widened, and what they take from the rest of the graph."""

    def __init__(self, graph: Any) -> None:
        """Follow `graph` from its first output back."""
        self.made = {value: node for node in graph.node for value in node.output}
        self.kept = {one.name: one for one in graph.initializer}
        self.uses = Counter(value for node in graph.node for value in node.input)
        last = graph.output[0].name if graph.output else ""
        while last in self.made and self.made[last].op_type in THROUGH:
            last = self.made[last].input[0]
        self.last = last
        self.nodes: dict[str, Any] = {}
        """By the name of what a node gives."""
        self.entries: set[str] = set()
        self._lengths: dict[str, tuple[str, int]] = {}
        waiting = [last]
        while waiting:
            value = waiting.pop()
            node = self.made.get(value)
            if value in self.nodes or value in self.entries:
                continue
            if node is None or node.op_type not in DECODER:
                self.entries.add(value)
                continue
            self.nodes[value] = node
            waiting += self.taken(node)

    def taken(self, node: Any) -> list[str]:
        """The values of the graph that `node` takes: weights and single numbers are none."""
        values = node.input[:1] if node.op_type in CONVOLUTIONS else node.input
        return [value for value in values if self._number(value) is None]

    def _number(self, value: str) -> Any:
        """The tensor of a single number; None where `value` is another thing."""
        if value in self.kept:
            return None if self.kept[value].dims else self.kept[value]
        node = self.made.get(value)
        if node is None or node.op_type != "Constant" or any(one.t.dims for one in node.attribute):
            return None
        return next((one.t for one in node.attribute), None)

    def is_known(self) -> bool:
        """Whether all of it is as in Piper's voices: nothing taken or given on the way, plain weights of three sizes, each used once."""
        inside = Counter(value for node in self.nodes.values() for value in self.taken(node))
        alone = all(self.uses[value] == inside[value] for value in self.nodes if value != self.last)
        convolved = [node for node in self.nodes.values() if node.op_type in CONVOLUTIONS]
        taken = {value for node in self.nodes.values() if node not in convolved for value in self.taken(node)}
        weights = [node.input[1] for node in convolved]
        plain = all(name in self.kept and len(self.kept[name].dims) == 3 and self.uses[name] == 1 for name in weights)
        whole = all(one.i == 1 for node in convolved for one in node.attribute if one.name == "group")
        up = any(node.op_type == "ConvTranspose" for node in convolved)
        return up and whole and plain and alone and not inside[self.last] and not taken & self.entries

    def channels(self, value: str) -> int:
        """How many there are of `value`, which is of the decoder."""
        node = self.nodes[value]
        while node.op_type not in CONVOLUTIONS:
            node = self.nodes[self.taken(node)[0]]
        return int(self.kept[node.input[1]].dims[0 if node.op_type == "Conv" else 1])

    def takers(self, value: str) -> list[Any]:
        """The nodes of the decoder that take `value`."""
        return [node for node in self.nodes.values() if value in node.input]

    def fused(self, node: Any) -> bool:
        """Whether onnxruntime makes a rectifier part of the convolution before it."""
        return self.nodes[node.input[0]].op_type == "Conv" and self.uses[node.input[0]] == 1

    def divided(self, node: Any) -> float:
        """By which number `node` divides, where a rectifier and nothing else takes what it gives; 0 for any other node."""
        if node.op_type != "Div" or [taker.op_type for taker in self.takers(node.output[0])] != ["LeakyRelu"]:
            return 0.0
        number = self._number(node.input[1])
        by = None if number is None else array(number)
        return 0.0 if by is None else float(by)

    def length(self, value: str) -> tuple[str, int]:
        """How long `value` is: of which value so many times; of itself once where that isn't known."""
        if value not in self._lengths:
            self._lengths[value] = self._length(self.nodes[value]) if value in self.nodes else (value, 1)
        return self._lengths[value]

    def _length(self, node: Any) -> tuple[str, int]:
        itself, taken = (node.output[0], 1), {self.length(value) for value in self.taken(node)}
        if len(taken) != 1:
            return itself
        ((base, times),) = taken
        if node.op_type not in CONVOLUTIONS:
            return base, times
        if any(one.name in LENGTHS_ELSEWHERE for one in node.attribute):
            return itself
        (stride,), (dilation,) = ints(node, "strides", [1]), ints(node, "dilations", [1])
        lost = dilation * (self.kept[node.input[1]].dims[-1] - 1) - sum(ints(node, "pads", [0, 0]))
        if node.op_type == "Conv":
            return (base, times) if stride == 1 and lost == 0 else itself
        return (base, times * stride) if lost == stride - 1 else itself
