/// Which rows of a plot hold what; with little room the decoration goes before the data.
struct RowPlan: Hashable {
  private(set) var title: Int
  private(set) var legend: Int
  private(set) var axis = 2
  private(set) var label: Int
  let height: Int

  init(height: Int, title: Bool, legend: Int, label: Bool) {
    self.height = height
    self.title = title ? 1 : 0
    self.legend = min(legend, 2)
    self.label = label ? 1 : 0
    if canvas < 4 { self.label = 0 }
    if canvas < 4 { self.legend = min(self.legend, 1) }
    if canvas < 4 { self.legend = 0 }
    if canvas < 3 { self.title = 0 }
    if canvas < 3 { axis = 0 }
  }

  /// The first row of the canvas.
  var top: Int { title + legend }
  /// The rows of the canvas.
  var canvas: Int { height - title - legend - axis - label }
}
