"""Data only: the demonstration, all of it fictional. Imports nothing."""
