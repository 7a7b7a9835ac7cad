import RealModule

/// Sums over the eigenvalues s of a curvature at any relative prior precision ρ: `Σ log(1 + s/ρ)` and
/// `Σ s/(s + ρ)`.
///
/// A long spectrum is sorted once into bins a quarter of a power of two wide, each of which keeps the
/// moments of its eigenvalues around its centre c. With `t = c/(c + ρ)` and `u = (s - c)/c`, |u| ≤ 1/9,
/// the sums are power series in `t u` that are exact to rounding after sixteen terms; so a question costs
/// the same however many eigenvalues there are.
struct SpectralMoments: Sendable {
  /// The smallest eigenvalue.
  let smallest: Double
  /// The largest eigenvalue.
  let largest: Double
  /// The eigenvalues that are taken one by one: all of a short spectrum, the negative ones of a long one.
  private let single: [Double]
  private let bins: [Bin]

  fileprivate struct Bin: Sendable {
    let center: Double
    /// `Σ uᵏ` for k = 0, 1, ….
    var moments: [Double]
  }

  private static let termCount = 16
  /// Below this length, going through the eigenvalues is as quick.
  private static let longCount = 1024

  init(_ eigenvalues: [Double]) {
    smallest = eigenvalues.min() ?? 0
    largest = eigenvalues.max() ?? 0
    guard eigenvalues.count > Self.longCount else {
      single = eigenvalues.filter { $0 != 0 }
      bins = []
      return
    }
    single = eigenvalues.filter { $0 < 0 }
    bins = Self.bins(eigenvalues)
  }

  /// The bin of a positive number is told by its exponent and the first two bits of its significand.
  private static func bins(_ eigenvalues: [Double]) -> [Bin] {
    let shift = UInt64(50)
    let first = Int(Double.leastNormalMagnitude.bitPattern >> shift)
    var places = [Int](repeating: -1, count: Int(Double.infinity.bitPattern >> shift) + 1)
    var bins: [Bin] = []
    for value in eigenvalues where value >= Double.leastNormalMagnitude {
      let key = max(first, Int(value.bitPattern >> shift))
      if places[key] < 0 {
        places[key] = bins.count
        let center = Double(bitPattern: UInt64(key) << shift + 1 << (shift - 1))
        bins.append(Bin(center: center, moments: [Double](repeating: 0, count: termCount)))
      }
      bins[places[key]].add(value)
    }
    return bins
  }

  /// `Σ log(1 + s/ρ) = log det(H + ρ I) - log det(ρ I)`; every `s + ρ` is positive.
  func logDeterminantRatio(_ relativePrecision: Double) -> Double {
    let ends = single.reduce(0) { $0 + .logOnePlus($1, over: relativePrecision) }
    return bins.reduce(ends) { sum, bin in
      let t = bin.center / (bin.center + relativePrecision)
      // log(1 + t u) = t Σₖ (-t)ᵏ⁻¹ uᵏ / k
      var series = 0.0
      for k in stride(from: Self.termCount - 1, through: 1, by: -1) {
        series = bin.moments[k] / Double(k) - t * series
      }
      return sum + bin.moments[0] * .logOnePlus(bin.center, over: relativePrecision) + t * series
    }
  }

  /// `Σ s/(s + ρ)`, the effective number of parameters (MacKay, 1992).
  func effectiveParameters(_ relativePrecision: Double) -> Double {
    let ends = single.reduce(0) { $0 + $1 / ($1 + relativePrecision) }
    return bins.reduce(ends) { sum, bin in
      let t = bin.center / (bin.center + relativePrecision)
      // t (1 + u)/(1 + t u) = t (1 + (1 - t) Σₖ (-t)ᵏ⁻¹ uᵏ)
      var series = 0.0
      for k in stride(from: Self.termCount - 1, through: 1, by: -1) {
        series = bin.moments[k] - t * series
      }
      return sum + t * (bin.moments[0] + (1 - t) * series)
    }
  }
}

extension SpectralMoments.Bin {
  fileprivate mutating func add(_ value: Double) {
    let u = (value - center) / center
    var power = 1.0
    for k in moments.indices {
      moments[k] += power
      power *= u
    }
  }
}
