"""A household's own test sentences, spoken by the people who live there."""
