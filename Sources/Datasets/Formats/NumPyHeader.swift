/// The header of a NumPy array: a Python dictionary of exactly `descr`, `fortran_order`, `shape`.
struct NumPyHeader: Equatable {
  let descriptor: String
  let isFortranOrdered: Bool
  let shape: [Int]

  init(_ text: ArraySlice<UInt8>) throws(DatasetError) {
    var scanner = NumPyLiteralScanner(text)
    var descriptor: String?
    var isFortranOrdered: Bool?
    var shape: [Int]?
    try scanner.expect("{")
    while !scanner.skip("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where descriptor == nil:
        if scanner.isAt("[") { throw .array(.elementType("structure")) }
        descriptor = try scanner.string()
      case "fortran_order" where isFortranOrdered == nil:
        isFortranOrdered = try scanner.boolean()
      case "shape" where shape == nil: shape = try scanner.tuple()
      default: throw scanner.failure("descr, fortran_order and shape, once each")
      }
      guard scanner.skip(",") || scanner.isAt("}") else { throw scanner.failure("a comma") }
    }
    try scanner.expectEnd()
    guard let descriptor, let isFortranOrdered, let shape else {
      throw scanner.failure("descr, fortran_order and shape, once each")
    }
    self.descriptor = descriptor
    self.isFortranOrdered = isFortranOrdered
    self.shape = shape
  }
}

/// Reads the few Python literals that a header may hold; nothing is evaluated.
private struct NumPyLiteralScanner {
  private let start: Int
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) {
    start = text.startIndex
    rest = text
  }

  func failure(_ expected: String) -> DatasetError {
    .array(.header(byte: rest.startIndex - start + 1, expected: expected))
  }

  private mutating func skipSpace() { rest = rest.drop { $0.isBlank || $0 == .lineFeed } }

  mutating func isAt(_ token: String) -> Bool {
    skipSpace()
    return rest.starts(with: token.utf8)
  }

  mutating func skip(_ token: String) -> Bool {
    guard isAt(token) else { return false }
    rest = rest.dropFirst(token.utf8.count)
    return true
  }

  mutating func expect(_ token: String) throws(DatasetError) {
    guard skip(token) else { throw failure("'\(token)'") }
  }

  mutating func expectEnd() throws(DatasetError) {
    skipSpace()
    guard rest.isEmpty else { throw failure("the end of the header") }
  }

  mutating func string() throws(DatasetError) -> String {
    let quote = UInt8(ascii: isAt("'") ? "'" : "\"")
    guard rest.first == quote, let end = rest.dropFirst().firstIndex(of: quote) else {
      throw failure("text in quotes")
    }
    defer { rest = rest[(end + 1)...] }
    return String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self)
  }

  mutating func boolean() throws(DatasetError) -> Bool {
    if skip("True") { return true }
    guard skip("False") else { throw failure("True or False") }
    return false
  }

  mutating func tuple() throws(DatasetError) -> [Int] {
    try expect("(")
    var lengths: [Int] = []
    while !skip(")") {
      lengths.append(try length())
      guard skip(",") || isAt(")") else { throw failure("a comma") }
    }
    return lengths
  }

  private mutating func length() throws(DatasetError) -> Int {
    skipSpace()
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let length = Int(String(decoding: digits, as: UTF8.self)) else {
      throw failure("the length of an axis")
    }
    rest = rest.dropFirst(digits.count)
    return length
  }
}
