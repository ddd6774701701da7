"""Questions of fact, answered from the record of the product that they name."""
