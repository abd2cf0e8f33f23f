"""The trusted core: who may see which vacancy, and why. Knows no web framework."""
