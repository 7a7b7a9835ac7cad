/// The points of a polyline that decide which dots it covers.
///
/// Of each run of points in one column of dots the first, the last, the lowest and the highest
/// stay, in their order. The reduced line covers the same dots as the whole one (M4; Jugel and others 2014).
package func downsampled(_ points: [DotPoint]) -> [DotPoint] {
  guard points.count > 4 else { return points }
  var kept: [DotPoint] = []
  var start = 0
  for index in 1...points.count {
    let isSameColumn =
      index < points.count && points[index].x.rounded() == points[start].x.rounded()
    if isSameColumn { continue }
    kept += extremes(of: points[start..<index])
    start = index
  }
  return kept
}

private func extremes(of run: ArraySlice<DotPoint>) -> [DotPoint] {
  guard run.count > 4 else { return Array(run) }
  var (lowest, highest) = (run.startIndex, run.startIndex)
  for index in run.indices {
    if run[index].y < run[lowest].y { lowest = index }
    if run[index].y > run[highest].y { highest = index }
  }
  let indices: Set<Int> = [run.startIndex, lowest, highest, run.endIndex - 1]
  return indices.sorted().map { run[$0] }
}
