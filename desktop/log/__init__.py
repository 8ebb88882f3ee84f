"""The follow-up log: what was done, when, by whom."""
