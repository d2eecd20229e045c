"""The author's workbench on the command line: what each of its commands reads, says and writes."""
