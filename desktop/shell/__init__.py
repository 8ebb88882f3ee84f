"""The window around the pages: frame, sidebar, search, status line, registers, help."""
