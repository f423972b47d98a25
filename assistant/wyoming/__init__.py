"""Speech services over the Wyoming protocol: ours for others, and others' for us."""
