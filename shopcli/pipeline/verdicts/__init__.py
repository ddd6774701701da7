"""What is told of a product beside a wish: whether its record grants it, denies it, or says nothing of it."""
