"""矛盾纠纷多元化解: one window that registers, every way out, closed to the end."""
