"""The frame: what every part of the site knows of its names, settings, labels, templates and files."""
