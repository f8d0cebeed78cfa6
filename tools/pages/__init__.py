"""`make pages`: what is measured of every page, beside the budgets in `budgets.toml`. See docs/benchmarks.md."""
