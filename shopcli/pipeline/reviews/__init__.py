"""What buyers say: the reviews of a product, their feelings, what they speak of, and how they are summed up."""
