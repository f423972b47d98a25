"""What was learned to say instead: the table, how it is looked up, and what it may never do."""
