"""Status tables: the item model, what it holds, the view, and what narrows it."""
