"""Interview guides and rights cards: content that a centre can edit, put together for one person, occupation or vacancy."""
