import Tensors

extension Dataset {
  /// The same examples with the numbers of their inputs in another order, drawn from a seed: a task that
  /// looks different to a network, and is as hard (Goodfellow et al., 2014).
  public func permutingInputs(seed: UInt64) throws(DatasetError) -> Dataset {
    var random = RandomStream(seed: seed)
    let order = random.permutation(exampleShape.count)
    let rows = inputs.reshaped([count, exampleShape.count]).selectingColumns(order)
    return try Dataset(
      inputs: rows.reshaped(inputs.shape), targets: targets,
      inputNames: exampleShape.count == inputNames.count ? order.map { inputNames[$0] } : [],
      targetNames: targetNames, classNames: classNames)
  }
}
