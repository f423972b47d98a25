"""The homes that requests are made in."""
