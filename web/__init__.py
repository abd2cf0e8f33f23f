"""The faces of the house: pages and command line. Thin: schema in, one service call, schema out."""
