"""Custom actions: translate tracker and use case, nothing else."""
