"""The API as those outside see it: every verb as every role, hostile input, and the story of a request."""
