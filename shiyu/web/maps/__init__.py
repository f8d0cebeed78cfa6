"""Maps on the pages: the city's outlines from our own origin, tiles of 天地图 only where a key is set."""
