/// Reads the one pickle of an archive of PyTorch: a stack machine that builds values and runs nothing.
///
/// Every instruction takes at least a byte, and none does more work than the objects it takes from the
/// stack, so the time is that of reading the bytes.
struct PickleReader {
  /// The most objects a pickle may build, and the most values they may make when those that are referred
  /// to several times are repeated: enough for some hundred thousand tensors.
  static let valueLimit = 1 << 21

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var nodes: [PickleNode] = []
  private var stack: [Int] = []
  /// The heights of the stack where collections begin.
  private var marks: [Int] = []
  private var memo: [UInt32: Int] = [:]
  private var storages: StorageReader

  /// The value of a pickle; storages are looked up in the archive.
  static func value(
    of bytes: ArraySlice<UInt8>, storages: StorageReader
  ) throws(TorchError) -> TorchValue {
    var reader = PickleReader(bytes, storages)
    var start = bytes.startIndex
    do throws(PickleFlaw) {
      while try reader.step() { start = reader.position }
      return try reader.result()
    } catch {
      throw .pickle(error, byte: start - bytes.startIndex + 1)
    }
  }

  private init(_ bytes: ArraySlice<UInt8>, _ storages: StorageReader) {
    self.bytes = bytes
    self.storages = storages
    position = bytes.startIndex
  }

  private func result() throws(PickleFlaw) -> TorchValue {
    guard stack.count == 1, marks.isEmpty, let root = stack.last else {
      throw .unexpected(expected: "one value at the end")
    }
    var builder = PickleTree(nodes: nodes)
    return try builder.value(of: root)
  }

  /// Carries out one instruction; false after the last.
  private mutating func step() throws(PickleFlaw) -> Bool {
    let code = try take(1).word(at: 0, as: UInt8.self)
    guard let instruction = PickleInstruction(rawValue: code) else { throw .instruction(code) }
    switch instruction {
    case .stop: return false
    case .proto:
      let version = try word(UInt8.self)
      guard version == 2 else { throw .version(Int(version)) }
    case .none: try push(.value(.none))
    case .newTrue: try push(.value(.boolean(true)))
    case .newFalse: try push(.value(.boolean(false)))
    case .binInt: try push(.value(.integer(Int(Int32(bitPattern: word(UInt32.self))))))
    case .binInt1: try push(.value(.integer(Int(try word(UInt8.self)))))
    case .binInt2: try push(.value(.integer(Int(try word(UInt16.self)))))
    case .long1: try push(.value(.integer(try longInteger())))
    case .binFloat:
      // The one number that is written big-endian.
      try push(.value(.number(Double(bitPattern: word(UInt64.self).byteSwapped))))
    case .binUnicode: try push(.value(.text(try text(try take(Int(try word(UInt32.self)))))))
    case .emptyList: try push(.list)
    case .emptyTuple: try push(.tuple)
    case .emptyDict: try push(.dictionary(isOrdered: false))
    case .mark: marks.append(stack.count)
    case .tuple: try push(.tuple, try popToMark())
    case .tuple1: try push(.tuple, try pop(1))
    case .tuple2: try push(.tuple, try pop(2))
    case .tuple3: try push(.tuple, try pop(3))
    case .append: try extendList(by: try pop(1))
    case .appends: try extendList(by: try popToMark())
    case .setItem: try extendDictionary(by: try pop(2))
    case .setItems: try extendDictionary(by: try popToMark())
    case .binPut: memo[UInt32(try word(UInt8.self))] = try top()
    case .longBinPut: memo[try word(UInt32.self)] = try top()
    case .binGet: try recall(UInt32(try word(UInt8.self)))
    case .longBinGet: try recall(try word(UInt32.self))
    case .global:
      try push(.global(try PickleGlobal(module: text(line()), name: text(line()))))
    case .binPersId:
      let id = try pop(1)[0]
      try push(.storage(try storages.storage(id, in: nodes)))
    case .reduce:
      let parts = try pop(2)
      let node = try storages.reduced(parts[0], arguments: parts[1], in: nodes)
      try push(node.content, node.children)
    case .build: try passOverAttributes()
    }
    return true
  }
}

// The bytes.
extension PickleReader {
  private mutating func take(_ count: Int) throws(PickleFlaw) -> ArraySlice<UInt8> {
    guard count <= bytes.endIndex - position else { throw .cutOff }
    position += count
    return bytes[position - count..<position]
  }

  private mutating func word<Word: FixedWidthInteger & UnsignedInteger>(
    _ type: Word.Type
  ) throws(PickleFlaw) -> Word {
    try take(MemoryLayout<Word>.size).word(at: 0, as: type)
  }

  /// The bytes up to the end of the line, which is passed over.
  private mutating func line() throws(PickleFlaw) -> ArraySlice<UInt8> {
    guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { throw .cutOff }
    let line = try take(end - position)
    position += 1
    return line
  }

  private func text(_ bytes: ArraySlice<UInt8>) throws(PickleFlaw) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// An integer of any number of bytes, in two's complement.
  private mutating func longInteger() throws(PickleFlaw) -> Int {
    let digits = try take(Int(try word(UInt8.self)))
    guard digits.count <= 8 else { throw .integerTooLarge }
    let isNegative = digits.last.map { $0 >= 0x80 } ?? false
    return digits.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }
  }
}

// The stack.
extension PickleReader {
  private mutating func push(
    _ content: PickleNode.Content, _ children: [Int] = []
  ) throws(PickleFlaw) {
    guard nodes.count < Self.valueLimit else { throw .tooManyValues(limit: Self.valueLimit) }
    stack.append(nodes.count)
    nodes.append(PickleNode(content: content, children: children))
  }

  /// Takes objects from the stack, which may not reach below the last mark.
  private mutating func pop(_ count: Int) throws(PickleFlaw) -> [Int] {
    guard stack.count - count >= marks.last ?? 0 else {
      throw .unexpected(expected: "\(count) values on the stack")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(PickleFlaw) -> [Int] {
    guard let height = marks.popLast() else { throw .unexpected(expected: "a mark") }
    return try pop(stack.count - height)
  }

  private func top() throws(PickleFlaw) -> Int {
    guard stack.count > marks.last ?? 0, let top = stack.last else {
      throw .unexpected(expected: "a value on the stack")
    }
    return top
  }

  private mutating func recall(_ key: UInt32) throws(PickleFlaw) {
    guard let node = memo[key] else { throw .unexpected(expected: "a value with number \(key)") }
    stack.append(node)
  }

  private mutating func extendList(by elements: [Int]) throws(PickleFlaw) {
    let list = try top()
    guard nodes[list].content == .list else { throw .unexpected(expected: "a list") }
    nodes[list].children += elements
  }

  private mutating func extendDictionary(by elements: [Int]) throws(PickleFlaw) {
    let dictionary = try top()
    guard case .dictionary = nodes[dictionary].content, elements.count.isMultiple(of: 2) else {
      throw .unexpected(expected: "a dictionary, and a value for each key")
    }
    nodes[dictionary].children += elements
  }

  /// An ordered dictionary of a module carries the versions of its layers, which say nothing here.
  private mutating func passOverAttributes() throws(PickleFlaw) {
    let attributes = try pop(1)[0]
    guard case .dictionary(isOrdered: true) = nodes[try top()].content,
      case .dictionary = nodes[attributes].content
    else { throw .unexpected(expected: "attributes of an OrderedDict") }
  }
}
