"""Taxonomies of work (ISCO-08, ESCO) and the linking of people's own words to them.

A leaf: it imports nothing of the rest of the house.
"""
