/// What a user says about an axis.
public struct PlotAxis: Hashable, Sendable {
  /// The name of the quantity.
  public var label: String
  /// How numbers are mapped to lengths.
  public var scale: AxisScale
  /// The numbers to show; nothing to show all of the data.
  public var range: ClosedRange<Double>?

  /// An axis of a quantity, linear and as long as the data unless said otherwise.
  public init(
    _ label: String = "", scale: AxisScale = .linear, range: ClosedRange<Double>? = nil
  ) {
    self.label = label
    self.scale = scale
    self.range = range
  }

  /// The numbers covered: the wished range if it can be shown, else those of the data.
  func domain(of values: some Sequence<Double>, padding: Double) -> AxisDomain? {
    if let range, scale.transformed(range.lowerBound) != nil,
      scale.transformed(range.upperBound) != nil
    {
      return AxisDomain([range.lowerBound, range.upperBound], scale: scale)
    }
    return AxisDomain(values, scale: scale, padding: padding)
  }

  /// The label with what else must be read with it: `λ (log)`, `loss (×10³)`.
  func title(note: String) -> String {
    let notes = (scale == .log10 ? ["log"] : []) + (note.isEmpty ? [] : [note])
    guard !notes.isEmpty else { return label }
    return (label.isEmpty ? "" : label + " ") + "(\(notes.joined(separator: ", ")))"
  }
}
