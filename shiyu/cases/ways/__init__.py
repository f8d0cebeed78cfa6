"""Ways out for notices: who is reached how (`routing`), and the gateways that take a message."""
