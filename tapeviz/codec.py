"""Recordings and reports to JSON and back, under a schema number.

Every record becomes an object of its fields; a field that has its default value is left out, so an optional field that
is added later changes nothing for what was stored before. Strict JSON has no NaN, infinity or complex number: such a
scalar is an object with one key.
"""

from __future__ import annotations

import json
import math
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal

from tapeviz.errors import TapevizError
from tapeviz.records import Recording
from tapeviz.report import Report

__all__ = ["SCHEMA", "ForeignSchema", "dump_recording", "dump_report", "load_recording", "load_report"]

SCHEMA = 1


class ForeignSchema(TapevizError):
    """The text is not JSON that this version of tapeviz wrote; the message says what it is."""


def dump_recording(recording: Recording) -> str:
    """The recording as strict JSON."""
    return _dump("recording", recording)


def load_recording(text: str) -> Recording:
    """The recording that `dump_recording` wrote. Raises `ForeignSchema` for anything else."""
    return typing.cast("Recording", _load("recording", Recording, text))


def dump_report(report: Report) -> str:
    """The report, its recording included, as strict JSON."""
    return _dump("report", report)


def load_report(text: str) -> Report:
    """The report that `dump_report` wrote. Raises `ForeignSchema` for anything else."""
    return typing.cast("Report", _load("report", Report, text))


def _dump(kind: str, record: Any) -> str:
    return json.dumps({"schema": SCHEMA, "kind": kind, kind: _encode(record)}, allow_nan=False)


def _load(kind: str, record_type: type[Any], text: str) -> Any:
    try:
        stored = json.loads(text)
    except ValueError as error:
        raise ForeignSchema(f"this is no stored tapeviz {kind}: {error}") from error
    if not isinstance(stored, dict) or "schema" not in stored:
        raise ForeignSchema(f"this is no stored tapeviz {kind}: it has no schema number")
    if stored["schema"] != SCHEMA:
        raise ForeignSchema(
            f"this tapeviz {kind} has schema {stored['schema']!r}; this version of tapeviz reads schema {SCHEMA}"
        )
    if kind not in stored:
        raise ForeignSchema(f"this is a stored tapeviz {stored.get('kind', 'value')}, not a {kind}")
    try:
        return _decode(record_type, stored[kind])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ForeignSchema(f"this stored tapeviz {kind} is damaged: {error}") from error


def _encode(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((name, getattr(value, name), default) for name, _, default in _fields(_stored_type(type(value))))
        return {name: _encode(part) for name, part, default in pairs if not _is_default(part, default)}
    if isinstance(value, (tuple, list)):
        return [_encode(part) for part in value]
    if isinstance(value, complex):
        return {"complex": [_encode(value.real), _encode(value.imag)]}
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": repr(value)}
    return value


def _stored_type(record_type: type[Any]) -> Any:
    """A report that can draw itself is stored as the plain report it is."""
    return Report if issubclass(record_type, Report) else record_type


def _is_default(value: Any, default: Any) -> bool:
    """Equal and of the same type: 0 and False, or 1 and 1.0, are different values to a reader."""
    return type(value) is type(default) and bool(value == default)


@cache
def _fields(record_type: type[Any]) -> tuple[tuple[str, Any, Any], ...]:
    """Name, type and default (MISSING if it has none) of each field."""
    hints = typing.get_type_hints(record_type)
    return tuple((field.name, hints[field.name], _default(field)) for field in fields(record_type))


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _decode(hint: Any, value: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin in {types.UnionType, typing.Union}:
        return _decode_union(typing.get_args(hint), value)
    if origin is tuple:
        return _decode_tuple(typing.get_args(hint), value)
    if isinstance(hint, type) and is_dataclass(hint):
        return _decode_record(hint, value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    if origin is Literal and value not in typing.get_args(hint):
        raise ValueError(f"{value!r} is none of {typing.get_args(hint)}")
    return _decode_free(value)


def _decode_union(choices: tuple[Any, ...], value: Any) -> Any:
    """A record or tuple if there is one among the choices; None and scalars say themselves what they are."""
    if value is None:
        return None
    structured = (one for one in choices if is_dataclass(one) or typing.get_origin(one) is tuple)
    chosen = next(structured, None)
    if chosen is None:
        enums = (one for one in choices if isinstance(one, type) and issubclass(one, StrEnum))
        chosen = next(enums, object)
    return _decode(chosen, value)


def _decode_tuple(parts: tuple[Any, ...], value: Any) -> Any:
    if parts[1:] == (Ellipsis,):
        return tuple(_decode(parts[0], part) for part in value)
    return tuple(_decode(hint, part) for hint, part in zip(parts, value, strict=True))


def _decode_record(record_type: Any, value: dict[str, Any]) -> Any:
    known = _fields(record_type)
    unknown = value.keys() - {name for name, _, _ in known}
    if unknown:
        raise ValueError(f"{record_type.__name__} has no field {', '.join(sorted(unknown))}")
    return record_type(**{name: _decode(hint, value[name]) for name, hint, _ in known if name in value})


def _decode_free(value: Any) -> Any:
    """A scalar, or a nest of tuples of them."""
    if isinstance(value, list):
        return tuple(_decode_free(part) for part in value)
    if isinstance(value, dict):
        if "complex" in value:
            real, imag = value["complex"]
            return complex(_decode_free(real), _decode_free(imag))
        return float(value["float"])
    return value
