"""Commitments: who owes whom what by when."""
