"""The pages of supervision: the board, the list, the weekly ledger, the units' standing, key projects."""
