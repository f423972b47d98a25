"""Audio in and out: 16,000 hertz mono, in frames of 80 ms, time counted in samples."""
