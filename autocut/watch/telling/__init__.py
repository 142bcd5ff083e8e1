"""How the service tells the world: hooks, webhooks, log, health and figures."""
