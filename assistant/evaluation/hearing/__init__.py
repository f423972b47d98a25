"""How well speech is heard: recordings and made-up voices, scores, peers."""
