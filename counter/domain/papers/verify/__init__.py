"""What a paper's QR signs, and what verifying a paper finds."""
