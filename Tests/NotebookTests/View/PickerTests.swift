import Notebook
import Testing
import TextPlots

@Suite struct PickerTests {
  private let items = [
    Picker.Item("grid", detail: "the evidence over a grid", action: .insert("grid ")),
    Picker.Item("predict", detail: "means and variances", action: .insert("predict ")),
    Picker.Item(
      "tune", detail: "the best prior", action: .run("tune"), obstacle: "no posterior yet"),
    Picker.Item("train", detail: "weights of a model", action: .insert("train ")),
  ]

  private func typed(_ text: String, marks: Bool = false) -> Picker {
    var picker = Picker("palette", items, allowsMarks: marks)
    for character in text { _ = picker.handle(.character(character)) }
    return picker
  }

  @Test("a few letters in their order find what they stand in, beginnings of names first")
  func search() {
    #expect(typed("").matchingItems.map(\.text) == ["grid", "predict", "tune", "train"])
    #expect(typed("pr").matchingItems.first?.text == "predict")
    #expect(typed("tn").matchingItems.map(\.text) == ["tune", "train"])
    #expect(typed("GRD").matchingItems.map(\.text) == ["grid"])
    // What is said of an item counts too, after the names.
    #expect(typed("prior").matchingItems.map(\.text) == ["tune"])
    #expect(typed("zz").matchingItems.isEmpty)
  }

  @Test("what is chosen is handed on; what cannot be chosen says why and stays")
  func choosing() {
    var picker = typed("grid")
    #expect(picker.handle(.enter) == .choose([.insert("grid ")]))
    var blocked = typed("tune")
    #expect(blocked.handle(.enter) == .none)
    var grid = CellGrid(width: 80, height: 24)
    blocked.draw(in: &grid, rows: 1..<21)
    #expect(grid.lines.contains { $0.contains("! no posterior yet") })
    var empty = typed("zz")
    #expect(empty.handle(.enter) == .none)
    #expect(empty.handle(.escape) == .close)
  }

  @Test("marked items are taken together, in the order of marking")
  func marks() {
    var picker = typed("", marks: true)
    for key in [ViewKey.down, .tab, .home, .tab] { _ = picker.handle(key) }
    #expect(picker.handle(.enter) == .choose([.insert("predict "), .insert("grid ")]))
  }

  @Test("deleting what was typed brings everything back, and once more closes")
  func deleting() {
    var picker = typed("g")
    #expect(picker.handle(.backspace) == .none && picker.matchingItems.count == 4)
    #expect(picker.handle(.backspace) == .close)
  }

  @Test("the list stays within its rows, however many items there are")
  func drawing() {
    let many = (0..<100).map { Picker.Item("item \($0)", detail: "", action: .insert("")) }
    var picker = Picker("history", many)
    for _ in 0..<60 { _ = picker.handle(.down) }
    for (width, height) in [(80, 24), (20, 5), (1, 1), (200, 60)] {
      var grid = CellGrid(width: width, height: height)
      picker.draw(in: &grid, rows: 0..<max(1, height - 3))
      if width == 80 {
        #expect(grid.lines.contains { $0.hasPrefix("▸ item 60") })
        #expect(grid.lines.suffix(3).allSatisfy { $0.isEmpty })
      }
    }
  }

  @Test("the palette knows what a new session lacks, and objects explore posteriors")
  func lists() async {
    let empty = await Picker.palette(Kernel().snapshot, recent: ["load iris"])
    let explore = empty.matchingItems.first { $0.text == "explore" }
    #expect(explore?.obstacle?.contains("fit makes a posterior") == true)
    #expect(empty.matchingItems.first { $0.text == "load" }?.obstacle == nil)
    #expect(empty.matchingItems.contains { $0.text == "load iris" })
    let objects = await Picker.objects(Kernel.withPosterior().snapshot).matchingItems
    #expect(objects.map(\.text) == ["p1", "m1", "d1"])
    #expect(objects.map(\.action) == [.run("explore p1"), .run("show m1"), .run("show d1")])
  }
}
