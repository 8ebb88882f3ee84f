"""The one form engine: items, editors, rows, and what is kept of what was typed."""
