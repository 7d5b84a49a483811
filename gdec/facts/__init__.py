"""Facts: what an article says, as an author writes it down."""
