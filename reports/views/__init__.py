"""Pages: reading, entering and comparing."""
