"""A conversation without end: one microphone, one speaker, any number of turns.

It needs no sound device: whatever hands on frames is a microphone (`AudioSource`), whatever plays
samples is a speaker (`Player`), so a browser or a satellite talks in the same way.
"""
