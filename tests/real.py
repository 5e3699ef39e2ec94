"""The newspaper's live blog and an editor's reading of it: beside the project where they may be used, never in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
BLOG = DATA / "live-blog.txt"

needs_blog = pytest.mark.skipif(not BLOG.exists(), reason="the newspaper's live blog is not here")


def gold() -> dict[str, Any]:
    """The editor's reading."""
    found: dict[str, Any] = yaml.safe_load((DATA / "live-blog.gold.yaml").read_text(encoding="utf-8"))
    return found
