"""Words → one pipeline or analysis call."""
