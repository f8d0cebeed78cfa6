"""调解室: where the sides of a dispute and its mediator write to each other, each line for whom it is meant."""
