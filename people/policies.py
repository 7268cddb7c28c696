"""Who may change the set-up and the people in it."""


def may_configure(user):
    """Admins and the operators of this installation. Being an admin gives no sight of requests or reviews."""
    return user.configures


def may_grant_roles(user, to):
    """Roles decide who sees what: granted by an operator, and never to oneself."""
    return user.is_active and user.is_superuser and user != to
