"""``python -m afterfit`` is the command ``afterfit``."""

from afterfit.cli.main import main

main()
