"""The faces of the house: pages and command line. Thin: schema or form in, one service call, page or JSON out."""
