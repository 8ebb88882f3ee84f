"""Today, Reminders, and the question of the first run."""
