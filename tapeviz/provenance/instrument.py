"""Rewrites program text so that each expression reports its value; what is computed, and where, stays the same.

`a + f(b)` becomes `T(3, T(1, a) + T(2, P(2, f)(T(4, b))))`: every original node keeps its own position, so tracebacks,
carets and `inspect` see the user's code. The reporters are looked up as builtins under names that no program can write.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from tapeviz.provenance.deciding import Deciding
from tapeviz.provenance.paths import key_text
from tapeviz.provenance.reporting import CALLEE, ENTER, FUNCTION, RESUMED, VALUE
from tapeviz.provenance.sites import span_of_node
from tapeviz.provenance.targets import local_names, part_of, paths_in_parts, plain_names

__all__ = ["Instrumenter"]

_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


class Instrumenter(Deciding):
    """Instruments a module in place.

    With `bodies` False only the code that the module itself runs is traced, and each function it makes is handed to
    the FUNCTION reporter; with `bodies` True function bodies are traced as well (for code that is swapped in while a
    cell runs). `is_quiet` names variables, such as modules, whose value carries no data.
    """

    # ---- expressions ----

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if not isinstance(node.ctx, ast.Load) or self.is_quiet(node.id):
            return node
        return self._value(node, "name", [], name=node.id)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if self._is_quiet_chain(node):
            return node
        node.value = self.visit(node.value)
        if not isinstance(node.ctx, ast.Load):
            return node
        return self._value(node, "attribute", [node.value], receiver=self._id_of(node.value), name=node.attr)

    def _is_quiet_chain(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and self.is_quiet(node.id)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        node.value = self.visit(node.value)
        node.slice = self.visit(node.slice)
        if not isinstance(node.ctx, ast.Load):
            self._note_place(node)
            return node
        key = key_text(node.slice.value) if isinstance(node.slice, ast.Constant) else ""
        operands = [node.value, *_slice_parts(node.slice)]
        return self._value(node, "subscript", operands, receiver=self._id_of(node.value), key=key)

    def _note_place(self, node: ast.Subscript) -> None:
        """In `a[i] = v` and `del a[i]` the value of `i` decides where `a` changes."""
        for part in _slice_parts(node.slice):
            number = self._id_of(part) if part is not None else None
            if number is not None:
                self.unit.sites[number].put_into = self._id_of(node.value)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        placed = ast.copy_location(ast.Pass(), node)
        written = ast.unparse(node.func) if not isinstance(node.func, (ast.Lambda, ast.Call)) else ""
        receiver = None
        function = node.func
        if isinstance(function, ast.Attribute) and not self._is_quiet_chain(function):
            function.value = self.visit(function.value)
            receiver = self._id_of(function.value)
        elif not isinstance(function, (ast.Name, ast.Attribute)):
            node.func = function = self.visit(function)
        node.args = [self.visit(a) for a in node.args]
        for keyword in node.keywords:
            keyword.value = self.visit(keyword.value)
        operands: list[ast.expr | None] = [*node.args, *(k.value for k in node.keywords)]
        kept = tuple(k.arg or "" for k in node.keywords)
        site = self._site(
            node, "call", children=self._ids(operands), receiver=receiver, name=written, text=",".join(kept)
        )
        site.called = self._id_of(function) if receiver is None else None
        site.spread = "" in kept or any(isinstance(a, ast.Starred) for a in node.args)
        if isinstance(function, ast.Attribute) and function.end_lineno != node.lineno:
            # CPython starts a method call at its attribute when that stands on another line; behind a reporter it would
            # not, and the traceback would name the first line of the chain.
            node.lineno = function.end_lineno or node.lineno
            node.col_offset = (function.end_col_offset or 0) - len(function.attr.encode())
        node.func = self._report(CALLEE, site, node.func, node.func)
        return self._report(VALUE, site, node, placed)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return self._value(node, "binop", [node.left, node.right])

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        if isinstance(node.operand, ast.Constant):
            return node
        self.generic_visit(node)
        return self._value(node, "unaryop", [node.operand])

    def visit_NamedExpr(self, node: ast.NamedExpr) -> ast.expr:
        node.value = self.visit(node.value)
        return self._value(node, "choice", [node.value], binds=(node.target.id,))

    def visit_Await(self, node: ast.Await) -> ast.expr:
        self.unit.resumes = True
        self.generic_visit(node)
        site = self._site(node, "await", children=self._ids([node.value]))
        node.value = self._report(CALLEE, site, node.value, node.value)  # what runs meanwhile runs for this line
        return self._report(VALUE, site, node, node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        self.unit.resumes = True
        return self.generic_visit(node)

    def visit_Yield(self, node: ast.Yield) -> ast.expr:
        self.unit.resumes = True
        if node.value is not None:
            node.value = self.visit(node.value)
            number = self._id_of(node.value)
            if number is not None:
                self.unit.sites[number].yields = True
        return self._report(RESUMED, self._site(node, "resumed"), node, node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
        return self._value(node, "string", [p.value for p in node.values if isinstance(p, ast.FormattedValue)])

    def _display(self, node: ast.List | ast.Tuple | ast.Set) -> ast.expr:
        self.generic_visit(node)
        if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            return node
        return self._value(node, "display", list(node.elts), spread=any(isinstance(e, ast.Starred) for e in node.elts))

    visit_List = visit_Tuple = visit_Set = _display  # noqa: N815 - the names that ast.NodeVisitor looks up

    def visit_Dict(self, node: ast.Dict) -> ast.expr:
        self.generic_visit(node)
        return self._value(node, "display", list(node.values), spread=None in node.keys)

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        if self.bodies:
            self._in_function(node, "<lambda>", lambda: self._traced_lambda(node))
        site = self._site(node, "function")
        return self._report(FUNCTION, site, node, node)

    def _traced_lambda(self, node: ast.Lambda) -> None:
        """`lambda a: body` becomes `lambda a: (ENTER(1, (a,)), body)[1]`."""
        body = self._returned(self.visit(node.body))
        entered = self._enter_call(node, node.args)
        both = ast.copy_location(ast.Tuple([entered, body], ast.Load()), node.body)
        node.body = ast.copy_location(ast.Subscript(both, ast.Constant(1), ast.Load()), node.body)

    def _enter_call(self, node: ast.AST, arguments: ast.arguments) -> ast.Call:
        site = self.unit.sites[self.function]  # type: ignore[index]
        names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        names += [a.arg for a in (arguments.vararg, arguments.kwarg) if a is not None]
        site.binds = tuple(names)
        place = _header(node)
        loads: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Load()), place) for name in names]
        return self._report(ENTER, site, ast.copy_location(ast.Tuple(loads, ast.Load()), place), place)

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> ast.expr:
        self.unit.resumes |= isinstance(node, ast.GeneratorExp)
        iterables = self._generators(node)
        node.elt = self.visit(node.elt)
        return self._value(node, "comprehension", iterables, receiver=self._id_of(node.elt))

    visit_ListComp = visit_SetComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def visit_DictComp(self, node: ast.DictComp) -> ast.expr:
        iterables = self._generators(node)
        node.key, node.value = self.visit(node.key), self.visit(node.value)
        return self._value(node, "comprehension", iterables, receiver=self._id_of(node.value))

    def _generators(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> list[ast.expr | None]:
        region = self._region(node)
        for generator in node.generators:
            generator.iter = self.visit(generator.iter)
            generator.ifs = [self.visit(test) for test in generator.ifs]
            self._decides(generator.iter, region, repeats=True)
            for test in generator.ifs:
                self._decides(test, region)
            names = plain_names(generator.target)
            if names:
                # A test that is always true: the only place inside a comprehension where the target can be seen.
                generator.ifs.insert(0, self._store(generator.target, names, [generator.iter], "element"))
        return [generator.iter for generator in node.generators]

    # ---- names that are bound ----

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        paths = tuple(ast.unparse(t) for t in node.targets if isinstance(t, (ast.Attribute, ast.Subscript)))
        parts = paths_in_parts(node)
        node.value = self.visit(node.value)
        self._bind_parts(node, parts)
        node.targets = [self.visit(target) for target in node.targets]
        direct = [t.id for t in node.targets if isinstance(t, ast.Name)]
        self._bind_value(node.value, direct, (), node)
        number = self._id_of(node.value)
        if number is not None:
            self.unit.sites[number].paths = paths
        self._store_value(node.value, node.targets, node)
        unpacked = [n for t in node.targets if not isinstance(t, ast.Name) for n in plain_names(t)]
        whole = self._store_statement(node, unpacked, [node.value], "unpack")
        if direct and self._id_of(node.value) is None:
            whole += self._store_statement(node, direct, [], "constant")
        return [node, *whole]

    def _bind_parts(self, node: ast.Assign, parts: dict[int, str]) -> None:
        """In `a.b, c = x, y` the value of `x` goes to the path `a.b`."""
        if not parts or not isinstance(node.value, ast.Call) or not isinstance(node.value.args[1], ast.Tuple):
            return
        for position, path in parts.items():
            number = self._id_of(node.value.args[1].elts[position])
            if number is not None:
                self.unit.sites[number].paths = (path,)
                span = span_of_node(node, self.unit.key, self.lines, ".".join(self.scope))
                self.unit.statements[number] = span

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is not None:
            node.value = self.visit(node.value)
            direct = [node.target.id] if isinstance(node.target, ast.Name) else []
            node.target = self.visit(node.target)
            self._bind_value(node.value, direct, (), node)
            self._store_value(node.value, [node.target], node)
        return node

    def _bind_value(self, value: ast.expr, names: list[str], stores: tuple[int, ...], statement: ast.stmt) -> None:
        number = self._id_of(value)
        if number is not None:
            self.unit.statements[number] = span_of_node(statement, self.unit.key, self.lines, ".".join(self.scope))
            site = self.unit.sites[number]
            site.binds += tuple(names)
            site.stores += stores

    def _store_value(self, value: ast.expr, targets: list[ast.expr], statement: ast.stmt) -> None:
        for target, part in _assigned(value, targets):
            stored = self._id_of(part)
            for number in self._stored_into([target]):
                self.unit.sites[number].stored = stored
                if stored is not None and part is not value:
                    span = span_of_node(statement, self.unit.key, self.lines, ".".join(self.scope))
                    self.unit.statements.setdefault(stored, span)
            if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
                base = self._id_of(target.value)
                if base is not None:
                    self.unit.sites[base].part = key_text(target.slice.value)

    def _stored_into(self, targets: list[ast.expr]) -> tuple[int, ...]:
        """The sites of `a` in targets such as `a[i]` and `a.b`: objects that the statement changes."""
        found: list[int] = []
        for target in targets:
            for node in ast.walk(target):
                if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store):
                    number = self._id_of(node.value)
                    if number is not None:
                        found.append(number)
                        if isinstance(node, ast.Attribute):
                            self.unit.sites[number].text = node.attr
        return tuple(found)

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        part = part_of(node.target)
        node.value = self.visit(node.value)
        node.target = self.visit(node.target)
        if isinstance(node.target, ast.Name):
            return [node, *self._store_statement(node, [node.target.id], [node.value], "augmented")]
        self._bind_value(node.value, [], self._stored_into([node.target]), node)
        base = self._id_of(node.target.value)
        if base is not None:
            self.unit.sites[base].grown = part
            if isinstance(node.target, ast.Subscript):
                self.unit.sites[base].grown_at = self._id_of(node.target.slice)
        return [node]

    def _with(self, node: ast.With | ast.AsyncWith) -> ast.stmt:
        first: list[ast.stmt] = []
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars = self.visit(item.optional_vars)
                names = plain_names(item.optional_vars)
                first += self._store_statement(item.optional_vars, names, [item.context_expr], "target")
        node.body = first + self._body(node.body)
        return node

    visit_With = visit_AsyncWith = _with  # noqa: N815

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        # A failing assert points at its comparison, so that stays bare; its operands report.
        node.test = self.generic_visit(node.test) if isinstance(node.test, ast.Compare) else self.visit(node.test)  # type: ignore[assignment]
        if node.msg is not None:
            node.msg = self.visit(node.msg)
        return node

    def visit_Return(self, node: ast.Return) -> ast.stmt:
        if node.value is not None:
            node.value = self._returned(self.visit(node.value))
        return node

    def _returned(self, value: ast.expr) -> ast.expr:
        """What a function hands back; a number that is written there reports too, for nothing given went into it."""
        plain = value.operand if isinstance(value, ast.UnaryOp) else value
        if isinstance(plain, ast.Constant) and isinstance(plain.value, (int, float, complex)):
            value = self._value(value, "literal", [])
        number = self._id_of(value)
        if number is not None:
            self.unit.sites[number].returns = True
        return value

    # ---- functions and classes ----

    def _definition(self, node: _FunctionNode) -> ast.stmt:
        self.unit.resumes |= isinstance(node, ast.AsyncFunctionDef)
        node.decorator_list = [self.visit(d) for d in node.decorator_list]
        node.args.defaults = [self.visit(d) for d in node.args.defaults]
        node.args.kw_defaults = [d and self.visit(d) for d in node.args.kw_defaults]
        site = self._site(_header(node), "function", name=node.name, binds=(node.name,))
        if self.bodies:
            self._in_function(node, node.name, lambda: self._traced_body(node))
        # Innermost, so that it gets the plain function; at the line of `def`, so that co_firstlineno stays.
        mark = ast.Call(ast.Name(FUNCTION, ast.Load()), [ast.Constant(site.id)], [])
        place = ast.Pass(lineno=node.lineno, col_offset=node.col_offset, end_lineno=node.lineno, end_col_offset=0)
        place.end_col_offset = node.col_offset + 3
        for part in ast.walk(mark):
            ast.copy_location(part, place)
        node.decorator_list.append(mark)
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _definition  # noqa: N815

    def _in_function(self, node: ast.AST, name: str, work: Callable[[], object]) -> object:
        kept = self.function, self.scope, self.is_quiet, self.loops, self.within
        self.scope, self.loops, self.within = [*self.scope, name], (), node
        local = local_names(node)
        outer = self.is_quiet
        self.is_quiet = lambda n: n not in local and outer(n)
        site = self._site(_header(node), "frame", name=name)
        self.function = site.id
        self.unit.global_names[site.id] = {n for g in ast.walk(node) if isinstance(g, ast.Global) for n in g.names}
        try:
            return work()
        finally:
            self.function, self.scope, self.is_quiet, self.loops, self.within = kept

    def _traced_body(self, node: _FunctionNode) -> None:
        head = node.body[:1] if ast.get_docstring(node, clean=False) is not None else []
        rest = self._body(node.body[len(head) :])
        call = self._enter_call(node, node.args)
        node.body = [*head, ast.copy_location(ast.Expr(call), _header(node)), *rest]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        kept, self.scope = self.scope, [*self.scope, node.name]
        node.body = self._body(node.body)
        self.scope = kept
        return node

    def visit_Delete(self, node: ast.Delete) -> ast.stmt:
        node.targets = [self.visit(target) if isinstance(target, ast.Subscript) else target for target in node.targets]
        return node

    def visit_TypeAlias(self, node: ast.AST) -> ast.AST:
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        if node.guard is not None:
            node.guard = self.visit(node.guard)
        captured = [n for p in ast.walk(node.pattern) if (n := getattr(p, "name", None) or getattr(p, "rest", None))]
        first = self._store_statement(node.pattern, captured, [], "target")
        node.body = first + self._body(node.body)
        return node


def _header(node: ast.AST) -> ast.AST:
    """The first line of a definition, as a node to take the position from."""
    place = ast.Pass()
    place.lineno = place.end_lineno = node.lineno  # type: ignore[attr-defined]
    place.col_offset = node.col_offset  # type: ignore[attr-defined]
    place.end_col_offset = node.col_offset + 3  # type: ignore[attr-defined]
    return place


def _assigned(value: ast.expr, targets: list[ast.expr]) -> Iterator[tuple[ast.expr, ast.expr]]:
    """(target, value) pairs of an assignment; of `a.b, c = x, y` those of the parts. The right side reports by now."""
    written = value.args[1] if isinstance(value, ast.Call) and len(value.args) > 1 else None
    parts = written.elts if isinstance(written, (ast.Tuple, ast.List)) else []
    for target in targets:
        inner = target.elts if isinstance(target, (ast.Tuple, ast.List)) else []
        plain = not any(isinstance(part, ast.Starred) for part in (*inner, *parts))
        if inner and plain and len(inner) == len(parts):
            for one, part in zip(inner, parts, strict=True):
                yield from _assigned(part, [one])
        else:
            yield target, value


def _slice_parts(node: ast.expr) -> list[ast.expr | None]:
    if isinstance(node, ast.Slice):
        return [node.lower, node.upper, node.step]
    return [node]
