"""What stands between the engine and the network: answers, who asks, the generic verbs of a case, the home page."""
