"""政协提案办理: from a member's draft to the answer, what it promised, and the proof that it was kept."""
