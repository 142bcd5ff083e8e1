"""When each word is said: a text, its pronunciations, and the acoustic model that finds them in the sound."""
