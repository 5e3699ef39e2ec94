"""The house rules that a reader would otherwise have to take on trust."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

HOUSE = Path(pipeline.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
STAGES = {"read", "edit", "write", "speak", "mix", "publish"}
SHARED = {"model", "errors", "text", "net", "patience", "remedies", "shelf", "side", "extras", "regex"}
"""What any stage may use."""
PRINTING = HOUSE / "cli"
"""The command line."""
LONGEST = 300


def imports(file: Path) -> set[str]:
    """What of this package a file imports, as dotted names without `pipeline`."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.removeprefix("pipeline.") for name in node.names if name.name.startswith("pipeline.")}
        elif isinstance(node, ast.ImportFrom) and node.module == "pipeline":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline."):
            found.add((node.module or "").removeprefix("pipeline."))
    return {name.split(".")[0] for name in found}


def named(file: Path) -> str:
    return str(file.relative_to(HOUSE))


@pytest.mark.parametrize("file", [f for f in FILES if f.parent.name in STAGES], ids=named)
def test_a_stage_imports_itself_and_what_lies_below(file: Path) -> None:
    assert imports(file) <= SHARED | {file.relative_to(HOUSE).parts[0], "__version__"}


@pytest.mark.parametrize("name", ["model", "errors", "text", "net", "patience", "remedies", "shelf", "side", "extras", "regex"])
def test_the_ground_imports_only_the_ground(name: str) -> None:
    files = [HOUSE / f"{name}.py"] if (HOUSE / f"{name}.py").exists() else sorted((HOUSE / name).rglob("*.py"))
    assert set().union(*(imports(file) for file in files)) <= SHARED


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_has_one_job(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) <= LONGEST


@pytest.mark.parametrize("file", [f for f in FILES if PRINTING not in f.parents], ids=named)
def test_only_the_command_line_prints_and_exits(file: Path) -> None:
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)}
    assert not calls & {"print", "exit", "quit", "sys.exit", "typer.echo", "sys.stdout.write", "sys.stderr.write", "typer.Exit"}


def test_relative_imports_cannot_go_round_the_rules() -> None:
    for file in FILES:
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        assert not [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level], file


@pytest.mark.parametrize("file", FILES, ids=named)
def test_expressions_are_compiled_when_they_are_used(file: Path) -> None:
    """`re.compile` stands in functions alone: a thousand expressions of modules took longer than the rest of the start."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = {node for body in ast.walk(tree) if isinstance(body, ast.FunctionDef) for node in ast.walk(body)}
    assert not [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile" and node not in inside
    ]


def test_every_expression_can_be_compiled() -> None:
    """A mistake in one that is rarely used shows here, not on air."""
    names = [".".join(file.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__") for file in FILES]
    code = f"import importlib, re, pipeline.regex\npipeline.regex.regex = re.compile\nfor name in {names!r}:\n    importlib.import_module(name)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
