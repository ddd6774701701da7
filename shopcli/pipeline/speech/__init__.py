"""Speech: what is shown, read aloud; and what a shopper says, heard by a catalog's own words."""
