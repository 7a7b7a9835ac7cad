import Datasets
import Testing
import TestSupport

@Suite struct CSVTests {
  private func table(_ text: String) throws -> Table { try Table(csv: Array(text.utf8)) }

  private func error(_ text: String) -> DatasetError? {
    do {
      let table = try table(text)
      for name in table.columnNames { _ = try table.column(named: name) }
      return nil
    } catch { return error as? DatasetError }
  }

  @Test(
    "line ends, a byte order mark and a missing last line end make no difference",
    arguments: [
      "a,b\n1,x\n2,y\n", "a,b\r\n1,x\r\n2,y", "a,b\r1,x\r2,y\r", "\u{FEFF}a,b\n\n1,x\n2,y\n\n",
    ])
  func lineEnds(text: String) throws {
    let table = try table(text)
    #expect(table.hasHeader && table.rowCount == 2)
    #expect(try table.column(named: "a").content == .numbers([1, 2]))
    #expect(
      try table.column(named: "b").content == .categories(levels: ["x", "y"], codes: [0, 1]))
  }

  @Test("the separator is found", arguments: CSVSeparator.allCases)
  func separator(separator: CSVSeparator) throws {
    let mark = String(separator.rawValue)
    let table = try table(["a b", "c"].joined(separator: mark) + "\n1" + mark + "2\n")
    #expect(table.separator == separator)
    #expect(table.columnNames == ["a b", "c"])
  }

  @Test("where semicolons separate, commas are decimal points")
  func decimalComma() throws {
    let table = try table("a;b\n1,5;2\n-0,25;3\n")
    #expect(try table.column(named: "a").content == .numbers([1.5, -0.25]))
  }

  @Test("quoted cells keep separators, quotes and line breaks")
  func quotes() throws {
    let table = try table("id,text\n1,\"a,b\"\n2,\"say \"\"hi\"\"\"\n3, \"two\nlines\" \n")
    #expect(
      try table.column(named: "text").content
        == .categories(levels: ["a,b", "say \"hi\"", "two\nlines"], codes: [0, 1, 2]))
  }

  @Test("without a header the columns are numbered")
  func withoutHeader() throws {
    let table = try table("1,2,x\n3,4,y\n")
    #expect(!table.hasHeader && table.rowCount == 2)
    #expect(table.columnNames == ["column1", "column2", "column3"])
  }

  @Test("the pieces in which a file arrives make no difference", arguments: 1...40)
  func pieces(size: Int) throws {
    let bytes = try fixtureBytes("Data/table.csv")
    let whole = try Table(csv: bytes)
    // The first piece is what the separator is sniffed from.
    var pieces = [Array(bytes.prefix(20))]
    for start in stride(from: 20, to: bytes.count, by: size) {
      pieces.append(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    pieces.reverse()
    #expect(try Table(pieces: { () throws(DatasetError) in pieces.popLast() ?? [] }) == whole)
  }

  @Test("a bad cell spoils its column alone, and is reported with its line")
  func badCellsOfAFile() throws {
    let table = try Table(contentsOf: fixturePath("Data/table.csv"))
    #expect(table.columnNames == ["id", "x1", "x 2", "label"])
    #expect(try table.column(named: "id").content == .numbers([1, 2, 3]))
    #expect(throws: DatasetError.cell(.missing, text: "", line: 4, column: "x1")) {
      try table.column(named: "x1")
    }
    #expect(throws: DatasetError.cell(.missing, text: "nan", line: 3, column: "x 2")) {
      try table.column(named: "x 2")
    }
  }

  @Test(
    "cells that are no number are told apart",
    arguments: [
      ("abc", CellFlaw.notANumber), ("", .missing), ("NA", .missing), ("NaN", .missing),
      ("?", .missing), ("inf", .infinite), ("-Infinity", .infinite), ("1e999", .infinite),
      ("0x10", .notANumber), ("1,000", .notANumber),
    ])
  func cellFlaws(text: String, flaw: CellFlaw) {
    #expect(
      error("a,b\n1,2\n3,\"\(text)\"\n5,6\n") == .cell(flaw, text: text, line: 3, column: "b"))
  }

  @Test("text after a hundred rows of numbers is named by its line")
  func lateText() {
    let rows = (1...500).map { "\($0),\($0 == 400 ? "oops" : "1")" }.joined(separator: "\n")
    #expect(
      error("a,b\n" + rows) == .cell(.notANumber, text: "oops", line: 401, column: "b"))
  }

  @Test(
    "a file that is no table is refused, naming the line",
    arguments: [
      ("", DatasetError.emptyFile), ("a,b\n", .emptyFile), ("\n\n", .emptyFile),
      ("a,b\n1,2\n3\n", .line(3, .ragged(expected: 2, found: 1))),
      ("a,b\n1,2\n3,4,5\n", .line(3, .ragged(expected: 2, found: 3))),
      ("a,b\n1,\0\n", .line(2, .binary)),
      ("a,b\n\"x\ny\",1\n\"z,2\n3,4\n", .line(4, .unterminatedQuote)),
      ("a,b\n\"x\"y,1\n", .line(2, .textAfterQuote(column: 1))),
      ("a,a\n1,2\n", .columns(.duplicate("a"))),
    ])
  func badFiles(text: String, expected: DatasetError) { #expect(error(text) == expected) }

  @Test("bytes that are not UTF-8 are refused, naming their line inside a quoted cell too")
  func notUTF8() {
    #expect(throws: DatasetError.line(3, .notUTF8)) {
      try Table(csv: Array("a\n\"x\n".utf8) + [0xE9] + Array("\"\n".utf8))
    }
  }

  @Test("rows beyond the limits are refused before they are held in memory")
  func limits() {
    var limits = CSVLimits()
    limits.rowBytes = 100
    limits.columns = 10
    let long = Array("a\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 101)
    #expect(throws: DatasetError.line(2, .tooLong(limit: 100))) {
      try Table(csv: long, limits: limits)
    }
    let wide = [UInt8](repeating: UInt8(ascii: ","), count: 11)
    #expect(throws: DatasetError.line(1, .tooManyColumns(limit: 10))) {
      try Table(csv: wide, limits: limits)
    }
  }

  @Test("an endless line stops the reading after the limit, not at its end")
  func endlessLine() {
    var pieceCount = 0
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 10)
    var limits = CSVLimits()
    limits.rowBytes = 10 << 10
    #expect(throws: DatasetError.line(1, .tooLong(limit: 10 << 10))) {
      try Table(
        pieces: { () throws(DatasetError) in
          pieceCount += 1
          return piece
        }, limits: limits)
    }
    #expect(pieceCount == 11)
  }

  @Test("a missing file, a folder and a missing column are errors")
  func missing() throws {
    #expect(throws: DatasetError.self) { try Table(contentsOf: fixturePath("Data/none.csv")) }
    #expect(throws: DatasetError.self) { try Table(contentsOf: fixturePath("Data")) }
    #expect(throws: DatasetError.columns(.missing("c", columns: ["a", "b"]))) {
      try table("a,b\n1,2\n").column(named: "c")
    }
  }
}
