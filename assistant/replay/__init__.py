"""Replaying what was said, typed or recorded, on fresh homes, and judging what came of it."""
