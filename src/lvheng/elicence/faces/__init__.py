"""The faces of one record: what is signed, how it is written, and how it is read and believed. Pure, no database."""
