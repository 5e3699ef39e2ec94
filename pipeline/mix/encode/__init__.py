"""A `Score` → finished files: encoded in pieces that are used again, tagged, and measured as a listener hears them."""
