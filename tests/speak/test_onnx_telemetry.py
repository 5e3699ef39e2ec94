"""Nothing goes to the makers of a library, and nothing of theirs is left in a user's home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def test_onnxruntime_sends_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    own = {name: value for name, value in os.environ.items() if name not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")}
    loads = "import pipeline.speak.onnx_errors as errors; errors.of_onnxruntime()"
    done = subprocess.run([sys.executable, "-c", loads], env={**own, "HOME": str(tmp_path)}, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
