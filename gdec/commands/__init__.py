"""One module a verb: arguments in, one engine call, output out."""
