"""The functions and the store that `import gdec` gives, by topic; `gdec/__init__.py` names them all."""
