import NeuralNetworks
import Tensors

/// The activations and cotangents of a batch where a matrix, or a bias, met activations.
///
/// The gradient of cotangent r of example b is `Σₜ g[r,b,t] a[b,t]ᵀ` in the matrix and `Σₜ g[r,b,t]` in
/// the bias. Every structure of curvature is made of these factors; the gradients themselves are formed
/// only where a structure needs them, a few examples at a time.
public struct SiteFactors<Scalar: TensorScalar>: Sendable {
  /// The activations a.
  public let activations: ParameterSite<Scalar>.Activations
  /// The cotangents g: (R, batch, T, out) with the channels last, (R, batch, out, T) with them first.
  public let cotangents: Tensor<Scalar>
  /// Where the channels of the cotangents are.
  public let channels: ParameterSite<Scalar>.ChannelAxis
  /// The number of examples.
  public let batchCount: Int
  /// The number T of positions of an example that share the parameters.
  public let positionCount: Int
  /// The length of the activations.
  public let inputCount: Int
  /// The length of the cotangents.
  public let outputCount: Int

  /// The number R of cotangents of each example.
  public var cotangentCount: Int { cotangents.shape[0] }

  /// The factors of a place; cotangents have the shape (R, batch, …) of its output with an axis in front.
  public init(
    activations: ParameterSite<Scalar>.Activations, cotangents: Tensor<Scalar>,
    channels: ParameterSite<Scalar>.ChannelAxis
  ) {
    self.activations = activations
    self.channels = channels
    let shape = cotangents.shape
    batchCount = shape[1]
    outputCount = channels == .first ? shape[2] : shape[-1]
    positionCount =
      channels == .first ? shape.dropFirst(3).count : shape.dropFirst(2).dropLast().count
    self.cotangents = cotangents.reshaped(
      shape.dropLast(shape.rank - 2)
        + (channels == .first ? [outputCount, positionCount] : [positionCount, outputCount]))
    inputCount =
      switch activations {
      case .vectors(let vectors): vectors.shape[-1]
      case .planes(let planes): planes.shape[1]
      case .windows(_, let geometry, _): geometry.patchCount
      }
  }

  /// The factors of vectors a of shape (batch, T, in) and cotangents (R, batch, T, out).
  public init(activations: Tensor<Scalar>, cotangents: Tensor<Scalar>) {
    self.init(activations: .vectors(activations), cotangents: cotangents, channels: .last)
  }

  /// The activations of a range of examples as vectors: (examples, T, in).
  public func activationVectors(_ examples: Range<Int>) -> Tensor<Scalar> {
    let count = examples.count
    switch activations {
    case .vectors(let vectors):
      return vectors.slice(examples).reshaped([count, positionCount, inputCount])
    case .planes(let planes):
      return planes.slice(examples).reshaped([count, inputCount, positionCount]).transposed()
    case .windows(let images, let geometry, let firstChannel):
      return images.slice(examples)
        .selectingPlanes(firstChannel..<firstChannel + geometry.channels).unfolded(geometry)
    }
  }

  /// The activations of all examples as vectors: (batch, T, in).
  public func activationVectors() -> Tensor<Scalar> {
    if case .vectors(let vectors) = activations {
      return vectors.reshaped([batchCount, positionCount, inputCount])
    }
    return activationVectors(0..<batchCount)
  }

  /// The cotangents with the channels last: (R, batch, T, out).
  public func cotangentVectors() -> Tensor<Scalar> {
    channels == .last ? cotangents : cotangents.transposed()
  }

  /// The factors of some rows of the matrix: of the cotangents' channels.
  func selectingRows(_ rows: Range<Int>) -> SiteFactors {
    guard rows != 0..<outputCount else { return self }
    let selected =
      channels == .last
      ? cotangents.selectingColumns(Array(rows))
      : cotangents.transposed().selectingColumns(Array(rows)).transposed()
    return SiteFactors(activations: activations, cotangents: selected, channels: channels)
  }

  /// The factors with every `count` examples that follow one another taken as one, whose positions are
  /// those of all of them: (batch, T) is read as (batch/count, count · T).
  func joiningExamples(_ count: Int) -> SiteFactors {
    guard count > 1 else { return self }
    let batch = batchCount / count
    let positions = count * positionCount
    return SiteFactors(
      activations: activationVectors().reshaped([batch, positions, inputCount]),
      cotangents: cotangentVectors().reshaped([cotangentCount, batch, positions, outputCount]))
  }

  /// The places of another use of the same parameters added to those of this one.
  func appending(_ other: SiteFactors) -> SiteFactors {
    SiteFactors(
      activations: .concatenated(activationVectors(), other.activationVectors(), alongAxis: 1),
      cotangents: .concatenated(cotangentVectors(), other.cotangentVectors(), alongAxis: 2))
  }

  /// The factors in other bases, `a ↦ Q_Aᵀ a` and `g ↦ Q_Bᵀ g`, with a basis vector in each row.
  public func rotated(
    activations inputBasis: Tensor<Scalar>, cotangents outputBasis: Tensor<Scalar>
  )
    -> SiteFactors
  {
    SiteFactors(
      activations: activationVectors().matrixProduct(inputBasis, transposingOther: true),
      cotangents: cotangentVectors().matrixProduct(outputBasis, transposingOther: true))
  }
}

extension Tensor {
  /// Some planes of images (…, planes, rows, columns) with one axis in front.
  fileprivate func selectingPlanes(_ planes: Range<Int>) -> Tensor {
    guard planes != 0..<shape[1] else { return self }
    let parts = (0..<shape[0]).map { image in
      slice(image..<image + 1).reshaped(shape.dropFirst()).slice(planes)
    }
    return Tensor.concatenated(parts).reshaped([shape[0], planes.count] + shape.dropFirst(2))
  }

  /// Two tensors joined along an axis, the axes before it being equal.
  fileprivate static func concatenated(
    _ one: Tensor, _ other: Tensor, alongAxis axis: Int
  ) -> Tensor {
    let outer = Shape(Array(one.shape.lengths.prefix(axis)))
    let inner = one.shape.dropFirst(axis + 1)
    let flattened = [one, other].map {
      $0.reshaped([outer.count, $0.shape[axis] * inner.count])
    }
    let rows = (0..<outer.count).flatMap { row in
      flattened.flatMap { $0.slice(row..<row + 1).scalars }
    }
    return Tensor(
      shape: outer + [one.shape[axis] + other.shape[axis]] + inner, scalars: rows)
  }
}
