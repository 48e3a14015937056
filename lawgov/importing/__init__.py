"""Import of past records from spreadsheets: files read, rows checked, runs carried on in steps."""
