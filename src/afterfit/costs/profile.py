"""ModelGraph → ModelProfile."""

from afterfit.costs.memory import plan_memory
from afterfit.records import GraphOperator, LayerProfile, ModelGraph, ModelProfile


def profile_graph(graph: ModelGraph, name: str, variant: str) -> ModelProfile:
    """Return size, layers and memory of a model that was read from a file."""
    return ModelProfile(
        name=name,
        variant=variant,
        input_shape=graph.tensors[graph.inputs[0]].shape or (),
        file_bytes=graph.file_bytes,
        layers=tuple(_layer(graph, operator) for operator in graph.operators),
        file_format=graph.file_format,
        dtype_class=graph.dtype_class,
        weight_bytes=graph.weight_bytes,
        quantization_bytes=graph.quantization_bytes,
        memory=plan_memory(graph),
    )


def _layer(graph: ModelGraph, operator: GraphOperator) -> LayerProfile:
    weights = [graph.tensors[place] for place in operator.weights]
    return LayerProfile(
        name=operator.name,
        operator=operator.operator,
        output_shape=operator.output_shape or (),
        n_parameters=sum(weight.n_elements or 0 for weight in weights),
        n_macs=operator.n_macs,
        weight_bytes=sum(weight.n_bytes or 0 for weight in weights),
        output_bytes=graph.tensors[operator.outputs[0]].n_bytes if operator.outputs else None,
    )
