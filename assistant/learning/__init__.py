"""What the assistant remembers and what it makes of it."""
