"""The dumps: all of the data in a few files, brought up to date by blocks, and their description."""
