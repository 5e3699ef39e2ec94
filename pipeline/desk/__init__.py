"""The desk: what the six stages need around them. The show's settings, the day and its places, the edit loop, the cast, files."""
