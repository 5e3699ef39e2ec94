"""The site that the tests of this folder ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.read.web.site import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as one:
        yield one
