"""What was typed and not stored yet, kept over the end of the program."""
