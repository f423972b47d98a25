"""Simulated households who talk to the assistant, and the experiment that is made with them.

Nothing here knows the assistant's sentences; people word their wishes in their own way, and
success is what the home is like afterwards.
"""
