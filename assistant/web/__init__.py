"""The page: the home and every turn, live in a browser on this machine."""
