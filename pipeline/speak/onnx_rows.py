"""A decoder of sound laid out as pictures of one row, for onnxruntime's code that keeps channels in blocks (NCHWc).

- Kernels k become 1 × k, with one axis put in before and taken out behind.
- A leaky rectifier goes through a convolution of each channel with 1: it changes no sample and keeps the blocks, where onnxruntime would
  else take them apart and put them together again around it. A mean (a sum of n that is divided) is rectified alike, with 1/n for 1.
- Of each value it is said how long it is (of one length are those of one name): onnxruntime makes a sum part of the convolution before it
  where it knows that both are as long, and does not find that out where a kernel is dilated.
- A transposed convolution of stride s is a plain one that gives s channels for each, one for every s-th sample. With channels last that is
  one row in order already; what is too much at its ends is left out by a kernel of (0, 1, 0), dilated so far.
- A convolution into one channel, the sound, gives PHASES samples at once as so many channels: by itself it would be worked out for all
  channels of a block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.speak.onnx_decoder import CONVOLUTIONS, LENGTHS_ELSEWHERE, Decoder
from pipeline.speak.onnx_proto import INT64, array, copy, describe, ints, keep, node, put

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AXIS = "the axis of rows"

PHASES = 16
"""Of the sound: as many channels as the largest block has."""

LAST, FIRST = [0, 2, 3, 1], [0, 3, 1, 2]
"""The axes of pictures whose channels come last, taken from those whose channels come first; and back."""


def lay_out(graph: Any, decoder: Decoder) -> None:
    """Change the nodes of `decoder`, which are as `Decoder.is_known` asks, in `graph`."""
    import numpy as np

    keep(graph, AXIS, np.array([2]), INT64)
    put(graph.value_info, [one for one in graph.value_info if one.name not in decoder.nodes])
    rows = _Rows(graph, decoder)
    for one in graph.node:
        rows.take(one)
    put(graph.node, rows.nodes)


class _Rows:
    """The graph's nodes, written anew one after the other."""

    def __init__(self, graph: Any, decoder: Decoder) -> None:
        self.nodes: list[Any] = []
        self._graph = graph
        self._decoder = decoder
        self._names: dict[str, str] = {}
        """What stands for a value of the decoder, where it is not itself."""
        self._divisors: dict[str, float] = {}
        """By which a value is still to be divided."""
        self._in_phases = False
        """Whether the sound is."""

    def take(self, one: Any) -> None:
        """Write the node."""
        decoder, given = self._decoder, one.output[0]
        if given not in decoder.nodes:
            self.nodes.append(one)
            return
        for value in decoder.entries & set(one.input) - self._names.keys():
            self._names[value] = f"{value} in rows"
            self.nodes.append(node("Unsqueeze", [value, AXIS], self._names[value]))
        divisor = decoder.divided(one)
        if divisor:
            self._names[given], self._divisors[given] = one.input[0], divisor
            return
        if given == decoder.last:
            self._names[given] = f"{given} in rows"
        if one.op_type in CONVOLUTIONS:
            self._convolve(one)
        else:
            made = self._copied(one)
            if one.op_type == "LeakyRelu" and not decoder.fused(one):
                before = f"{given} before"
                self._by_one(made.input[0], before, decoder.channels(given), 1 / self._divisors.get(one.input[0], 1.0))
                self._describe(before, given)
                made.input[0] = before
            self.nodes.append(made)
        if given == decoder.last:
            self._end(given)
        elif not self._in_phases:
            self._describe(given, given)

    def _copied(self, one: Any) -> Any:
        made = copy(one)
        made.input[:] = [self._names.get(value, value) for value in one.input]
        made.output[:] = [self._names.get(value, value) for value in one.output]
        return made

    def _describe(self, name: str, like: str) -> None:
        """Say of the value `name` that it has channels and length of `like`."""
        base, times = self._decoder.length(like)
        describe(self._graph.value_info, name, ["decoder batch", self._decoder.channels(like), 1, f"{times} times {base}"])

    def _convolve(self, one: Any) -> None:
        given, known = one.output[0], self._known(one)
        if one.op_type == "Conv":
            if known and self._is_sound(one):
                self._sound(one, *known)
            else:
                self.nodes.append(self._widened(one))
            return
        apart, (left, right), (stride,) = f"{given} apart", ints(one, "pads", [0, 0]), ints(one, "strides", [1])
        if known and left == right and known[0].shape[2] % stride == 0:
            self._up(one, apart, *known)
        else:
            made, left = self._widened(one), 0
            made.output[0] = apart
            self.nodes.append(made)
        self._by_one(apart, given, self._decoder.channels(given), without=left)

    def _known(self, one: Any) -> list[NDArray[np.float32]]:
        """The weights of a convolution that can be written anew, and what it adds, if it does; empty where that isn't all known."""
        arrays = [array(self._decoder.kept[name]) if name in self._decoder.kept else None for name in one.input[1:]]
        plain = ints(one, "dilations", [1]) == [1] and not any(each.name in LENGTHS_ELSEWHERE for each in one.attribute)
        known = [each for each in arrays if each is not None]
        return known if plain and len(known) == len(arrays) else []

    def _is_sound(self, one: Any) -> bool:
        """Whether the convolution gives the sound itself, as long as what it takes and of a length that phases go into."""
        decoder, given = self._decoder, one.output[0]
        behind = [taker for taker in decoder.takers(given) if taker.output[0] == decoder.last and taker.op_type == "Tanh"]
        _, times = decoder.length(given)
        return (
            bool(behind) and decoder.channels(given) == 1 and decoder.length(given) == decoder.length(one.input[0]) and times % PHASES == 0
        )

    def _sound(self, one: Any, weights: NDArray[np.float32], *added: NDArray[np.float32]) -> None:
        """Write the last convolution."""
        import numpy as np

        _, channels, taps = weights.shape
        phases = np.zeros((PHASES, channels, 1, taps + PHASES - 1), np.float32)
        for phase in range(PHASES):
            phases[phase, :, 0, phase : phase + taps] = weights[0]
        left, right = ints(one, "pads", [0, 0])
        self.nodes.append(node("Conv", self._phased(one, phases, *added), one.output[0], pads=[0, left, 0, right], strides=[1, PHASES]))
        self._in_phases = True

    def _phased(self, one: Any, phases: NDArray[np.float32], *added: NDArray[np.float32]) -> list[str]:
        """What a convolution takes whose weights are `phases`, one after the other for all channels of `one`."""
        import numpy as np

        given = one.output[0]
        more = [keep(self._graph, f"{given} phases added", np.tile(each, len(phases) // len(each))) for each in added]
        return [self._names.get(one.input[0], one.input[0]), keep(self._graph, f"{given} phases", phases), *more]

    def _end(self, given: str) -> None:
        """Take the axis out again."""
        import numpy as np

        name = self._names[given]
        if self._in_phases:
            last, sizes = f"{given} last", keep(self._graph, f"{given} sizes", np.array([0, 1, -1]), INT64)
            self.nodes.append(node("Transpose", [name], last, perm=LAST))
            self.nodes.append(node("Reshape", [last, sizes], given))
        else:
            self.nodes.append(node("Squeeze", [name, AXIS], given))

    def _up(self, one: Any, apart: str, weights: NDArray[np.float32], *added: NDArray[np.float32]) -> None:
        """Write a transposed convolution as a plain one, with `apart` as what it gives before its ends are left out."""
        import numpy as np

        (into, channels, kernel), (stride,) = weights.shape, ints(one, "strides", [1])
        taps = kernel // stride
        # Sample t of phase p is the sum of weight p + j s times the sample t - j.
        phases = weights.reshape(into, channels, taps, stride)[:, :, ::-1].transpose(3, 1, 0, 2).reshape(stride * channels, into, 1, taps)
        made, last, order = f"{apart} in phases", f"{apart} last", f"{apart} in order"
        sizes = keep(self._graph, f"{apart} sizes", np.array([0, 1, -1, channels]), INT64)
        self.nodes.append(node("Conv", self._phased(one, phases, *added), made, pads=[0, taps - 1, 0, taps - 1]))
        self.nodes.append(node("Transpose", [made], last, perm=LAST))
        self.nodes.append(node("Reshape", [last, sizes], order))
        self.nodes.append(node("Transpose", [order], apart, perm=FIRST))

    def _by_one(self, value: str, output: str, channels: int, by: float = 1.0, without: int = 0) -> None:
        """Write a convolution of each channel of `value` with `by`, `without` so many samples at each end."""
        import numpy as np

        kernel = np.zeros((channels, 1, 1, 3 if without else 1), np.float32)
        kernel[..., kernel.shape[-1] // 2] = by
        one = keep(self._graph, f"{output} one", kernel)
        self.nodes.append(
            node("Conv", [value, one], output, group=channels, kernel_shape=list(kernel.shape[2:]), dilations=[1, max(without, 1)])
        )

    def _widened(self, one: Any) -> Any:
        """A convolution along time as one over pictures of one row."""
        self._decoder.kept[one.input[1]].dims.insert(2, 1)
        made = self._copied(one)
        for each in made.attribute:
            if each.name == "pads":
                each.ints[:] = [0, each.ints[0], 0, each.ints[1]]
            elif each.name in ("dilations", "kernel_shape", "strides"):
                each.ints.insert(0, 1)
            elif each.name in ("output_padding", "output_shape"):
                each.ints.insert(0, 0 if each.name == "output_padding" else 1)
        return made
