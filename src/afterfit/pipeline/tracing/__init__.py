"""Run folder → what each stage did, and how one prediction came about."""
