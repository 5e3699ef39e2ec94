"""What Layer III knows of itself: its frames, its checksum, one channel as two equal ones."""
