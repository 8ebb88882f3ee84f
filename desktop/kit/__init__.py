"""Colours, letters, icons and the small widgets everything is made of; no record, no action."""
