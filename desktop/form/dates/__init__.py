"""Dates as people say them, and the calendar that pops up for them."""
