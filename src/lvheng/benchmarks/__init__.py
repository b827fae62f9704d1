"""How fast the product is: each measure beside its floor, the least work that the database could do for the same end."""
