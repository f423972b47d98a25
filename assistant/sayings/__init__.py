"""What may be said in one home: sentences sampled from its names and the skills' templates."""
