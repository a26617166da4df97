"""Records and statistics → results."""
