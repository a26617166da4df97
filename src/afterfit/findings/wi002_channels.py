"""WI002: one channel carries the answers, or a channel is not read."""

from afterfit.findings.rule import Rule, Verdict, clear, not_applicable, raised
from afterfit.findings.wording import listing
from afterfit.results import ACCURACY, NumbersVariantWhatIf, NumbersWhatIf, WhatIf, Yardstick
from afterfit.results.what_if import PartImportance, VariantWhatIf
from afterfit.wording import quality_gap, quality_noun

HARDLY_MOVED = 0.01
"""A channel that moves less of the probability than this, when shuffled, is not read."""
LEAST_SHARE = 0.8
"""A channel carries it all where shuffling it costs this share of what all channels cost."""


def _judge(found: WhatIf | NumbersWhatIf) -> Verdict:
    if not found.variants:
        return not_applicable("No model was tried.")
    variant = found.variants[0]
    yardstick = found.yardstick if isinstance(found, NumbersWhatIf) else ACCURACY
    channels = variant.parts("channel")
    if not channels:
        return not_applicable("Windows have one channel, or channels were not shuffled.")
    unread = [one for one in channels if one.moved < HARDLY_MOVED]
    alone = _alone(channels)
    evidence = _evidence(channels, unread)
    if alone is None and not unread:
        return clear(
            f"{variant.scope.variant} reads every channel, and rests on none alone; "
            f"{channels[0].name} matters most ({quality_gap(channels[0].drop.value, yardstick)}).",
            **evidence,
        )
    return raised(" ".join(_claims(variant, alone, unread, yardstick)), **evidence)


def _alone(channels: tuple[PartImportance, ...]) -> PartImportance | None:
    """Return the channel that surely matters while the others together hardly do."""
    first, *others = channels
    total = sum(max(0.0, one.drop.value) for one in channels)
    surely = first.drop.low > 0 and first.drop.value >= LEAST_SHARE * total
    return first if others and surely else None


def _claims(
    variant: VariantWhatIf | NumbersVariantWhatIf,
    alone: PartImportance | None,
    unread: list[PartImportance],
    yardstick: Yardstick,
) -> list[str]:
    name = variant.scope.variant
    claims = []
    if alone is not None:
        claims.append(
            f"{name} rests on {alone.name} alone: from other windows it costs "
            f"{quality_gap(alone.drop.value, yardstick)} of {quality_noun(yardstick)}, all other "
            "channels together less than a quarter of that."
        )
    if unread:
        told = "scores" if yardstick.is_share else "numbers"
        verb = "is" if len(unread) == 1 else "are"
        claims.append(
            f"{listing([one.name for one in unread])} {verb} not read: {name} gives nearly the "
            f"same {told} with readings from other windows."
        )
    return claims


def _evidence(
    channels: tuple[PartImportance, ...], unread: list[PartImportance]
) -> dict[str, float | int | str]:
    return {
        "n_channels": len(channels),
        "most_important": channels[0].name,
        "drop": channels[0].drop.value,
        "n_not_read": len(unread),
        **({"not_read": ", ".join(one.name for one in unread)} if unread else {}),
    }


RULE: Rule[WhatIf | NumbersWhatIf] = Rule(
    code="WI002",
    title="One channel carries it all, or a channel is not read",
    severity="info",
    judge=_judge,
    next_steps=(
        "Leave channels that are not read out (variables) and train again: the same answers from "
        "a smaller model, and perhaps a cheaper sensor.",
        "If one channel carries it all, ask what happens when it fails: the page tells what its "
        "death costs.",
        "If the other channels should matter, look at their scale: a channel of large numbers "
        "drowns the others.",
    ),
    source="Breiman (2001), Machine Learning 45(1), 5-32 (permutation importance)",
)
