"""Words of editing, by which people put right what they have just said (Levelt, 1983).

Each is the inside of a group of a pattern; which of them count depends on what is put right.
"""

NO = "no|nah|nope|naw"
WAIT = "wait|hang on|hold on"
MEANT = "i mean|i meant"
MISTAKEN = "my (?:mistake|bad)|correction"
MAKE_IT = "make (?:that|it)"
THOUGHT_AGAIN = "on second thoughts?"
