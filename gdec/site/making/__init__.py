"""The making: which pages are made, by which process, and how they come into the folder."""
