"""What is read, in which lines, and when: words of the chosen clips to cues in timeline time."""
