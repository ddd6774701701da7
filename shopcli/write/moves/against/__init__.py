"""What speaks against products: that of which is warned, and what a record says otherwise than was wished."""
