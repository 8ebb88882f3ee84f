"""The furnished register of the storage tests, to be harmed."""

from tests.store.conftest import clock, furnished, house, house_path, ids

__all__ = ["clock", "furnished", "house", "house_path", "ids"]
