"""Who and where: the city pack, divisions, units, posts, people over time, and working days."""
