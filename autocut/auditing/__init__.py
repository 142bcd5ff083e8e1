"""What versions make of their master: who and what part of it gets how much of the time; pure.

Speakers are the anonymous labels of voices, A, B, ...; nobody's sex, age, origin or name is guessed, here or elsewhere.
"""
