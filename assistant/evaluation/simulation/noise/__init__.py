"""What a far-field recogniser makes of what was said, as text."""
