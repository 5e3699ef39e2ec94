"""Programs of others that check what is published; `make checkers` brings them. Tests that need one are skipped without it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MODULES = PROJECT / ".tools" / "node_modules"
NODE = shutil.which("node")

needs_webvtt_parser = pytest.mark.skipif(
    NODE is None or not (MODULES / "webvtt-parser").is_dir(), reason="needs node and the W3C's WebVTT parser: make checkers"
)

PARSE = """
const {WebVTTParser} = require(process.argv[1]);
const read = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(read.map(text => new WebVTTParser().parse(text, "subtitles").errors)));
"""


def webvtt_errors(*texts: str) -> list[list[str]]:
    """What the W3C's parser finds wrong with each text."""
    command = [str(NODE), "-e", PARSE, str(MODULES / "webvtt-parser")]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True, timeout=60)
    return [[f"{error['line']}: {error['message']}" for error in errors] for errors in json.loads(done.stdout)]
