"""DT007: a class has too few annotated objects to be judged."""

from afterfit.findings.judged import on_test
from afterfit.findings.rule import Rule, Verdict, clear, raised
from afterfit.findings.wording import count, listing
from afterfit.results import DetectorAnalysis, DetectorVariant

FEWEST_OBJECTS = 20
FEWEST_IMAGES = 5


def _judge(variant: DetectorVariant) -> Verdict:
    classes = variant.quality.classes
    few = sorted(
        (one for one in classes if one.n_objects < FEWEST_OBJECTS or one.n_images < FEWEST_IMAGES),
        key=lambda one: (one.n_objects, one.class_name),
    )
    if not few:
        least = min(classes, key=lambda one: one.n_objects)
        return clear(
            f"Every class has objects enough; {least.class_name} has the fewest, "
            f"{least.n_objects:,} in {count(least.n_images, 'image')}.",
            n_classes=0,
        )
    named = [
        f"{one.class_name} ({one.n_objects:,} in {count(one.n_images, 'image')})"
        for one in few
    ]
    return raised(
        f"{count(len(few), 'class', 'classes')} of {len(classes)} "
        f"{'has' if len(few) == 1 else 'have'} fewer than {FEWEST_OBJECTS} objects, or objects in "
        f"fewer than {FEWEST_IMAGES} images: {listing(named)}.",
        n_classes=len(few),
        fewest_objects=few[0].n_objects,
        class_name=few[0].class_name,
    )


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
