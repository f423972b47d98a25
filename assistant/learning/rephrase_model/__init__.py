"""Which later request words an earlier one anew, learned from dialogues."""
