"""What your model really does after fit: where it fails, why, what to change, which to ship."""

__version__ = "0.1.0"
