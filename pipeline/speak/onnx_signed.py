"""Convolutions of whole numbers (Kokoro's, int8) given to onnxruntime with a sign, for which processors have their quickest instruction.

What a layer takes is rounded to numbers of 0 to 255 around a zero point, as its weights are. onnxruntime multiplies two of those half as
fast as one with a sign by one without: of x86, VPDPBUSD takes them so (AVX512-VNNI, AVX-VNNI). So what is taken is made 128 lower, its
zero point with it: every sum is the same whole number, and the samples are the same bits. Four sentences by bf_emma
take 11.0 s of processor time where they took 16.7 (AMD EPYC).

Without that instruction onnxruntime adds two products in 16 bits, where they may not have room (VPMADDUBSW); whether it counts right is
tried before.
"""

from __future__ import annotations

import functools
from typing import Any

from pipeline.speak.onnx_errors import of_onnxruntime
from pipeline.speak.onnx_proto import INT8, INT32, UINT8, describe, keep, messages, node, put

HIGHEST = "the highest of eight bits"

HAS_BITS = 18
"""Since this version of the operators there is BitwiseXor."""

FATAL = 4
"""onnxruntime's own messages: that it can't is no error here."""

TRIED_CHANNELS, TRIED_TAPS, TRIED_SAMPLES = 32, 3, 64


def sign(graph: Any, version: int) -> bool:
    """Change the convolutions of whole numbers in `graph`; False, and nothing changed, where there are none or onnxruntime can't count so here.

    version: of the operators.
    """
    import numpy as np

    rounded = {one.output[0]: one.output[2] for one in graph.node if one.op_type == "DynamicQuantizeLinear"}
    kinds = {one.name: one.data_type for one in graph.initializer}
    convolved = [
        one
        for one in graph.node
        if one.op_type == "ConvInteger"
        and len(one.input) > 2
        and rounded.get(one.input[0]) == one.input[2]
        and kinds.get(one.input[1]) == UINT8
    ]
    if not convolved or version < HAS_BITS or not counts_right():
        return False
    keep(graph, HIGHEST, np.array(128), UINT8)
    taken = {one.input[0] for one in convolved}
    nodes = []
    for one in graph.node:
        nodes.append(one)
        if one.op_type == "DynamicQuantizeLinear" and one.output[0] in taken:
            nodes += [*_lowered(one.output[0]), *_lowered(one.output[2])]
    for one in convolved:
        one.input[0], one.input[2] = _name(one.input[0]), _name(one.input[2])
    put(graph.node, nodes)
    return True


def _name(value: str) -> str:
    return f"{value} with a sign"


def _lowered(value: str) -> list[Any]:
    """Each of the numbers 128 lower, with a sign: the same bits but for the highest. Rounded anew, they would take 240 MB more of Kokoro."""
    turned = f"{value} turned"
    return [node("BitwiseXor", [value, HIGHEST], turned), node("Cast", [turned], _name(value), to=INT8)]


@functools.cache
def counts_right() -> bool:
    """Whether onnxruntime takes such numbers (1.24 and newer do) and adds up the largest right on this machine: a small convolution is tried."""
    import numpy as np
    import onnxruntime

    model = messages()["Model"](ir_version=8)
    model.opset_import.add(version=HAS_BITS)
    graph = model.graph
    graph.name = "tried"
    describe(graph.input, "taken", [1, TRIED_CHANNELS, TRIED_SAMPLES], UINT8)
    describe(graph.output, "sums", [1, TRIED_CHANNELS, TRIED_SAMPLES - TRIED_TAPS + 1], INT32)
    keep(graph, HIGHEST, np.array(128), UINT8)
    weights = keep(graph, "weights", np.full((TRIED_CHANNELS, TRIED_CHANNELS, TRIED_TAPS), 255), UINT8)
    inputs = [_name("taken"), weights, keep(graph, "zero", np.array(0), INT8), keep(graph, "no weight", np.array(0), UINT8)]
    graph.node.extend([*_lowered("taken"), node("ConvInteger", inputs, "sums", kernel_shape=[TRIED_TAPS])])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = FATAL
    # Four of the largest, four of the smallest, and so on: pairs of either have no room in 16 bits.
    taken = np.where(np.arange(TRIED_SAMPLES) // 4 % 2, 0, 255)
    inputs_of_run = {"taken": np.broadcast_to(taken, (1, TRIED_CHANNELS, TRIED_SAMPLES)).astype(np.uint8)}
    try:
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        (sums,) = session.run(None, inputs_of_run)
    except of_onnxruntime():
        return False
    right = 255 * TRIED_CHANNELS * np.convolve(taken - 128, np.ones(TRIED_TAPS, int), "valid")
    return bool((sums == right).all())
