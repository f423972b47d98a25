"""Builds the acoustic model that the assistant ships."""
