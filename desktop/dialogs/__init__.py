"""Dialogs, one file per noun."""
