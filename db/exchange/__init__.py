"""Data in and data out: the bundle format, tables as CSV and XLSX, later iCalendar."""
