"""What was changed when and by whom, and the Trash."""
