"""Following: from a triple back to the words, the rule or the reason that it rests on."""
