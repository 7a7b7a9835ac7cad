/// What a cell read and made when it last ran.
struct CellRun: Sendable {
  /// The number of the cell.
  let number: Int
  /// The commands that ran.
  let source: String
  /// What was read and had not been made by the cell itself, with the fingerprints found there.
  let readings: [Reading: Fingerprint?]
  /// The names that were given or taken away, in order.
  let changes: [Session.Change]
  /// The last result; nil if there was none.
  let result: (any SessionObject)?
  /// The settings before the cell.
  let settingsBefore: SessionSettings
  /// The settings after it.
  let settingsAfter: SessionSettings
}

extension Session {
  /// Takes over what a cell made, as if it had run here.
  mutating func take(_ run: CellRun) {
    for change in run.changes { apply(change) }
    if let result = run.result { remember(result, cell: run.number) }
    settings.change(from: run.settingsBefore, to: run.settingsAfter)
  }

  /// The fingerprint of what a reading finds; nil if it finds nothing.
  func fingerprint(of reading: Reading) -> Fingerprint? {
    switch reading {
    case .name(let name): bindings[name]?.fingerprint
    case .latest(let kind): bindings.latest(kind).flatMap { bindings[$0]?.fingerprint }
    case .last: last?.fingerprint
    case .cell(let number): cellResults[number]?.fingerprint
    case .settings: settings.fingerprint
    }
  }
}

extension SessionSettings {
  /// What tells apart settings that results depend on.
  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(scalar.rawValue)
    fingerprint.combine(seed)
    return fingerprint
  }

  /// Changes what differs between two settings, and nothing else.
  fileprivate mutating func change(from old: SessionSettings, to new: SessionSettings) {
    if old.scalar != new.scalar { scalar = new.scalar }
    if old.seed != new.seed { seed = new.seed }
    if old.color != new.color { color = new.color }
    if old.glyphs != new.glyphs { glyphs = new.glyphs }
    if old.theme != new.theme { theme = new.theme }
    if old.isPlain != new.isPlain { isPlain = new.isPlain }
    if old.tables != new.tables { tables = new.tables }
    if old.rerun != new.rerun { rerun = new.rerun }
    if old.pace != new.pace { pace = new.pace }
  }
}
