"""Finds the calls that write to the database, by reading the source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

ALWAYS = {
    *("save", "asave", "create", "acreate", "get_or_create", "aget_or_create", "update_or_create"),
    *("aupdate_or_create", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "create_user"),
    *("create_superuser", "set_password"),
}
# dict.update(other), set.update(other), hash.update(bytes) and cache.delete(key) take a positional argument; what a
# QuerySet or a model offers under these names takes none.
WITHOUT_POSITIONAL = {"update", "aupdate", "delete", "adelete"}


@dataclass(frozen=True)
class Write:
    """One call: the class and function that hold it ("" for the module itself), on what, its method, its line."""

    where: str
    receiver: str
    method: str
    line: int


def writes(source: str) -> Iterator[Write]:
    """The writing calls of a source text; a call of an action, such as `lists.save(row=…)`, is none."""
    tree = ast.parse(source)
    actions = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tracker.actions")
        for alias in node.names
    }
    yield from (write for write in _within(tree, "") if write.receiver not in actions)


def _within(node: ast.AST, where: str) -> Iterator[Write]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _within(child, f"{where}.{child.name}" if where else child.name)
            continue
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Attribute) and _may_write(child):
            yield Write(where, ast.unparse(child.func.value), child.func.attr, child.lineno)
        yield from _within(child, where)


def _may_write(call: ast.Call) -> bool:
    method = call.func.attr
    return method in ALWAYS or (method in WITHOUT_POSITIONAL and not call.args)
