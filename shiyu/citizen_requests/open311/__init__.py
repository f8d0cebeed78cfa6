"""Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): any Open311 app in the world can report to the city and look.

`urls` names every address, `door` gives each answer its format and its errors; behind them `services` (what can be
reported), `posting` (a report through the engine's one door) and `published` + `shown` (what everybody may read).
What a city offers and publishes stands in its pack, `rules/open311.toml`.
"""
