"""The home as the assistant knows it: rooms, devices, people, and the state of everything."""
