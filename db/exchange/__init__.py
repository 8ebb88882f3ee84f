"""Data in and data out: the bundle format, later CSV, XLSX and iCalendar."""
