"""The gate: a finished file measured, and held against its preset, its plan, its master and the laws of editing."""
