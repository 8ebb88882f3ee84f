"""Frozen shapes: everything that crosses the border between `db` and `desktop`."""
