"""What a cell holds: text made plain, numbers, truths, money and what is offered for it."""
