import Laplace
import Tensors
import TextPlots

/// A number with a few significant digits, as people read it.
func formatted(_ number: Double, significant: Int = 4) -> String {
  NumberFormat.formatted(number, significant: significant)
}

/// A prior precision, or the range of several.
func formatted(_ prior: PriorPrecision) -> String { formatted(rangeOf: prior.values) }

/// A number, or the range of several and how many there are.
func formatted(rangeOf numbers: [Double]) -> String {
  guard numbers.count > 1, let low = numbers.min(), let high = numbers.max() else {
    return numbers.first.map { formatted($0) } ?? "none"
  }
  return "\(formatted(low))…\(formatted(high)) (\(numbers.count))"
}

extension PriorMean {
  /// The one number, or that of each weight.
  var numbers: [Double] {
    switch self {
    case .scalar(let number): [number]
    case .vector(let numbers): numbers
    }
  }
}

/// What a figure of time or memory is written in: it never compares when a notebook is checked.
func volatile(_ text: String) -> String { "⟨\(text)⟩" }

/// A duration in words: `0.31 s`, `12 ms`.
func duration(_ seconds: Double) -> String {
  seconds < 0.1
    ? "\(formatted(seconds * 1000, significant: 2)) ms" : "\(formatted(seconds, significant: 2)) s"
}

/// A number of bytes in words: `12 KiB`.
func bytes(_ count: Int) -> String {
  let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
  guard let (size, unit) = units.first(where: { count >= $0.0 }) else { return "\(count) B" }
  return "\(formatted(Double(count) / Double(size), significant: 3)) \(unit)"
}

extension JSONValue {
  /// A matrix as a list of rows.
  static func rows(_ matrix: Tensor<Double>) -> JSONValue {
    let columns = matrix.shape[1]
    return .array(
      (0..<matrix.shape[0]).map { row in
        .numbers(matrix.scalars[row * columns..<(row + 1) * columns])
      })
  }

  /// A tensor as lists of lists of numbers.
  static func nested(_ tensor: Tensor<Double>) -> JSONValue {
    guard tensor.shape.rank > 2 else { return .rows(tensor) }
    return .array(
      (0..<tensor.shape[0]).map {
        .nested(tensor.slice($0..<$0 + 1).reshaped(tensor.shape.dropFirst()))
      })
  }
}
