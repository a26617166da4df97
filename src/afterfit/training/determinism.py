"""Settings of torch under which the same training gives the same numbers."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reproducible_torch() -> Iterator[None]:
    """Run on one thread with deterministic kernels; the settings from before come back after.

    Sums depend on the number of threads, so a training resumed on another number of cores would
    differ; networks of this size gain little from a second one.
    """
    import torch

    n_threads = torch.get_num_threads()
    deterministic = torch.are_deterministic_algorithms_enabled()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(deterministic)
        torch.set_num_threads(n_threads)
