"""Files → records, one format a file."""
