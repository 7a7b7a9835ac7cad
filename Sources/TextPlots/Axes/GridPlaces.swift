/// Places along an axis, each with the interval around it that reaches half way to its neighbours.
struct GridPlaces {
  /// The indices of the places that the scale has, ascending by place.
  let order: [Int]
  /// The ends of their intervals in the scale's own unit, one more than there are places; the outer
  /// intervals are symmetric about their places.
  let edges: [Double]
  private let lengths: [Double]
  private let scale: AxisScale

  init(_ places: [Double], scale: AxisScale) {
    let placed = places.enumerated().compactMap { index, place in
      scale.transformed(place).map { (index: index, length: $0) }
    }.sorted { ($0.length, $0.index) < ($1.length, $1.index) }
    order = placed.map(\.index)
    lengths = placed.map(\.length)
    self.scale = scale
    let middles = zip(lengths, lengths.dropFirst()).map { $0 / 2 + $1 / 2 }
    if let first = middles.first, let last = middles.last {
      edges = [2 * lengths[0] - first] + middles + [2 * lengths[lengths.count - 1] - last]
    } else if let only = lengths.first,
      let domain = AxisDomain([scale.value(at: only)], scale: scale)
    {
      edges = [domain.lengths.lowerBound, domain.lengths.upperBound]
    } else {
      edges = []
    }
  }

  /// The numbers covered by the intervals, or those the axis wishes.
  func domain(_ axis: PlotAxis) -> AxisDomain? {
    guard let first = edges.first, let last = edges.last else { return nil }
    // An outer edge may lie beyond the numbers that can be drawn; the places themselves never do.
    let values = ([first, last] + lengths).map(scale.value)
    return axis.domain(of: values, padding: 0)
  }

  /// For each of a number of equal pieces of a domain the indices of the places in it, or else of
  /// the one in whose interval the middle of the piece lies.
  func pieces(_ count: Int, of domain: AxisDomain) -> [[Int]] {
    var pieces = [[Int]](repeating: [], count: count)
    guard count > 0 else { return pieces }
    let start = domain.lengths.lowerBound
    for (index, length) in zip(order, lengths) {
      let fraction = (length - start) / domain.span
      guard (-1e-9...1 + 1e-9).contains(fraction) else { continue }
      // A place on the border of two pieces, but for rounding, belongs to the upper one.
      let piece = Int(fraction * Double(count) + 1e-9)
      pieces[min(max(piece, 0), count - 1)].append(index)
    }
    for (piece, owner) in owners(count, of: domain).enumerated() where pieces[piece].isEmpty {
      pieces[piece] = owner.map { [$0] } ?? []
    }
    return pieces
  }

  /// For each of a number of equal pieces of a domain the index of the place in whose interval the
  /// middle of the piece lies.
  func owners(_ count: Int, of domain: AxisDomain) -> [Int?] {
    guard let first = edges.first, let last = edges.last else {
      return [Int?](repeating: nil, count: count)
    }
    var rank = 0
    return (0..<count).map { piece in
      let middle =
        domain.lengths.lowerBound + (Double(piece) + 0.5) / Double(count) * domain.span
      while rank + 1 < order.count, edges[rank + 1] <= middle { rank += 1 }
      return (first...last).contains(middle) ? order[rank] : nil
    }
  }
}
