"""What `gdec` and `python -m gdec` run."""

import gc
import importlib
import os
import signal
import sys

from gdec.later import postpone


def main() -> None:
    """Run the command line; until it is there to tidy up, Ctrl-C ends the process at once and without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.set_threshold(150_000, 20, 20)  # a start makes many objects and hardly any garbage
    postpone()
    try:
        importlib.import_module("gdec.cli").main()
    except SystemExit as end:
        # All is written and closed by now, and taking the interpreter apart would take as long as a lookup.
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)


if __name__ == "__main__":
    main()
