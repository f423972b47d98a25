"""One file a skill: its sentences, its handler, its replies; found by being here."""
