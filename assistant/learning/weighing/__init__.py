"""How much each sign of the context counts in this home, learned from what was chosen."""
