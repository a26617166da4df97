"""YAML → a checked configuration."""

from afterfit.pipeline.config.load import config_warnings, parse_config, read_config
from afterfit.pipeline.config.sections import Config

__all__ = ["Config", "config_warnings", "parse_config", "read_config"]
