"""The furnished register of the storage tests, to be harmed, on the disk where a user's register would lie."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.conftest import clock, furnished, house, house_path, ids

__all__ = ["clock", "furnished", "house", "house_path", "ids"]


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that is not in memory, whatever the other tests have: there no write takes long enough to be hit."""
    with TemporaryDirectory(prefix="aide-memoire-") as folder:
        yield Path(folder)
