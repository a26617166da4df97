"""Tensorlab run folder → what its files say, one format a file."""

from afterfit.readers.tensorlab_run.folder import TensorlabFolder, is_tensorlab_run
from afterfit.readers.tensorlab_run.read import TensorlabRun, read_tensorlab_run

__all__ = ["TensorlabFolder", "TensorlabRun", "is_tensorlab_run", "read_tensorlab_run"]
