"""Marshmallow schemas: what comes in from outside, every unknown key refused by name."""
