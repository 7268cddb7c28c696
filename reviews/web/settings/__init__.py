"""The settings that leads and admins share. Strangers get a 404; who may look but not change is told why."""
