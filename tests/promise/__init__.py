"""The two promises as a stateful property: a random history, and after every step every way out of the house."""
