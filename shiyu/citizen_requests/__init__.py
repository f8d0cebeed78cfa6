"""市民诉求 (12345, portal, counter): from a citizen's words to an answer he has judged himself."""
