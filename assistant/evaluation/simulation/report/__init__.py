"""What the experiment found, for people: one page that needs nothing beside itself."""
