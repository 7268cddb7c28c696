"""The cache: on Redis while that answers, and forgetful while it does not. Nothing that matters is kept in it."""

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from common.guards.away import PATIENCE, redis_away


class ForgetfulCache(RedisCache):
    """`add` says that it is new, `get` that there is nothing, and what is set is forgotten, while Redis is away."""

    def __init__(self, server, params):
        options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
        super().__init__(server, {**params, "OPTIONS": {**options, **params.get("OPTIONS", {})}})

    def add(self, *args, **kwargs):
        return self._ask(super().add, True, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._ask(super().get, default, key, default, version)

    def set(self, *args, **kwargs):
        return self._ask(super().set, None, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._ask(super().delete, False, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._ask(super().has_key, False, *args, **kwargs)

    def clear(self):
        return self._ask(super().clear, False)

    def _ask(self, question, otherwise, *args, **kwargs):
        if redis_away:
            return otherwise
        try:
            return question(*args, **kwargs)
        except RedisError:
            redis_away.note()
            return otherwise
