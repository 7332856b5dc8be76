"""What the suites in Python and the benchmarks share: databases, servers, visitors, programs."""
