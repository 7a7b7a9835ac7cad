/// A list over the notebook from which something is chosen by typing a few of its letters.
public struct Picker: Sendable {
  /// What choosing an item does.
  public enum Action: Hashable, Sendable {
    /// Puts a text into the command line.
    case insert(String)
    /// Runs a command.
    case run(String)
  }

  /// One thing to choose.
  public struct Item: Hashable, Sendable {
    /// What it is called, and what is searched.
    public var text: String
    /// What it does, as a phrase.
    public var detail: String
    /// What it does when it is chosen.
    public var action: Action
    /// Why it cannot be chosen now; nil if it can.
    public var obstacle: String?

    /// Something to choose.
    public init(_ text: String, detail: String, action: Action, obstacle: String? = nil) {
      self.text = text
      self.detail = detail
      self.action = action
      self.obstacle = obstacle
    }
  }

  /// What the front has to do for a key.
  public enum Request: Hashable, Sendable {
    /// Only draw.
    case none
    /// Close the list.
    case close
    /// Close the list and do what was chosen, in order.
    case choose([Action])
  }

  /// What the list is of.
  public let title: String
  /// Whether several items can be marked and taken together.
  let allowsMarks: Bool
  private let items: [Item]
  /// What was typed.
  public private(set) var query = ""
  /// The items that match, the best first, as places among all.
  private(set) var matches: [Int]
  /// The place of the selected item among those that match.
  private(set) var selection = 0
  /// The marked items, in the order of marking.
  private(set) var marked: [Int] = []
  /// Why the last choice did nothing.
  private(set) var message: String?

  /// A list of items in the order in which they stand before anything is typed.
  public init(_ title: String, _ items: [Item], allowsMarks: Bool = false) {
    self.title = title
    self.items = items
    self.allowsMarks = allowsMarks
    matches = Array(items.indices)
  }

  /// The items that match what was typed.
  public var matchingItems: [Item] { matches.map { items[$0] } }

  /// The item at a place among those that match, and whether it is marked.
  func item(at place: Int) -> (item: Item, isMarked: Bool) {
    (items[matches[place]], marked.contains(matches[place]))
  }

  /// Does what a key asks for.
  public mutating func handle(_ key: ViewKey) -> Request {
    message = nil
    switch key {
    case .escape: return .close
    case .enter: return choice()
    case .up, .backTab: move(by: -1)
    case .down: move(by: 1)
    case .pageUp: move(by: -10)
    case .pageDown: move(by: 10)
    case .home: selection = 0
    case .end: selection = max(0, matches.count - 1)
    case .tab: allowsMarks ? mark() : move(by: 1)
    case .backspace:
      if query.isEmpty { return .close }
      query.removeLast()
      search()
    case .character(let character):
      query.append(character)
      search()
    case .left, .right, .shiftLeft, .shiftRight: break
    }
    return .none
  }

  private mutating func move(by step: Int) {
    selection = min(max(0, selection + step), max(0, matches.count - 1))
  }

  private mutating func mark() {
    guard matches.indices.contains(selection) else { return }
    let item = matches[selection]
    if let place = marked.firstIndex(of: item) {
      marked.remove(at: place)
    } else {
      marked.append(item)
    }
    move(by: 1)
  }

  /// Names count more than what is said of them; without a query the order is that of the list.
  private mutating func search() {
    selection = 0
    guard !query.isEmpty else {
      matches = Array(items.indices)
      return
    }
    let scored = items.indices.compactMap { place -> (place: Int, score: Int)? in
      let item = items[place]
      let name = FuzzyMatch(query, in: item.text).map { $0.score + 4 }
      let whole = item.detail.lowercased().contains(query.lowercased()) ? 1 : nil
      return [name, whole].compactMap(\.self).max().map { (place, $0) }
    }
    matches = scored.sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map(\.place)
  }

  private mutating func choice() -> Request {
    let chosen =
      marked.isEmpty ? matches[min(selection, matches.count)...].prefix(1).map(\.self) : marked
    guard let first = chosen.first else { return .none }
    if let obstacle = items[first].obstacle {
      message = obstacle
      return .none
    }
    return .choose(chosen.map { items[$0].action })
  }
}
