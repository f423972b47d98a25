"""Where requests with known right ends come from: one small file a source."""
