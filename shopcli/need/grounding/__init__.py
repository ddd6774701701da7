"""What of a request the catalog decides: kinds, fields, quantities, counts."""
