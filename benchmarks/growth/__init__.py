"""What a question costs as the graph grows."""
