"""A scratch copy of the part of a namespace that a cell needs: whoever runs in it cannot reach the user's objects.

One memo serves the whole copy, so that aliases stay aliases: if `kernel` is `model.layers[0].kernel`, their copies are
one variable too. Tensors cannot change and are shared; what cannot be copied faithfully is refused, never shared.
"""

from __future__ import annotations

import abc
import collections
import copy
import enum
import functools
import sys
import threading
import types
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from tapeviz.fixing.allowed import Inspection, NotContained
from tapeviz.kinds import entries_of
from tapeviz.spans import is_user_class, is_user_file

__all__ = ["Scratch"]

_SHARED = (
    *(int, float, complex, str, bytes, type(None), type(Ellipsis), type(NotImplemented), range, slice),
    *(types.CodeType, types.WrapperDescriptorType, types.MethodDescriptorType, types.GetSetDescriptorType),
    *(
        types.MemberDescriptorType,
        types.GenericAlias,
        types.MappingProxyType,
        enum.Enum,
        np.generic,
        np.dtype,
        np.ufunc,
    ),
)
# By name, so that TensorFlow need not be imported here: they cannot change, or only describe.
_SHARED_NAMES = {"CompositeTensor", "TypeSpec", "TensorShape", "DType", "DatasetV2", "Signature", "Parameter"}
_SHARED_NAMES |= {"Pattern", "Fraction", "Decimal", "OpDef", "NodeDef", "TypeVar", "_Final", "finfo", "iinfo"}
_STATEFUL_NAMES = {"IteratorBase", "QueueBase", "LookupInterface", "GradientTape", "ConcreteFunction", "SummaryWriter"}
_STATEFUL_NAMES |= {
    "Checkpoint",
    "AutotrackableIterator",
    "OptionalV2",
    "BarrierBase",
    "ReaderBase",
    "ConditionalAccumulatorBase",
}
_DEEPCOPIED_NAMES = {"RandomState", "Random", "BitGenerator"}
_LOCKS = {"lock", "RLock", "Lock"}
_SKIPPED_IN_CLASS = {"__dict__", "__weakref__", "_abc_impl", "__abstractmethods__", "__static_attributes__"}
_EMPTY = object()
_DEPTH = 40_000


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """The layers of a long model hang on each other like a chain, and each link takes some calls."""
    former = sys.getrecursionlimit()
    sys.setrecursionlimit(max(former, _DEPTH))
    try:
        yield
    finally:
        sys.setrecursionlimit(former)


class Scratch:
    """Copies the names that an inspection found needed; `namespace` is the copy."""

    def __init__(
        self,
        engine: Any,
        original: Mapping[str, Any],
        home: Mapping[str, Any],
        seen: Inspection,
        replaced: Sequence[tuple[Any, Any]] = (),
    ) -> None:
        """`original` is the namespace as the cell found it, `home` the dict that its functions have as globals.

        `replaced` are pairs of an object and what is to stand in its place wherever it occurs.
        """
        self.engine = engine
        self.state = engine.state
        self.namespace: dict[str, Any] = {"__builtins__": __builtins__}
        self.memo: dict[int, Any] = {}
        self._originals: list[Any] = []
        self._globals: dict[int, dict[str, Any]] = {id(home): self.namespace, id(original): self.namespace}
        self._needed = seen.needed
        self._by_key: dict[int, Any] = {}
        self._making: set[int] = set()
        self._later: list[tuple[types.CellType, type]] = []
        self._tables: list[Any] = []
        for value, other in replaced:
            self._remember(value, other)
        with _deep_recursion():
            for name in ("__name__", *sorted(seen.needed.get(id(home), set()) | seen.needed.get(id(original), set()))):
                if name in original:
                    self.namespace[name] = self._named(name, original[name])
        self._renew_ids()

    def _named(self, name: str, value: Any) -> Any:
        try:
            return self.copy(value)
        except NotContained as reason:
            raise NotContained(f"{name} cannot be copied: {reason}") from None
        except RecursionError:
            raise NotContained(f"{name} is nested too deeply to be copied") from None

    def copy(self, value: Any) -> Any:
        """The one copy of a value; the value itself where it cannot change."""
        if id(value) in self.memo:
            return self.memo[id(value)]
        if isinstance(value, enum.Enum) or (isinstance(value, _SHARED) and type(value).__module__ != "__main__"):
            return value
        made = self._copied(value)
        return made if made is value else self._remember(value, made)

    def _remember(self, value: Any, made: Any) -> Any:
        """Known from now on, also to what it holds."""
        self.memo[id(value)] = made
        self._originals.append(value)
        return made

    def _copied(self, value: Any) -> Any:
        cls = type(value)
        special = _BY_TYPE.get(types.ModuleType if issubclass(cls, types.ModuleType) else cls)
        if special is not None:
            return special(self, value)
        kind = self.engine.kind(value)
        if kind == "tensor" or (kind == "symbolic" and hasattr(value, "graph")):
            return value
        if kind == "variable" and self.engine.variable(value) is value:
            return self._variable(value)
        names = {base.__name__ for base in cls.__mro__}
        if names & _STATEFUL_NAMES:
            raise NotContained(f"a {cls.__name__} holds state outside Python")
        if names & _SHARED_NAMES and kind != "module":
            return value
        if "ObjectProxy" in names:  # how TensorFlow wraps the dicts that a module holds
            return cls(self.copy(value.__wrapped__))
        if names & _DEEPCOPIED_NAMES or cls is np.random.Generator:
            return copy.deepcopy(value)
        if isinstance(value, type):
            return self._class(value) if is_user_class(value) and not issubclass(value, enum.Enum) else value
        return self._other(value, cls)

    def _other(self, value: Any, cls: type) -> Any:
        if self.engine.python_function(value) is not None and hasattr(value, "python_function"):
            return self.state.clone_function(value, self.copy(value.python_function))
        if cls.__name__ == "FunctionCache":  # what was traced holds the user's variables; the copy traces anew
            return cls()
        if cls.__name__ in _LOCKS and cls.__module__ in ("_thread", "threading"):
            return threading.RLock() if cls.__name__ == "RLock" else threading.Lock()
        return self._object(value, cls)

    # ---- data ----

    def _variable(self, variable: Any) -> Any:
        key = self.engine.variable_key(variable)
        if key not in self._by_key:
            try:
                self._by_key[key] = self.state.clone_variable(variable)
            except Exception as problem:  # noqa: BLE001 - not initialised, on a device that is gone, ...
                raise NotContained(f"its variable cannot be read ({type(problem).__name__})") from None
        return self._by_key[key]

    def _array(self, array: Any) -> Any:
        if array.dtype.hasobject:
            raise NotContained("an array of Python objects")
        base = array.base
        if type(base) is not np.ndarray or base.dtype.hasobject:
            return array.copy(order="K")
        copied = self.copy(base)
        if copied.strides != base.strides:
            raise NotContained("an array that is a view of another")
        offset = array.__array_interface__["data"][0] - base.__array_interface__["data"][0]
        view = (
            np.ndarray(array.shape, array.dtype, copied.data, offset, array.strides)
            if copied.flags.c_contiguous
            else None
        )
        if view is None or offset < 0:
            raise NotContained("an array that is a view of another")
        view.flags.writeable = array.flags.writeable
        return view

    def _list(self, value: Any) -> Any:
        cls: Any = type(value)
        made = self._remember(value, cls.__new__(cls))
        list.extend(made, [self.copy(part) for part in list(value)])
        return made

    def _dict(self, value: Any) -> Any:
        cls: Any = type(value)
        made = self._remember(value, cls.__new__(cls))
        if isinstance(value, collections.defaultdict):
            collections.defaultdict.__init__(made, self.copy(value.default_factory))
        put = collections.OrderedDict.__setitem__ if isinstance(value, collections.OrderedDict) else dict.__setitem__
        for key, part in entries_of(value):
            put(made, self.copy(key), self.copy(part))
        self._tables.append(made)
        return made

    def _set(self, value: Any) -> Any:
        cls: Any = type(value)
        made = self._remember(value, cls.__new__(cls))
        for part in list(value):
            set.add(made, self.copy(part))
        self._tables.append(made)
        return made

    def _deque(self, value: Any) -> Any:
        made = self._remember(value, type(value)(maxlen=value.maxlen))
        made.extend([self.copy(part) for part in list(value)])
        return made

    def _tuple(self, value: Any) -> Any:
        parts = [self.copy(part) for part in value]
        if type(value) is tuple and all(new is old for new, old in zip(parts, value, strict=True)):
            return value
        return self.memo.get(id(value)) or tuple.__new__(type(value), parts)

    # ---- code ----

    def _function(self, function: types.FunctionType) -> Any:
        names = self._globals_for(function)
        cells = function.__closure__
        if names is function.__globals__ and not cells and not vars(function):
            return function
        closure = tuple([self._cell(cell) for cell in cells]) if cells else None
        made = types.FunctionType(function.__code__, names, function.__name__, None, closure)
        self._remember(function, made)
        made.__defaults__ = self.copy(function.__defaults__)
        made.__kwdefaults__ = self.copy(function.__kwdefaults__)
        made.__qualname__, made.__doc__ = function.__qualname__, function.__doc__
        made.__module__, made.__annotations__ = function.__module__, dict(function.__annotations__)
        for name, part in vars(function).items():
            vars(made)[name] = self.copy(part)
        return made

    def _globals_for(self, function: types.FunctionType) -> dict[str, Any]:
        """The copy's globals: a library's own, and for the user's code a scratch namespace."""
        real = function.__globals__
        if id(real) not in self._globals:
            if not is_user_file(function.__code__.co_filename):
                return real
            self._globals[id(real)] = mine = {"__builtins__": __builtins__, "__name__": real.get("__name__")}
            for name in sorted(self._needed.get(id(real), ())):
                if name in real:
                    mine[name] = self._named(name, real[name])
        return self._globals[id(real)]

    def _cell(self, cell: types.CellType) -> types.CellType:
        if id(cell) in self.memo:
            return self.memo[id(cell)]  # type: ignore[no-any-return]
        made: types.CellType = self._remember(cell, types.CellType())
        try:
            content = cell.cell_contents
        except ValueError:  # the name is not bound yet
            return made
        if id(content) in self._making:
            self._later.append((made, content))
        else:
            made.cell_contents = self.copy(content)
        return made

    def _method(self, method: types.MethodType) -> Any:
        return types.MethodType(self.copy(method.__func__), self.copy(method.__self__))

    def _builtin(self, function: types.BuiltinFunctionType) -> Any:
        owner = function.__self__
        if owner is None or isinstance(owner, (types.ModuleType, type)):
            return function
        return getattr(self.copy(owner), function.__name__)

    def _partial(self, value: Any) -> Any:
        return type(value)(self.copy(value.func), *self.copy(value.args), **self.copy(value.keywords))

    def _cached(self, value: Any) -> Any:
        return functools.lru_cache(**value.cache_parameters())(self.copy(value.__wrapped__))

    def _module(self, module: types.ModuleType) -> Any:
        if not is_user_file(getattr(module, "__file__", None) or "<no file>"):
            return module
        made = self._remember(module, types.ModuleType(module.__name__, module.__doc__))
        self._globals.setdefault(id(vars(module)), vars(made))
        for name in sorted(self._needed.get(id(vars(module)), ())):
            if name in vars(module):
                vars(made)[name] = self._named(f"{module.__name__}.{name}", vars(module)[name])
        return made

    def _weak(self, reference: Any) -> Any:
        target = reference()
        return reference if target is None else weakref.ref(self.copy(target))

    def _class(self, cls: type) -> Any:
        """A class of the user's again, so that its methods have the scratch namespace as globals."""
        if id(cls) in self._making:
            raise NotContained(f"the class {cls.__name__} holds an object of its own kind")
        self._making.add(id(cls))
        bases = tuple(map(self.copy, cls.__bases__))
        slots = {name for name, part in vars(cls).items() if isinstance(part, types.MemberDescriptorType)}
        members = {n: self._member(p) for n, p in vars(cls).items() if n not in _SKIPPED_IN_CLASS | slots}
        meta: Any = type(cls)
        made: Any = meta.__new__(meta, cls.__name__, bases, members)
        self._making.discard(id(cls))
        self._remember(cls, made)
        for cell, content in [pair for pair in self._later if pair[1] is cls]:
            cell.cell_contents = made
            self._later.remove((cell, content))
        return made

    def _member(self, member: Any) -> Any:
        if isinstance(member, (staticmethod, classmethod)):
            return type(member)(self.copy(member.__func__))
        if isinstance(member, property):
            return type(member)(self.copy(member.fget), self.copy(member.fset), self.copy(member.fdel))
        if isinstance(member, functools.cached_property):
            return type(member)(self.copy(member.func))
        return self.copy(member)

    # ---- objects ----

    def _object(self, value: Any, cls: type) -> Any:
        """An object by its fields: a layer, a model, a `tf.Module`, an object of a class of the user's."""
        if isinstance(value, BaseException) or hasattr(value, "__next__"):
            raise NotContained(f"a {cls.__name__}")
        for base, fill in ((list, Scratch._list), (dict, Scratch._dict), (set, Scratch._set), (tuple, Scratch._tuple)):
            if isinstance(value, base):
                return self._fields(value, fill(self, value))
        new_class = self.copy(cls)
        try:
            made = self._remember(value, object.__new__(new_class))
        except TypeError:
            raise NotContained(f"a {cls.__module__}.{cls.__qualname__}") from None
        return self._fields(value, made)

    def _fields(self, value: Any, made: Any) -> Any:
        self._remember(value, made)
        fields = getattr(value, "__dict__", None)
        for name, part in entries_of(fields) if fields else ():
            made.__dict__[name] = self.copy(part)
        for base in type(value).__mro__:
            for name, slot in vars(base).items():
                if isinstance(slot, types.MemberDescriptorType) and hasattr(base, "__slots__"):
                    part = getattr(value, name, _EMPTY)
                    if part is not _EMPTY:
                        slot_of_made = getattr(type(made), name, slot)
                        slot_of_made.__set__(made, self.copy(part))
        return made

    def _renew_ids(self) -> None:
        """Keras keys some tables by `id()`: what was copied has another."""
        for table in self._tables:
            if isinstance(table, set):
                old = {key for key in table if type(key) is int and key in self.memo}
                table.difference_update(old)
                table.update(id(self.memo[key]) for key in old)
            else:
                for key in [key for key in table if type(key) is int and key in self.memo]:
                    dict.__setitem__(table, id(self.memo[key]), dict.pop(table, key))


_BY_TYPE: dict[type, Any] = {
    np.ndarray: Scratch._array,
    list: Scratch._list,
    dict: Scratch._dict,
    collections.OrderedDict: Scratch._dict,
    collections.defaultdict: Scratch._dict,
    collections.Counter: Scratch._dict,
    set: Scratch._set,
    tuple: Scratch._tuple,
    collections.deque: Scratch._deque,
    frozenset: lambda self, value: frozenset(map(self.copy, value)),
    bytearray: lambda self, value: bytearray(value),
    types.FunctionType: Scratch._function,
    types.MethodType: Scratch._method,
    types.BuiltinFunctionType: Scratch._builtin,
    types.ModuleType: Scratch._module,
    functools.partial: Scratch._partial,
    type(functools.lru_cache(len)): Scratch._cached,
    weakref.ref: Scratch._weak,
    weakref.WeakKeyDictionary: lambda self, value: weakref.WeakKeyDictionary(),
    weakref.WeakValueDictionary: lambda self, value: weakref.WeakValueDictionary(),
    weakref.WeakSet: lambda self, value: weakref.WeakSet(map(self.copy, value)),
    abc.ABCMeta: lambda self, value: self._class(value) if is_user_class(value) else value,
}
"""How each type is copied that must not be taken apart."""
