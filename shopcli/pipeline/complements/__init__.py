"""What goes with a product: by baskets where there is a history, else by what records say."""
