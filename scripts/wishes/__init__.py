"""Trains the stage that learns what a sentence wishes."""
