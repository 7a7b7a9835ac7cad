/// The part of a segment inside the rectangle `0...width` by `0...height`, by Liang and Barsky.
///
/// The segment is `p + t (q − p)`; each edge of the rectangle narrows the range of t.
package func clipped(
  _ p: DotPoint, _ q: DotPoint, width: Double, height: Double
) -> (DotPoint, DotPoint)? {
  let (dx, dy) = (q.x - p.x, q.y - p.y)
  var (entry, exit) = (0.0, 1.0)
  let edges = [(-dx, p.x), (dx, width - p.x), (-dy, p.y), (dy, height - p.y)]
  for (outward, room) in edges {
    if outward == 0 {
      if room < 0 { return nil }
    } else if outward < 0 {
      entry = max(entry, room / outward)
    } else {
      exit = min(exit, room / outward)
    }
  }
  guard entry <= exit else { return nil }
  func point(_ t: Double) -> DotPoint {
    DotPoint(
      min(max(p.x + t * dx, 0), width), min(max(p.y + t * dy, 0), height))
  }
  return (entry == 0 ? p : point(entry), exit == 1 ? q : point(exit))
}
