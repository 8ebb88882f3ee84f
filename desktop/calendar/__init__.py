"""The calendar of the register: agenda, month and year, and what has no date yet."""
