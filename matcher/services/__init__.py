"""The verbs. Services take a Session and never commit: one request, one command, one job is one transaction."""
