"""Who came to a talk, from the joins and leaves. Pure."""

import enum


class Verdict(enum.StrEnum):
    ATTENDED = "attended"
    ABSENT = "absent"
    UNKNOWN = "unknown"
