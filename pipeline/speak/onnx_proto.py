"""The few parts of onnx.proto (onnx.ai) that a graph is read and changed with; all other fields of a model go through as they are."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIELDS: dict[str, tuple[tuple[str, int, str, bool], ...]] = {
    "Tensor": (("dims", 1, "int64", True), ("data_type", 2, "int32", False), ("name", 8, "string", False), ("raw_data", 9, "bytes", False)),
    "Attribute": (
        ("name", 1, "string", False), ("i", 3, "int64", False), ("t", 5, "Tensor", False), ("ints", 8, "int64", True),
        ("type", 20, "int32", False),
    ),
    "Node": (
        ("input", 1, "string", True), ("output", 2, "string", True), ("name", 3, "string", False), ("op_type", 4, "string", False),
        ("attribute", 5, "Attribute", True),
    ),
    "Size": (("dim_value", 1, "int64", False), ("dim_param", 2, "string", False)),
    "Shape": (("dim", 1, "Size", True),),
    "Kind": (("elem_type", 1, "int32", False), ("shape", 2, "Shape", False)),
    "Type": (("tensor_type", 1, "Kind", False),),
    "Value": (("name", 1, "string", False), ("type", 2, "Type", False)),
    "Graph": (
        ("node", 1, "Node", True), ("name", 2, "string", False), ("initializer", 5, "Tensor", True), ("input", 11, "Value", True),
        ("output", 12, "Value", True), ("value_info", 13, "Value", True),
    ),
    "Operators": (("domain", 1, "string", False), ("version", 2, "int64", False)),
    "Model": (("ir_version", 1, "int64", False), ("graph", 7, "Graph", False), ("opset_import", 8, "Operators", True)),
}  # fmt: skip
"""The names and numbers of fields, their types, and which are lists."""

FLOAT, UINT8, INT8, INT32, INT64 = 1, 2, 3, 6, 7
"""`TensorProto.DataType`."""
BYTES = {FLOAT: "<f4", UINT8: "u1", INT8: "i1", INT32: "<i4", INT64: "<i8"}
"""How raw_data holds them, as NumPy says it."""
INT, INTS = 2, 7
"""`AttributeProto.AttributeType`."""


@functools.cache
def messages() -> dict[str, Any]:
    """Classes for `FIELDS`."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="part_of_onnx.proto", package="part", syntax="proto2")
    for name, fields in FIELDS.items():
        message = file.message_type.add(name=name)
        for field, number, kind, many in fields:
            label = kinds.LABEL_REPEATED if many else kinds.LABEL_OPTIONAL
            if kind in FIELDS:
                message.field.add(name=field, number=number, label=label, type=kinds.TYPE_MESSAGE, type_name=f".part.{kind}")
            else:
                message.field.add(name=field, number=number, label=label, type=getattr(kinds, f"TYPE_{kind.upper()}"))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"part.{name}")) for name in FIELDS}


def read(model: bytes) -> Any:
    """The model, as an object of fields. Raises ValueError for what is none."""
    from google.protobuf.message import DecodeError

    made = messages()["Model"]()
    try:
        made.ParseFromString(model)
    except DecodeError as error:
        raise ValueError("not a model") from error
    return made


def node(kind: str, inputs: Sequence[str], output: str, **attributes: int | list[int]) -> Any:
    """A node that gives one value."""
    made = messages()["Node"](op_type=kind, name=f"{kind} to {output}", input=inputs, output=[output])
    for name, value in attributes.items():
        if isinstance(value, int):
            made.attribute.add(name=name, i=value, type=INT)
        else:
            made.attribute.add(name=name, ints=value, type=INTS)
    return made


def ints(node: Any, name: str, default: list[int]) -> list[int]:
    """The whole numbers that `node` has for an attribute."""
    return next((list(one.ints) for one in node.attribute if one.name == name), default)


def copy(message: Any) -> Any:
    """One that stands by itself: what a list held is gone with it."""
    return type(message).FromString(message.SerializeToString())


def put(held: Any, messages: Sequence[Any]) -> None:
    """Make a list of a message hold these and no others; some may be its own."""
    copied = [copy(one) for one in messages]
    del held[:]
    held.extend(copied)


def array(tensor: Any) -> NDArray[np.float32] | None:
    """The numbers of `tensor` in its dimensions; None where they are no floats, or are not kept in it as bytes."""
    import numpy as np

    if tensor.data_type != FLOAT or len(tensor.raw_data) != 4 * math.prod(tensor.dims):
        return None
    return np.frombuffer(tensor.raw_data, BYTES[FLOAT]).reshape(tuple(tensor.dims))


def keep(graph: Any, name: str, numbers: NDArray[Any], kind: int = FLOAT) -> str:
    """Put `numbers` among the constants of `graph` under `name`, which is returned; each is one of the `kind`."""
    graph.initializer.add(name=name, dims=numbers.shape, data_type=kind, raw_data=numbers.astype(BYTES[kind]).tobytes())
    return name


def describe(values: Any, name: str, sizes: Sequence[int | str], kind: int = FLOAT) -> None:
    """Say in a list of values that `name` is numbers of the `kind`, of `sizes`; what is named alike is of one size."""
    value = values.add(name=name)
    value.type.tensor_type.elem_type = kind
    value.type.tensor_type.shape.SetInParent()
    for size in sizes:
        if isinstance(size, int):
            value.type.tensor_type.shape.dim.add(dim_value=size)
        else:
            value.type.tensor_type.shape.dim.add(dim_param=size)
