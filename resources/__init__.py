"""Plain files the program ships: sheet templates, translations, the starter register."""
