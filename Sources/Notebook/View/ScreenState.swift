import TextPlots

/// Everything the full screen shows.
public struct ScreenState: Sendable {
  /// The notebook's name, with a `*` when it has changes that are not in its file.
  public var title = ""
  /// The objects that commands take when none is named.
  public var context = ""
  /// The pieces of the notebook already drawn at the body's width, top to bottom.
  public var pieces: [CellGrid] = []
  /// How many rows the body is scrolled up from its end.
  public var scroll = 0
  /// The place of the piece in focus; nil while a line is typed.
  public var focus: Int?
  /// Whether there may be panes beside the notebook.
  public var isSplit = true
  /// The objects of the session, for the list at the left.
  public var objects: [ObjectFact] = []
  /// The picture of the pane at the right, drawn at its size.
  public var panePlot: CellGrid?
  /// What stands below the picture, drawn at the pane's width.
  public var paneTable: CellGrid?
  /// A list over the notebook.
  public var picker: Picker?
  /// The prompt and the input line, broken into rows of the screen's width.
  public var input: [String] = ["la> "]
  /// Where the cursor stands in those rows.
  public var cursor: (column: Int, row: Int) = (0, 0)
  /// What the right arrow would add at the cursor.
  public var ghost = ""
  /// The usage of the command that is being typed, or what is wrong.
  public var hint: [HintPiece] = []
  /// The candidates of a completion, with their help.
  public var candidates: [Candidate] = []
  /// The candidate that stands in the line just now.
  public var selectedCandidate: Int?
  /// What is going on, at the left of the last row.
  public var status = ""
  /// The keys worth knowing, the most important first, in the middle of the last row.
  public var keys: [String] = []

  /// An empty screen.
  public init() {}

  /// A piece of the hint line.
  public struct HintPiece: Sendable, Equatable {
    /// The text.
    public var text: String
    /// How it is drawn.
    public var style: Style

    /// A piece of text in a style.
    public init(_ text: String, style: Style = Style(.dim)) {
      self.text = text
      self.style = style
    }
  }

  /// A candidate of a completion as the screen lists it.
  public struct Candidate: Sendable, Equatable {
    /// The word.
    public var text: String
    /// What it means.
    public var help: String

    /// A word and what it means.
    public init(_ text: String, help: String) {
      self.text = text
      self.help = help
    }
  }
}
