"""What `make bench` runs: the project beside what to compare it with, in one run."""
