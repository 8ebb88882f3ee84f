"""From a record to a printed sheet."""
