"""What people see: a real server and a real browser."""
