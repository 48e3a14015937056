"""Import of past documents: rows kept to the rules of registering, written in bulk."""
