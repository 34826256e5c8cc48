"""What a match reads, and how long it takes, on a district of any size."""
