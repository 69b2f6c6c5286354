"""The archive (归档): how long a finished case is kept, when it may go in, and when its person may be forgotten."""
