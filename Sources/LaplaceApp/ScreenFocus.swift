import Notebook

/// What the keys go to.
enum ScreenFocus {
  /// The command line.
  case line
  /// The pieces of the notebook.
  case cells(Browser)
  /// A list over the notebook.
  case picker(Picker)
  /// A picture under a cursor.
  case plot(PlotView)
  /// A posterior under sliders.
  case live(LiveExploration)
}
