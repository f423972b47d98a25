"""The benchmarks: one file each, found by name."""
