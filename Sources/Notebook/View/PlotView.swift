import RealModule
import TextPlots

/// A picture under a cursor: its points can be read out, its curves hidden, its axes changed.
public struct PlotView: Sendable {
  /// The picture as it was made.
  private let original: Plot
  /// The series the cursor is on, among those of the plot.
  private(set) var focus = 0
  /// The point of the focused series, counted from 0.
  private(set) var point = 0
  private var hidden: Set<Int> = []
  private var hidesBands = false
  /// The part of the horizontal axis that is shown, in the units of its scale; nil for all.
  private var window: ClosedRange<Double>?
  private var scales: (x: AxisScale, y: AxisScale)?
  /// Whether the numbers that are drawn are shown in place of the picture.
  private(set) var isTable = false
  /// What the last key could not do.
  private(set) var message: String?

  /// A picture with the cursor at its marked or middle point.
  public init(_ plot: Plot) {
    original = plot
    guard case .line(let plot) = plot else { return }
    scales = (plot.xAxis.scale, plot.yAxis.scale)
    point = Self.start(plot.series.first)
  }

  private static func start(_ series: Series?) -> Int {
    guard let series, !series.points.isEmpty else { return 0 }
    let extreme: PlotPoint? =
      switch series.mark {
      case .maximum: series.points.max { $0.y < $1.y }
      case .minimum: series.points.min { $0.y < $1.y }
      case nil: nil
      }
    return extreme.flatMap { series.points.firstIndex(of: $0) } ?? series.points.count / 2
  }

  /// What the front has to do for a key.
  public enum Request: Hashable, Sendable {
    /// Only draw.
    case none
    /// Close the picture.
    case leave
    /// Write the picture to a file that the command line is to name.
    case export
  }

  /// Does what a key asks for.
  public mutating func handle(_ key: ViewKey) -> Request {
    message = nil
    switch key {
    case .escape, .character("q"): return .leave
    case .character("e"): return .export
    case .character("t"): isTable.toggle()
    case .left: step(-1)
    case .right: step(1)
    case .shiftLeft, .pageUp: step(-10)
    case .shiftRight, .pageDown: step(10)
    case .home: step(-.max / 2)
    case .end: step(.max / 2)
    case .up, .backTab: turn(-1)
    case .down, .tab: turn(1)
    case .character("+"), .character("="): zoom(by: 0.5)
    case .character("-"): zoom(by: 2)
    case .character("0"): window = nil
    case .character("x"): toggle(\.x)
    case .character("y"): toggle(\.y)
    case .character("b"): hidesBands.toggle()
    case .character(let digit): hide(digit.wholeNumberValue)
    case .enter, .backspace: break
    }
    return .none
  }

  /// The picture as the keys have made it, with the cursor on it.
  public var plot: Plot {
    guard case .line(var plot) = original, let scales else { return original }
    (plot.xAxis.scale, plot.yAxis.scale) = scales
    if hidesBands { plot.ribbons = [] }
    if let window {
      plot.xAxis.range = untransformed(window.lowerBound)...untransformed(window.upperBound)
      plot = plot.cropped
    }
    // Hidden series leave their places empty, so that the others keep their dashes and colours.
    for index in hidden { plot.series[index].points = [] }
    if let cursor {
      plot.series.append(Series("", points: [cursor], kind: .points))
      plot.verticalRules.append(.init(x: cursor.x))
    }
    return .line(plot)
  }

  /// What stands under the cursor: x, and each curve's value there.
  public var readout: String {
    if let message { return message }
    guard case .line(let plot) = original, let cursor, let series = focused else {
      return original.describe().first ?? ""
    }
    let others = plot.series.indices.filter { $0 != focus && !hidden.contains($0) }
      .compactMap { index -> String? in
        let same = plot.series[index].points.first { $0.x == cursor.x }
        return same.map { "\(plot.series[index].name) \(formatted($0.y, significant: 6))" }
      }
    let x = plot.xAxis.label.isEmpty ? "x" : plot.xAxis.label
    return
      ([
        "\(series.name) \(formatted(cursor.y, significant: 6)) at \(x) "
          + "\(formatted(cursor.x, significant: 6)) (\(point + 1) of \(series.points.count))"
      ] + others)
      .joined(separator: " · ")
  }

  /// The numbers that are drawn.
  var table: OutputBlock { .table(PlotObject(original).rows) }

  private var focused: Series? {
    guard case .line(let plot) = original, plot.series.indices.contains(focus) else { return nil }
    return plot.series[focus]
  }

  private var cursor: PlotPoint? {
    guard let series = focused, series.points.indices.contains(point), !hidden.contains(focus)
    else { return nil }
    return series.points[point]
  }

  private mutating func step(_ count: Int) {
    guard let series = focused else { return }
    point = min(max(0, point.addingReportingOverflow(count).partialValue), series.points.count - 1)
    guard let window, let cursor, let place = transformed(cursor.x) else { return }
    // The window follows the cursor.
    let width = window.upperBound - window.lowerBound
    if place < window.lowerBound { self.window = place...(place + width) }
    if place > window.upperBound { self.window = (place - width)...place }
  }

  /// Goes to another curve, at the point nearest in x.
  private mutating func turn(_ step: Int) {
    guard case .line(let plot) = original, !plot.series.isEmpty else { return }
    let x = cursor?.x
    for _ in plot.series.indices {
      focus = (focus + step + plot.series.count) % plot.series.count
      if !hidden.contains(focus), !plot.series[focus].points.isEmpty { break }
    }
    guard let x else { return }
    let points = plot.series[focus].points
    point = points.indices.min { abs(points[$0].x - x) < abs(points[$1].x - x) } ?? 0
  }

  private mutating func zoom(by factor: Double) {
    guard case .line(let plot) = original, let cursor, let center = transformed(cursor.x) else {
      message = "only curves and points can be zoomed"
      return
    }
    let places = plot.series.flatMap(\.points).compactMap { transformed($0.x) }
    guard let low = places.min(), let high = places.max(), high > low else { return }
    let present = window ?? low...high
    let width = (present.upperBound - present.lowerBound) * factor
    window = width >= high - low ? nil : (center - width / 2)...(center + width / 2)
  }

  private mutating func toggle(_ axis: WritableKeyPath<(x: AxisScale, y: AxisScale), AxisScale>) {
    guard case .line(let plot) = original, var scales else {
      message = "only curves and points have axes to change"
      return
    }
    scales[keyPath: axis] = scales[keyPath: axis] == .linear ? .log10 : .linear
    let values = plot.series.flatMap(\.points).map { axis == \.x ? $0.x : $0.y }
    guard scales[keyPath: axis] == .linear || values.contains(where: { $0 > 0 }) else {
      message = "no positive number for a logarithmic axis"
      return
    }
    self.scales = scales
    window = nil
  }

  private mutating func hide(_ number: Int?) {
    guard let number, case .line(let plot) = original, plot.series.indices.contains(number - 1)
    else { return }
    hidden.formSymmetricDifference([number - 1])
  }

  private func transformed(_ x: Double) -> Double? {
    guard scales?.x == .log10 else { return x }
    return x > 0 ? .log10(x) : nil
  }

  private func untransformed(_ place: Double) -> Double {
    scales?.x == .log10 ? .pow(10, place) : place
  }
}

extension LinePlot {
  /// The plot with the points and bands outside its horizontal range left away, so that the vertical axis
  /// fits what is shown.
  fileprivate var cropped: LinePlot {
    guard let range = xAxis.range else { return self }
    var plot = self
    for index in series.indices {
      plot.series[index].points = series[index].points.filter { range.contains($0.x) }
    }
    for index in ribbons.indices {
      let kept = ribbons[index].x.indices.filter { range.contains(ribbons[index].x[$0]) }
      plot.ribbons[index].x = kept.map { ribbons[index].x[$0] }
      plot.ribbons[index].lower = kept.map { ribbons[index].lower[$0] }
      plot.ribbons[index].upper = kept.map { ribbons[index].upper[$0] }
    }
    return plot
  }
}
