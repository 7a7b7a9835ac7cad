/// A column of a table while its cells arrive.
struct ColumnBuilder {
  private let name: String
  private let isNumeric: Bool
  private var numbers: [Double] = []
  private var levelCodes: [String: Int] = [:]
  private var codes: [Int] = []
  private var flaw: DatasetError?

  /// A column to be filled; what it holds has been decided from its first cells.
  init(name: String, isNumeric: Bool) {
    self.name = name
    self.isNumeric = isNumeric
  }

  mutating func add(_ value: CellValue, text: @autoclosure () -> String, line: Int) {
    guard flaw == nil else { return }
    switch value {
    case .missing: refuse(.missing, text(), line)
    case .number(let number) where isNumeric: numbers.append(number)
    case .infinite where isNumeric: refuse(.infinite, text(), line)
    case .text where isNumeric: refuse(.notANumber, text(), line)
    case .number, .infinite, .text: addCategory(text())
    }
  }

  /// The finished column, its categories sorted by name.
  func finished() -> TableColumn {
    if let flaw { return TableColumn(name: name, content: .flawed(flaw)) }
    if isNumeric { return TableColumn(name: name, content: .numbers(numbers)) }
    let levels = levelCodes.keys.sorted()
    var rank = [Int](repeating: 0, count: levels.count)
    for (position, level) in levels.enumerated() {
      if let code = levelCodes[level] { rank[code] = position }
    }
    return TableColumn(
      name: name, content: .categories(levels: levels, codes: codes.map { rank[$0] }))
  }

  private mutating func addCategory(_ text: String) {
    let code = levelCodes[text] ?? levelCodes.count
    levelCodes[text] = code
    codes.append(code)
  }

  /// Remembers the first bad cell and lets go of the others.
  private mutating func refuse(_ cellFlaw: CellFlaw, _ text: String, _ line: Int) {
    flaw = .cell(cellFlaw, text: text, line: line, column: name)
    numbers = []
    levelCodes = [:]
    codes = []
  }
}
