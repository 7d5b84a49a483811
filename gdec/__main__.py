"""What `gdec` and `python -m gdec` run."""

import importlib
import signal


def main() -> None:
    """Run the command line; until it is there to tidy up, Ctrl-C ends the process at once and without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    importlib.import_module("gdec.cli").main()


if __name__ == "__main__":
    main()
