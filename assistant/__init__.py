"""A voice assistant for the home that learns from being corrected."""
