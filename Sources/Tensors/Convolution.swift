/// The convolution of images with a weight as a trilinear form, and the three maps that belong to it.
///
/// With x of shape (…, batch, channels, rows, columns), w of shape (…, outputs, channels/groups, kernel
/// rows, kernel columns) and g of the shape of the output,
///
///     F(x, w, g) = Σ g[n, o, p] w[o, k] x[n, window k at position p] = ⟨g, conv(x, w)⟩,
///
/// summed over images n, output planes o, positions p and places k of the window over the planes of
/// o's group. Leaving one operand out gives the convolution itself and its two adjoints; each is linear in
/// both of the others, so that the derivative of any of them is another of them. Axes in front of the
/// four are repeated as in arithmetic.
public struct Convolution: Hashable, Sendable {
  /// The windows over all planes of the images.
  public let geometry: WindowGeometry
  /// The planes of the output.
  public let outputs: Int
  /// The parts into which input and output planes are divided; each part sees only its own.
  public let groups: Int

  /// One of the three operands of the form.
  public enum Operand: Int, Sendable, CaseIterable {
    /// x, of shape (…, batch, channels, rows, columns).
    case images
    /// w, of shape (…, outputs, channels/groups, kernel rows, kernel columns).
    case weights
    /// g, of shape (…, batch, outputs, output rows, output columns).
    case outputs
  }

  /// A convolution of images with the geometry's planes; `groups` divides those and the output planes.
  public init(_ geometry: WindowGeometry, outputs: Int, groups: Int = 1) {
    precondition(
      groups > 0 && geometry.channels % groups == 0 && outputs % groups == 0,
      "\(groups) groups do not divide \(geometry.channels) and \(outputs) planes")
    self.geometry = geometry
    self.outputs = outputs
    self.groups = groups
  }

  /// The windows over the planes of one group.
  public var groupGeometry: WindowGeometry { geometry.with(channels: geometry.channels / groups) }

  /// The output planes of one group.
  public var groupOutputs: Int { outputs / groups }

  /// The shape of an operand without leading axes; `batch` is the number of images.
  public func shape(of operand: Operand, batch: Int) -> Shape {
    switch operand {
    case .images: [batch, geometry.channels, geometry.height, geometry.width]
    case .weights:
      [outputs, geometry.channels / groups, geometry.kernel.rows, geometry.kernel.columns]
    case .outputs: [batch, outputs, geometry.outputHeight, geometry.outputWidth]
    }
  }

  /// `conv(x, w)`.
  public func outputs<Scalar: TensorScalar>(
    images: Tensor<Scalar>, weights: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let pairs = LeadingPairs(lead(images, .images), lead(weights, .weights))
    let batch = images.shape[-4]
    return Tensor(
      shape: pairs.shape + shape(of: .outputs, batch: batch),
      scalars: Scalar.convolutionOutputs(
        self, batch: batch, images: images.scalars, weights: weights.scalars, pairs))
  }

  /// The images that belong to outputs g, `Σ g w` at every pixel: the adjoint of `conv` in x.
  public func images<Scalar: TensorScalar>(
    weights: Tensor<Scalar>, outputs: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let pairs = LeadingPairs(lead(weights, .weights), lead(outputs, .outputs))
    let batch = outputs.shape[-4]
    return Tensor(
      shape: pairs.shape + shape(of: .images, batch: batch),
      scalars: Scalar.convolutionImages(
        self, batch: batch, weights: weights.scalars, outputs: outputs.scalars, pairs))
  }

  /// The weights that belong to outputs g, `Σ g x` over images and positions: the adjoint in w.
  public func weights<Scalar: TensorScalar>(
    images: Tensor<Scalar>, outputs: Tensor<Scalar>
  ) -> Tensor<Scalar> {
    let pairs = LeadingPairs(lead(images, .images), lead(outputs, .outputs))
    let batch = images.shape[-4]
    precondition(
      batch == outputs.shape[-4], "\(images.shape) and \(outputs.shape) are of different batches")
    return Tensor(
      shape: pairs.shape + shape(of: .weights, batch: batch),
      scalars: Scalar.convolutionWeights(
        self, batch: batch, images: images.scalars, outputs: outputs.scalars, pairs))
  }

  /// The leading axes of an operand whose other axes are checked.
  private func lead<Scalar: TensorScalar>(_ tensor: Tensor<Scalar>, _ operand: Operand) -> Shape {
    let expected = tensor.shape.rank < 4 ? [] : shape(of: operand, batch: tensor.shape[-4])
    precondition(
      Shape(Array(tensor.shape.lengths.suffix(4))) == expected,
      "\(operand) of shape \(tensor.shape) do not fit \(self)")
    return tensor.shape.dropLast(4)
  }
}

/// How the leading axes of two operands meet: which of the first operand's blocks goes with which of the
/// second's, for every block of the result.
public struct LeadingPairs: Hashable, Sendable {
  /// The common leading axes.
  public let shape: Shape
  /// For every block of the first operand, the blocks of the second that it meets and the block of the
  /// result they make.
  let partners: [[Partner]]

  struct Partner: Hashable {
    let second: Int
    let result: Int
  }

  /// The pairs of two operands with these leading axes.
  public init(_ first: Shape, _ second: Shape) {
    do {
      shape = try Shape.broadcast(first, second)
    } catch {
      preconditionFailure(error.description)
    }
    let firsts = first.positions(broadcastTo: shape)
    let seconds = second.positions(broadcastTo: shape)
    var partners = [[Partner]](repeating: [], count: first.count)
    for (result, place) in firsts.enumerated() {
      partners[place].append(Partner(second: seconds[result], result: result))
    }
    self.partners = partners
  }
}

extension Shape {
  /// For every element of a larger shape, the element of this one that is repeated there.
  fileprivate func positions(broadcastTo target: Shape) -> [Int] {
    var positions = [0]
    let padded = [Int](repeating: 1, count: target.rank - rank) + lengths
    for (length, own) in zip(target.lengths, padded) {
      positions = positions.flatMap { base in
        (0..<length).map { base * own + (own == 1 ? 0 : $0) }
      }
    }
    return positions
  }
}
