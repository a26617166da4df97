"""Settings of all tests."""

from hypothesis import settings

# How long an example takes depends on the machine's other work and says nothing of the code.
settings.register_profile("afterfit", deadline=None)
settings.load_profile("afterfit")
