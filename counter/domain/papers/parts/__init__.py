"""What several papers share: context, frame, tables, wording."""
