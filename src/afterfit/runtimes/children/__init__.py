"""Scripts that run a model in a process of their own; they import nothing of afterfit."""
