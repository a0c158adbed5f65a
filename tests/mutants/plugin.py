"""A plugin of pytest under which one module of the rules is read with a mistake in it; nothing is written to disk."""

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

from tests.mutants.catalogue import MUTANTS, Mutant

NUMBER = "ACCORD_MUTANT"
"""The variable that names the mutant, by its place in the catalogue."""


class Mutated(SourceFileLoader):
    """Reads a module with the mistake."""

    mutant: Mutant

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        """Compile the mutated text, whatever is in the cache."""
        source = self.mutant.applied(self.get_source(fullname) or "")
        return compile(source, self.get_filename(fullname), "exec")


class Finder(MetaPathFinder):
    """Finds the one module that is read with a mistake."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._mutant.module:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec
        assert spec.origin
        spec.loader = Mutated(fullname, spec.origin)
        spec.loader.mutant = self._mutant
        return spec


if NUMBER in os.environ:
    sys.meta_path.insert(0, Finder(MUTANTS[int(os.environ[NUMBER])]))
