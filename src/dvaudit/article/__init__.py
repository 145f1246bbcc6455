"""Articles: the figures of a running text, and what the text itself claims about them."""
