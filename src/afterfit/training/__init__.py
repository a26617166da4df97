"""Config → small model → exported variants."""
