"""Writes: one frozen dataclass per thing a user can do."""
