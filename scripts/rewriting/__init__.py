"""Fits how known requests are weighed."""
