"""Reads: functions of a session and `today` that return frozen records."""
