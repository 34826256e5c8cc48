"""What odd questions cost the known ones."""
