"""13710督查督办: an order from its approval to its clearing, by the checkpoints 1, 3, 7 days and 1 month, down to zero."""
