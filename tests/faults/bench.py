"""Playing runs one after the other, and telling of those that went wrong."""

from tests.faults.checks import broken
from tests.faults.evidence import Evidence
from tests.faults.figures import Figures
from tests.faults.house import House
from tests.faults.plan import draw
from tests.faults.run import Run


async def played(house: House, seed: int, figures: Figures) -> str:
    """Play one run, and return what was broken with all that is known about it; nothing where all is as promised."""
    run = Run(draw(seed), await house.town(seed))
    try:
        await run.play()
        stuck = []
    except AssertionError as failed:
        stuck = [f"stuck: {failed}"]
    finally:
        await run.town.close()
    evidence = Evidence(run.town.file)
    found = stuck or broken(run, evidence)
    figures.add(run, evidence, found)
    told = _told(run, found) if found else ""
    house.clear(run.town)
    return told


def _told(run: Run, found: list[str]) -> str:
    """The transcript of a run that went wrong."""
    seed = run.plan.seed
    parts = [f"seed {seed}, to be repeated with: make faults SEED={seed} RUNS=1", "broken:"]
    parts += [f"  {one}" for one in found]
    parts += ["what happened, by Discord's clock:", *run.record.lines]
    parts += ["what people did, and were told:"]
    parts += [f"  {one}: {' / '.join(one.told) or 'nothing'}" for one in run.deeds]
    return "\n".join([*parts, run.town.transcript()])
