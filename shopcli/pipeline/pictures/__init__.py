"""Search by a picture: which products look or sound like what it shows."""
