"""Run every measurement, or those named, and print ours beside its reference, with the ratio."""

import importlib
import pkgutil
import sys

import bench


def main() -> None:
    """Measure one module after the other, in one run, so that their numbers share a machine and a moment."""
    for name in sys.argv[1:] or [found.name for found in pkgutil.iter_modules(bench.__path__)]:
        module = importlib.import_module(f"bench.{name}")
        if not hasattr(module, "measure"):
            continue
        print(f"\n{(module.__doc__ or name).splitlines()[0]}")
        for row in module.measure():
            numbers = f"{row.ours:12.4g} {row.unit} against {row.reference:.4g}: {row.ratio:.2f} times"
            print(f"  {row.name:<54}{numbers}  {row.note}".rstrip())


if __name__ == "__main__":
    main()
