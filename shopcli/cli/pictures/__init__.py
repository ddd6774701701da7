"""What the commands share about pictures: their options, and a console that shows them."""
