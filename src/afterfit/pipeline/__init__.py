"""Config → stages → a run folder."""
