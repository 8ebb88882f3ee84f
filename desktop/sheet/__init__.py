"""Briefing sheets and lists, made and printed."""
