"""What is kept from one publishing to the next, so that little is made again."""
