"""What a request costs the server beside the database."""
