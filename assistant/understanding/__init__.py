"""Reading free wording: words, the names of the home, what people say for what, and frames."""
