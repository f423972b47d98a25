"""Whoever is measured: ours, and the best open matchers on the same items and homes."""
