"""ESCO, the European Commission's classification of occupations and skills, read from its official CSV download (v1.1 and later)."""
