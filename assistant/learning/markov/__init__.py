"""Rewrites found by absorbing Markov chains over what people said until it worked."""
