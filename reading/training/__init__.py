"""How the model comes about. Needs scipy (requirements-train.txt); nothing of this is loaded at run time."""
