"""Which figure is wrong, and what it should have been; what a rule set says by itself."""
