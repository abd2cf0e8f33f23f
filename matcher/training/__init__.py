"""An encoder of our own: `python -m matcher.training --help`.

corpus -> pieces -> batches -> table -> folder. Nothing of the product imports this package.
"""
