"""The launcher: environment, embedded database server and the tree of web and worker.

It may use only the standard library, psycopg and rich; it knows nothing of Django and of the rooms.
"""
