"""How the machine does: health, metrics, the machinery page. Asks the apps; no app asks it."""
