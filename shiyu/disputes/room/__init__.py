"""调解室: where the parties and the mediator of a dispute write to each other, each line seen by whom it is meant for."""
