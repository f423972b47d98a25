"""What a sentence wishes, learned from how people word it."""
