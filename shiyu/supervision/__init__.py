"""13710督查督办: an order approved, reported after 1, 3, 7 days and 1 month, cleared to 0."""
