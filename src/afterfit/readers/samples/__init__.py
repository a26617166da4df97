"""Files of labelled inputs → Samples, one format a file."""

from afterfit.readers.samples.layout import fit_to
from afterfit.readers.samples.options import SampleOptions, parse_audio
from afterfit.readers.samples.read import read_samples
from afterfit.signals import LogMel

__all__ = ["LogMel", "SampleOptions", "fit_to", "parse_audio", "read_samples"]
