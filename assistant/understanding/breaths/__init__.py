"""Several wishes in one breath, put in the words that are read one by one."""
