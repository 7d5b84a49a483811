"""How hard the tests try: the long run of `make torture` is asked for with GDEC_TORTURE=1."""

import os

IS_TORTURE = os.environ.get("GDEC_TORTURE") == "1"


def times(normal, torture):
    """Give how often something is tried."""
    return torture if IS_TORTURE else normal
