"""The checklist of materials."""
