"""A drill: sources that misbehave, workers and brokers that are killed, and a count of what came through."""
