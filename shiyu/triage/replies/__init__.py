"""答复检查: what an answer says of what was asked, before it is sent. Advice with its sentence; never a bar."""
