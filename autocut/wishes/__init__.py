"""What a user asks for, on the command line, beside a master or in a matrix, to presets with all of it laid on.

Layers, the later over the earlier: the preset, what is asked of all masters of a watched folder, the sidecar of the
master, the row of the matrix, the command line.
What a layer does not name stays. What is to be avoided and never shown adds up: no layer allows what another forbids.
"""
