"""Periods of time as whole numbers, which a database hands over much faster than moments."""

import datetime as dt

from django.db.models import BigIntegerField, Func


class Period(Func):
    """The number of the period of so many seconds in which a moment lies, counted from 1970 in UTC."""

    output_field = BigIntegerField()

    def __init__(self, expression, seconds: int):
        super().__init__(expression)
        self.seconds = seconds

    def as_sqlite(self, compiler, connection, **extra):
        template = f"CAST(strftime('%%%%s', %(expressions)s) AS INTEGER) / {self.seconds}"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = f"FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / {self.seconds})::bigint"
        return self.as_sql(compiler, connection, template=template, **extra)


class QuarterHour(Period):
    """The days of every time zone begin with a quarter of an hour, so a local day can be worked out from it."""

    SECONDS = 900

    def __init__(self, expression):
        super().__init__(expression, self.SECONDS)

    @classmethod
    def number_of(cls, moment: dt.datetime) -> int:
        return int(moment.timestamp()) // cls.SECONDS
