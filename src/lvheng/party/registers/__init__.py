"""The room's registers, each declared once; `apps.py` imports them in the order in which rows depend on each other."""
