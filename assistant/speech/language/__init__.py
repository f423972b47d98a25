"""The language of one home, compiled for the recognisers: lexicon, n-gram, graphs."""
