"""Where tasks run: executors behind the one protocol of `model.task`."""
