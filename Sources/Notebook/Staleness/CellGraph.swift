/// The cells of a notebook, with what each read and made when it last ran here.
///
/// A cell stands at its place: what it reads was made by the cells above it. It is stale when its
/// commands are no longer those that ran, when what it read is no longer what stands there, or when the
/// cell that made what it read is stale. A cell that runs again and makes the same makes nothing stale.
struct CellGraph: Sendable {
  /// The notebook, with cells that were removed and may come back.
  private var document: NotebookFile
  private var removed: Set<String> = []
  private var runs: [String: CellRun] = [:]
  private var numbers: [String: Int] = [:]
  /// Cells that have not run here, and whose recorded output is not to be trusted.
  private(set) var outdated: Set<String> = []
  private(set) var lastNumber = 0
  private let settings: SessionSettings
  /// The commands of the cells that the notebook began with.
  private let original: [String: String]

  /// The cells of a notebook, numbered from 1, none of which has run.
  init(_ notebook: NotebookFile, settings: SessionSettings) {
    document = notebook
    self.settings = settings
    original = Dictionary(uniqueKeysWithValues: notebook.cells.map { ($0.id, $0.source) })
    for cell in notebook.cells { number(cell.id) }
  }

  /// The notebook without the cells that were removed.
  var notebook: NotebookFile {
    removed.sorted().reduce(into: document) { notebook, id in notebook.remove(id) }
  }

  /// The cells that are there, in order.
  var cells: [NotebookCell] { document.cells.filter { !removed.contains($0.id) } }

  /// The cell of an id; nil if there is none or it was removed.
  func cell(_ id: String) -> NotebookCell? { removed.contains(id) ? nil : document.cell(id) }

  /// The number of a cell.
  func number(of id: String) -> Int? { numbers[id] }

  /// The id of the cell of a number; nil if there is none or it was removed.
  func id(of number: Int) -> String? {
    numbers.first { $0.value == number && cell($0.key) != nil }?.key
  }

  /// Whether a cell has run here.
  func hasRun(_ id: String) -> Bool { runs[id] != nil }

  /// Whether a cell is new, or has other commands than the notebook began with.
  func isEdited(_ id: String) -> Bool { document.cell(id)?.source != original[id] }

  // MARK: Staleness

  /// The cells that are stale, in order; with an id, of those above that cell.
  func staleCells(above end: String? = nil) -> [String] {
    var place = Session(settings: settings)
    var stale: [String] = []
    var made = StaleThings()
    for cell in cells {
      if cell.id == end { break }
      guard let run = runs[cell.id] else {
        if outdated.contains(cell.id) { stale.append(cell.id) }
        continue
      }
      let isStale =
        !cell.isAboutCells
        && (run.source != cell.source
          || run.readings.contains { reading, found in
            place.fingerprint(of: reading) != found || made.contains(reading, in: place)
          })
      if isStale { stale.append(cell.id) }
      made.note(run, isStale: isStale)
      place.take(run)
    }
    return stale
  }

  /// The session as the cells above a cell leave it; as all of them do without an id.
  func session(above end: String? = nil) -> Session {
    var place = Session(settings: settings)
    for cell in cells {
      if cell.id == end { break }
      if let run = runs[cell.id] { place.take(run) }
    }
    return place
  }

  // MARK: Cells that run

  /// Adds a cell at the end and gives its id.
  mutating func append(_ source: String, number: Int) -> String {
    let id = document.append(source: source)
    numbers[id] = number
    lastNumber = max(lastNumber, number)
    return id
  }

  /// Takes a number for a cell that is not kept in the notebook.
  mutating func takeNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  /// Records what a cell printed.
  mutating func setOutput(
    _ text: String, status: NotebookOutput.Status, inputs: String?, of id: String
  ) {
    document.setOutput(text, status: status, inputs: inputs, of: id)
  }

  /// Records the hash of what an output depends on.
  mutating func stamp(_ inputs: String?, on id: String) {
    guard let output = document.output(of: id), output.inputs != inputs else { return }
    document.setOutput(output.text, status: output.status, inputs: inputs, of: id)
  }

  /// Records what a cell read and made.
  mutating func note(_ run: CellRun, of id: String) {
    runs[id] = run
    outdated.remove(id)
  }

  /// What a cell read and made when it last ran here.
  func run(of id: String) -> CellRun? { runs[id] }

  /// Marks cells that have not run here as stale.
  mutating func distrust(_ ids: some Sequence<String>) { outdated.formUnion(ids) }

  private mutating func number(_ id: String) { numbers[id] = takeNumber() }

  // MARK: Editing

  /// A cell as editing leaves it.
  struct State: Sendable {
    var isRemoved: Bool
    var source: String
    var output: NotebookOutput?
    var run: CellRun?
  }

  /// How a cell is now.
  func state(of id: String) -> State? {
    document.cell(id).map {
      State(
        isRemoved: removed.contains(id), source: $0.source, output: document.output(of: id),
        run: runs[id])
    }
  }

  /// Makes a cell what it was, or will be.
  mutating func set(_ state: State, of id: String) {
    if state.isRemoved { removed.insert(id) } else { removed.remove(id) }
    runs[id] = state.run
    document.setSource(state.source, of: id)
    guard let output = state.output else { return document.removeOutput(of: id) }
    document.setOutput(output.text, status: output.status, inputs: output.inputs, of: id)
  }
}

/// What stale cells have made.
private struct StaleThings {
  private var names: Set<String> = []
  private var cells: Set<Int> = []
  private var isLastStale = false
  private var areSettingsStale = false

  /// Whether a reading finds something that a stale cell made.
  func contains(_ reading: Reading, in place: Session) -> Bool {
    switch reading {
    case .name(let name): names.contains(name)
    case .latest(let kind): place.bindings.latest(kind).map(names.contains) ?? false
    case .last: isLastStale
    case .cell(let number): cells.contains(number)
    case .settings: areSettingsStale
    }
  }

  mutating func note(_ run: CellRun, isStale: Bool) {
    for change in run.changes {
      if isStale { names.insert(change.name) } else { names.remove(change.name) }
    }
    if run.settingsBefore.fingerprint != run.settingsAfter.fingerprint {
      areSettingsStale = areSettingsStale || isStale
    }
    guard run.result != nil else { return }
    isLastStale = isStale
    if isStale { cells.insert(run.number) }
  }
}
