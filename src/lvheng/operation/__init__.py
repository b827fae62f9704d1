"""Running the product: safe settings, health, metrics, log lines, the queue of jobs, backup and restore."""
