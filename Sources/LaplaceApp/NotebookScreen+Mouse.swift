import Notebook
import Terminal

extension NotebookScreen {
  /// Asks for the mouse or gives it back: while it reports, most terminals select text only with Shift held.
  func toggleMouse() {
    guard screen.reportMouse(!screen.reportsMouse) else {
      message = "this terminal has no mouse to report"
      return
    }
    message =
      screen.reportsMouse
      ? "mouse on: the wheel scrolls, a click goes to a cell · F12 gives it back"
      : "mouse off: the terminal selects text again"
  }

  /// The wheel turns what is shown, three rows of the notebook at a time, and a click goes to a cell.
  func handle(_ report: MouseReport) {
    guard screen.reportsMouse else { return }
    switch report {
    case .wheelUp: turn(up: true)
    case .wheelDown: turn(up: false)
    case .press(let column, let row): press(column, row)
    }
  }

  private func turn(up isUp: Bool) {
    switch focus {
    case .line: scrollBody(rows: isUp ? 3 : -3)
    case .cells(let browser): handle(isUp ? .up : .down, in: browser)
    case .picker(let picker): handle(isUp ? .up : .down, in: picker)
    case .plot(let view): handle(.character(isUp ? "+" : "-"), in: view)
    case .live(let live): handle(isUp ? .right : .left, in: live)
    }
  }

  /// Goes to the cell that is pressed, or back to the line where the line is.
  private func press(_ column: Int, _ row: Int) {
    let (state, layout) = state()
    switch focus {
    case .line, .cells:
      message = nil
      if let place = state.place(atColumn: column, row: row, layout) {
        focus = .cells(Browser(at: place))
      } else if row >= layout.inputTop {
        focus = .line
      }
    case .picker, .plot, .live: break
    }
  }
}
