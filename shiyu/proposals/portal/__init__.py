"""委员端: proposals on a member's telephone, and those that everybody may read."""
