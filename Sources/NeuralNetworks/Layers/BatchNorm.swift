import Autodiff
import Tensors

/// Each channel brought to mean 0 and variance 1 over the data (Ioffe and Szegedy, 2015).
///
/// `z = (x - m)/√(v + ε) ∘ w + b` for inputs of shape (channels, positions…). In training m and v are the
/// mean and the variance of the channel over the batch and its positions, and running means of them are
/// kept as statistics; an evaluation takes those, so that its examples do not depend on one another.
public struct BatchNorm: Layer, Equatable {
  /// The word `batchnorm`.
  public static let typeName = "batchnorm"

  /// The length of the first axis of an input.
  public let channels: Int
  /// The ε that keeps the division finite.
  public let epsilon: Double
  /// The part of a running statistic that a batch replaces.
  public let momentum: Double
  /// Whether there are w and b.
  public let isAffine: Bool

  private enum CodingKeys: String, CodingKey {
    case channels, momentum
    case epsilon = "eps"
    case isAffine = "affine"
  }

  /// A normalisation of channels.
  public init(
    channels: Int, epsilon: Double = 1e-5, momentum: Double = 0.1, affine: Bool = true
  ) {
    self.channels = channels
    self.epsilon = epsilon
    self.momentum = momentum
    isAffine = affine
  }

  /// Reads the layer of a model file; what is left out is as in PyTorch.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    channels = try values.decode(Int.self, forKey: .channels)
    epsilon = try values.decodeIfPresent(Double.self, forKey: .epsilon) ?? 1e-5
    momentum = try values.decodeIfPresent(Double.self, forKey: .momentum) ?? 0.1
    isAffine = try values.decodeIfPresent(Bool.self, forKey: .isAffine) ?? true
  }

  /// w and b, a number for each channel.
  public var parameters: [ParameterDescription] {
    guard isAffine else { return [] }
    return [
      ParameterDescription(name: "weight", shape: [channels], form: .scale),
      ParameterDescription(name: "bias", shape: [channels], form: .bias),
    ]
  }

  /// The running mean and the running variance of each channel.
  public var statistics: [ParameterDescription] {
    ["running_mean", "running_var"].map { ParameterDescription(name: $0, shape: [channels]) }
  }

  /// The input's shape.
  public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
    guard channels > 0, epsilon > 0, (0...1).contains(momentum) else {
      throw .invalidLayer(
        layer: 0, type: Self.typeName,
        reason: "channels and eps must be positive, and momentum between 0 and 1")
    }
    guard input.rank > 0, input[0] == channels else {
      throw .unexpectedInput(
        layer: 0, type: Self.typeName, expected: "\(channels) channels", found: input)
    }
    return input
  }

  /// `(x - m)/√(v + ε) ∘ w + b`.
  public func apply<Scalar: TensorScalar>(
    to input: Variable<Scalar>, parameters: [Variable<Scalar>], in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    // Positions, if there are any, are one axis after that of the channels.
    let isPlain = input.shape.rank == 2
    let perChannel: Shape = isPlain ? [channels] : [channels, 1]
    let planes =
      isPlain
      ? input : input.reshaped([input.shape[0], channels, input.shape.dropFirst(2).count])
    let normalized = normalized(planes, perChannel, in: &pass)
    guard isAffine else { return normalized.reshaped(input.shape) }
    let output =
      normalized * parameters[0].reshaped(perChannel) + parameters[1].reshaped(perChannel)
    let use = ParameterUse(
      operation: .scale, weight: 0, bias: 1, rows: 0..<channels,
      activations: isPlain
        ? ParameterSite.Activations.vectors(normalized.value) : .planes(normalized.value))
    return pass.note([use], output: output, channels: isPlain ? .last : .first)
      .reshaped(input.shape)
  }

  /// `(x - m)/√(v + ε)`; a training pass goes on to update the running statistics.
  ///
  /// A single number per channel has no variance, so that a last batch of one example would train the
  /// layers after this one on nothing but b. Such a batch takes the running statistics, and leaves them.
  private func normalized<Scalar: TensorScalar>(
    _ input: Variable<Scalar>, _ perChannel: Shape, in pass: inout ForwardPass<Scalar>
  ) -> Variable<Scalar> {
    let count = input.shape.count / channels
    guard pass.isTraining, count > 1 else {
      let mean = Variable(pass.statistic(0).reshaped(perChannel))
      let variance = Variable(pass.statistic(1).reshaped(perChannel))
      return (input - mean) / deviation(variance)
    }
    let share = Scalar(1 / Double(count))
    let one: Shape = [1] + perChannel
    let mean = share * input.summed(to: one)
    let centered = input - mean
    let variance = share * (centered * centered).summed(to: one)
    // The running variance is the unbiased one, though the batch is divided by the biased one.
    update(0, by: mean.value, in: &pass)
    update(1, by: Scalar(Double(count) / Double(count - 1)) * variance.value, in: &pass)
    return centered / deviation(variance)
  }

  /// `s ← (1 - momentum) s + momentum x`.
  private func update<Scalar: TensorScalar>(
    _ statistic: Int, by value: Tensor<Scalar>, in pass: inout ForwardPass<Scalar>
  ) {
    pass.update(
      statistic: statistic,
      to: Scalar(1 - momentum) * pass.statistic(statistic)
        + Scalar(momentum) * value.reshaped([channels]))
  }

  private func deviation<Scalar: TensorScalar>(_ variance: Variable<Scalar>) -> Variable<Scalar> {
    variance.affine(scale: 1, offset: Scalar(epsilon)).mapped(.squareRoot)
  }

  /// `w = 1`, `b = 0`.
  public func initialParameters(using random: inout RandomStream) -> [Tensor<Double>] {
    isAffine ? [Tensor(repeating: 1, shape: [channels]), .zeros([channels])] : []
  }

  /// Mean 0, variance 1.
  public func initialStatistics() -> [Tensor<Double>] {
    [.zeros([channels]), Tensor(repeating: 1, shape: [channels])]
  }
}
