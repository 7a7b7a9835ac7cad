import Tensors

/// A made-up problem, drawn from a seed.
///
/// The generator of a name has default settings; a case written out has those it is given.
public enum Generator: Hashable, Sendable {
  /// `y = sin(x) + noise`, x even on [0, 2 pi] outside the gap.
  case sinusoid(count: Int = 150, noise: Double = 0.2, gap: ClosedRange<Double> = 2...4)
  /// Two interleaved half circles of radius 1.
  case twoMoons(count: Int = 300, noise: Double = 0.15)
  /// Classes that are round Gaussian clouds, their centres even on a circle of radius 4.
  case blobs(count: Int = 300, classes: Int = 3, spread: Double = 1)
  /// Classes that wind around each other one and a half times, out to radius 1.
  case spirals(count: Int = 300, arms: Int = 2, noise: Double = 0.02)
  /// Pairs of items of some numbers, of which one is preferred: the inputs have shape (count, 2, inputs).
  case preferences(count: Int = 300, inputs: Int = 3, noise: Double = 1)

  /// The names of the generators.
  public static let names = ["blobs", "preferences", "sinusoid", "spirals", "two-moons"]

  /// The generator of the given name, with default settings.
  public init(named name: String) throws(DatasetError) {
    switch name {
    case "blobs": self = .blobs()
    case "preferences": self = .preferences()
    case "sinusoid": self = .sinusoid()
    case "spirals": self = .spirals()
    case "two-moons": self = .twoMoons()
    default: throw .unknownName(name, kind: "generator", names: Self.names)
    }
  }

  /// The name a user gives to draw from the generator.
  public var name: String {
    switch self {
    case .sinusoid: "sinusoid"
    case .twoMoons: "two-moons"
    case .blobs: "blobs"
    case .spirals: "spirals"
    case .preferences: "preferences"
    }
  }

  /// What the generator draws, in one line.
  public var summary: String {
    switch self {
    case .sinusoid: "a noisy sine on [0, 2 pi] with a gap in the inputs: regression"
    case .twoMoons: "two interleaved half circles: 2 classes in the plane"
    case .blobs: "round clouds on a circle: classes in the plane"
    case .preferences: "pairs of items of which one is preferred: like=reward"
    case .spirals: "arms that wind around each other: classes in the plane"
    }
  }

  /// Draws the examples; the same seed draws the same ones.
  public func dataset(seed: UInt64) throws(DatasetError) -> Dataset<Double> {
    try checkSettings()
    var random = RandomStream(seed: seed)
    switch self {
    case .sinusoid(let count, let noise, let gap):
      return try gappedSinusoid(count: count, noise: noise, gap: gap, random: &random)
    case .twoMoons(let count, let noise):
      return try points(count: count, classCount: 2, noise: noise, random: &random) {
        moonPoint(of: $0, at: .pi * $1.uniform())
      }
    case .blobs(let count, let classes, let spread):
      return try points(count: count, classCount: classes, noise: spread, random: &random) {
        label, _ in blobCentre(of: label, classCount: classes)
      }
    case .spirals(let count, let arms, let noise):
      return try points(count: count, classCount: arms, noise: noise, random: &random) {
        spiralPoint(of: $0, armCount: arms, at: $1.uniform())
      }
    case .preferences(let count, let inputs, let noise):
      return try preferencePairs(count: count, inputs: inputs, noise: noise, random: &random)
    }
  }

  private func checkSettings() throws(DatasetError) {
    switch self {
    case .sinusoid(let count, let noise, let gap):
      try checkCommon(count: count, noise: ("noise", noise), classes: ("classes", 1))
      guard gap.lowerBound > 0 || gap.upperBound < 2 * .pi else {
        throw .setting("gap", requirement: "a range that leaves inputs between 0 and 2 pi")
      }
    case .twoMoons(let count, let noise):
      try checkCommon(count: count, noise: ("noise", noise), classes: ("classes", 2))
    case .blobs(let count, let classes, let spread):
      try checkCommon(count: count, noise: ("spread", spread), classes: ("classes", classes))
      try checkSeveral("classes", classes)
    case .spirals(let count, let arms, let noise):
      try checkCommon(count: count, noise: ("noise", noise), classes: ("arms", arms))
      try checkSeveral("arms", arms)
    case .preferences(let count, let inputs, let noise):
      try checkCommon(count: count, noise: ("noise", noise), classes: ("classes", 1))
      guard (1...1000).contains(inputs) else {
        throw .setting("inputs", requirement: "from 1 to 1000")
      }
    }
  }

  private func checkSeveral(_ name: String, _ count: Int) throws(DatasetError) {
    guard count >= 2 else { throw .setting(name, requirement: "2 or more") }
  }

  private func checkCommon(
    count: Int, noise: (name: String, value: Double), classes: (name: String, count: Int)
  ) throws(DatasetError) {
    guard (max(classes.count, 1)...10_000_000).contains(count) else {
      throw .setting("n", requirement: "from \(max(classes.count, 1)) to 10000000")
    }
    guard noise.value.isFinite, noise.value >= 0 else {
      throw .setting(noise.name, requirement: "a finite number, 0 or more")
    }
  }
}
