"""Run the command line as `python -m gdec`."""

import importlib

if __name__ == "__main__":
    importlib.import_module("gdec.cli").main()
