"""What people said to a home assistant, mapped from their labels to ends in one plausible home."""
