"""Which failures of the database pass by themselves: it answered, but had no lock or no room in time."""

import psycopg
from psycopg_pool import PoolTimeout, TooManyRequests

PASSING: tuple[type[Exception], ...] = (
    psycopg.errors.LockNotAvailable,
    psycopg.errors.QueryCanceled,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.SerializationFailure,
    psycopg.errors.TooManyConnections,
    PoolTimeout,
    TooManyRequests,
)


def is_passing(error: BaseException) -> bool:
    """Whether trying again may help: the error itself or, where Django wrapped it, what it was made of."""
    return isinstance(error, PASSING) or isinstance(error.__cause__, PASSING)
