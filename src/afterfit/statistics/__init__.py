"""Batches → counts that add."""
