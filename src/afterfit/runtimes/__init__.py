"""A model file → outputs, layers, cost."""
