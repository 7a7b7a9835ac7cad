import Datasets
import Tensors

extension Tensor {
  /// The unit cotangent of every output for every example, of shape (C, batch, C).
  public static func outputDirections(outputs: Int, batch: Int) -> Tensor {
    outputDirections(scaledBy: Tensor(repeating: 1, shape: [batch, outputs]))
  }

  /// The cotangent of every output for every example, of shape (C, batch, C), with lengths of shape
  /// (batch, C): a square root of a diagonal matrix for each example.
  public static func outputDirections(scaledBy lengths: Tensor) -> Tensor {
    let (batch, outputs) = (lengths.shape[0], lengths.shape[1])
    var directions = Tensor.zeros([outputs, batch, outputs])
    for output in 0..<outputs {
      for example in 0..<batch {
        directions.scalars[(output * batch + example) * outputs + output] = lengths[example, output]
      }
    }
    return directions
  }

  /// Cotangents of shape (R, batch, C) with those of positions that have no label at 0: the loss does not
  /// depend on what the network says there.
  package func zeroingIgnoredPositions(of targets: Targets) -> Tensor {
    guard case .sequences(let labels, let length, _) = targets,
      labels.contains(Targets.ignoredLabel)
    else { return self }
    let counted = Tensor(
      shape: [shape[1], length, 1],
      scalars: labels.map { $0 == Targets.ignoredLabel ? Scalar(0) : 1 })
    return (reshaped([shape[0], shape[1], length, shape[2] / length]) * counted).reshaped(shape)
  }

  /// Cotangents drawn for each example from its own stream and divided by √S, of shape (S, batch, C):
  /// the sum of their outer products is the mean over the draws.
  static func sampledCotangents(
    _ samples: Int, using streams: inout [RandomStream],
    _ draw: (_ example: Int, _ random: inout RandomStream) -> [Double]
  ) -> Tensor {
    let scale = 1 / Double(samples).squareRoot()
    let draws = streams.indices.map { example in
      (0..<samples).map { _ in draw(example, &streams[example]) }
    }
    let count = draws.first?.first?.count ?? 0
    let values = (0..<samples).flatMap { sample in draws.flatMap { $0[sample] } }
    return Tensor(
      shape: [samples, streams.count, count],
      scalars: Scalar.narrowed(Double.affine(values, scale: scale, offset: 0)))
  }
}
