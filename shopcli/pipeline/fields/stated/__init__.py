"""Fields that a request names beside what it says of them."""
