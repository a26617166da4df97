"""DT007: a class has too few annotated objects to be judged."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Evidence, Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import count, listing
from afterfit.results import DetectorAnalysis, DetectorClass, DetectorVariant

FEWEST_OBJECTS = 20
FEWEST_IMAGES = 5


def _judge(variant: DetectorVariant) -> Verdict:
    classes = variant.quality.classes
    known = [one for one in classes if one.n_objects]
    absent = len(classes) - len(known)
    few = sorted(filter(_is_small, known), key=lambda one: (one.n_objects, one.class_name))
    left_out = f"; {count(absent, 'class', 'classes')} without any are left out" if absent else ""
    evidence: Evidence = {"n_small_classes": len(few), "n_absent_classes": absent}
    if not known:
        return not_applicable("There are no objects to be found.", **evidence)
    if not few:
        least = min(known, key=lambda one: one.n_objects)
        return clear(
            f"Every class has objects enough; fewest: {_told(least)}{left_out}.", **evidence
        )
    has = "has" if len(few) == 1 else "have"
    return raised(
        f"{count(len(few), 'class', 'classes')} of {len(known)} {has} fewer than {FEWEST_OBJECTS} "
        f"objects, or in fewer than {FEWEST_IMAGES} images: {listing(list(map(_told, few)))}"
        f"{left_out}.",
        **evidence,
        class_name=few[0].class_name,
        n_objects=few[0].n_objects,
    )


def _is_small(one: DetectorClass) -> bool:
    return one.n_objects < FEWEST_OBJECTS or one.n_images < FEWEST_IMAGES


def _told(one: DetectorClass) -> str:
    return f"{one.class_name} ({one.n_objects:,} in {count(one.n_images, 'image')})"


RULE: Rule[DetectorAnalysis] = Rule(
    code="DT007",
    title="A class has too few objects",
    severity="info",
    judge=on_test(_judge),
    next_steps=(
        "Trust no AP of these classes, and no small change of the mean that they are part of.",
        "Annotate more images that hold them; other images add more than other objects.",
        "Leave classes that the application does not need out of the ground truth.",
    ),
    source="Davison & Hinkley (1997), Bootstrap Methods and their Application, section 3.8",
)
"""Classes whose AP rests on too little."""
