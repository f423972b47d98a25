"""How well requests are understood: right, asked back, declined, or a wrong action."""
