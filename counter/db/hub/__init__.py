"""The hub on PostgreSQL: its tables and functions as SQL files, the station's client, the administrator's side.

The only package that loads psycopg; nothing of it is loaded in a window's process.
"""
