"""A run → what its variant to ship is chosen by."""

from afterfit.pipeline.context import Context
from afterfit.pipeline.shipping import Shipping
from afterfit.readers import read_costs


def shipping_of_run(context: Context) -> Shipping:
    """Return the configured budget and the costs that the stage of testing found."""
    path = context.folder.costs
    costs = read_costs(path) if path.is_file() else ()
    shipping = Shipping(context.budget).with_models(costs)
    return shipping.shipped_as(
        {
            variant: form
            for variant, form in context.device_forms.items()
            if not shipping.runs(variant) and shipping.runs(form)
        }
    )
