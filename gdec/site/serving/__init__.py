"""Serving: the site shown on this machine as its host will, and the choice of what a client is sent."""
