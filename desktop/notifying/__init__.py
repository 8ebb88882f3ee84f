"""Reminders outside the window: what a person chose, what was told, and the way to the desktop; it knows no Qt."""
