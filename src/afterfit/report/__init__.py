"""Charts and tables → files."""
