"""The subject and the database: what a register holds, how it is read, changed and kept."""
