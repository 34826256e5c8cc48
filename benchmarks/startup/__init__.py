"""How long a server takes until it answers, and what it keeps in memory."""
