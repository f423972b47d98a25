"""How simulated people word what they want: their own phrases, nicknames and habits."""
