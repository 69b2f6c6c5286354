"""The pages of the guide: reading, versions, problems."""
