"""Reading a published site back, as a visitor and as a machine would, from its files alone."""
