"""The parts that data is divided into."""

SPLITS = ("train", "validation", "test")
"""In the order in which reports name them."""
