"""What onnxruntime raises: its errors share no base but Exception."""

from __future__ import annotations


def of_onnxruntime() -> tuple[type[Exception], ...]:
    """All kinds of them, those of Python's own that it lets through among them. Raises ImportError where it is not installed."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    own = [
        kind
        for kind in vars(state).values()
        if isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == state.__name__
    ]
    return (*own, RuntimeError, ValueError, MemoryError, OSError)
