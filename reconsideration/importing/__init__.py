"""Import of past cases from spreadsheets: read, checked by the rules of cases, written in bulk."""
