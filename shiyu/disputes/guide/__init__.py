"""The guided start: plain questions that lead a resident to the right way. The tree is data of the city pack."""
