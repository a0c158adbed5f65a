"""How many examples each property is tried on: few in every run, many with `make thorough`."""

import os

EXAMPLES = int(os.environ.get("EXAMPLES", "20"))
