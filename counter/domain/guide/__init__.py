"""The guide (办事指南) as the window uses it: model, conditions, search, versions, reported problems."""
