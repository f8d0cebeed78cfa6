"""The pages of one case: looking at it, making its moves, opening one, its contacts and its files."""
