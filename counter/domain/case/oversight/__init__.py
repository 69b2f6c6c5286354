"""What the supervisor's room adds to a case: findings of a review (案卷评查) and orders to hand it over (改派)."""
