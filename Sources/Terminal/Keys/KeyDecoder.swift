/// Turns the bytes of a terminal into keys, whole ones only.
///
/// readline keeps a lone Escape until the next key, takes a mouse report for text, and is confused
/// by half a letter in a search. So it is only ever given whole scalars, whole key sequences and
/// whole pastes. The decoder knows no time: its owner waits `patience` for more bytes and then calls
/// `expire()`.
public nonisolated struct KeyDecoder: Sendable {
  private let escapeDelay: Int
  /// Bytes that do not make a key yet.
  private var held: [UInt8] = []
  /// A quoting key or the prefix of chords, which belong to the key behind them.
  private var prefix: UInt8?
  private var paste: PastedText?

  /// A decoder that takes an escape byte for the Escape key after some milliseconds.
  public init(escapeDelay: Int = 25) { self.escapeDelay = escapeDelay }

  /// The milliseconds to wait for more bytes before `expire()`; nil if nothing is held.
  ///
  /// A person cannot have meant the beginning of a longer sequence, so it is given more time.
  public var patience: Int? {
    guard paste == nil, !held.isEmpty else { return nil }
    let isLongSequence = held.count > 1 && held[0] == Byte.escape
    return isLongSequence ? 4 * escapeDelay : escapeDelay
  }

  /// The keys that are whole with these bytes.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [KeyEvent] {
    held.append(contentsOf: bytes)
    var events: [KeyEvent] = []
    var front = held.startIndex
    while front < held.endIndex {
      if paste != nil {
        front = collectPaste(from: front, into: &events)
        continue
      }
      guard let unit = KeyUnit(frontOf: held[front...]) else { break }
      let end = front + unit.length
      if let event = event(for: unit, bytes: Array(held[front..<end])) { events.append(event) }
      front = end
    }
    held.removeSubrange(..<front)
    return events
  }

  /// The keys that the held bytes are if no more come.
  public mutating func expire() -> [KeyEvent] {
    guard paste == nil else { return [] }
    let bytes = held
    held = []
    switch bytes {
    case [Byte.escape]: return event(.escape, bytes: bytes).map { [$0] } ?? []
    case [Byte.escape, UInt8(ascii: "O")]: return key(bytes).map { [$0] } ?? []
    default: return []
    }
  }

  /// Forgets what was begun: an unfinished sequence, prefix or paste.
  public mutating func reset() { self = KeyDecoder(escapeDelay: escapeDelay) }

  private mutating func event(for unit: KeyUnit, bytes: [UInt8]) -> KeyEvent? {
    switch unit.meaning {
    case .key: return key(bytes)
    case .legacy(let replacement): return key(replacement)
    // Not a key, so neither the end of a chord nor to be quoted.
    case .event(.mouse(let report)): return .mouse(report)
    case .event(let event): return self.event(event, bytes: bytes)
    case .unknown: return nil
    case .pasteBegin:
      prefix = nil
      paste = PastedText()
      return nil
    }
  }

  /// A key of ours ends a chord, but can be quoted.
  private mutating func event(_ event: KeyEvent, bytes: [UInt8]) -> KeyEvent? {
    defer { prefix = nil }
    guard let prefix, Byte.quotes.contains(prefix) else { return event }
    return .line([prefix] + bytes)
  }

  private mutating func key(_ bytes: [UInt8]) -> KeyEvent? {
    guard let prefix else {
      let isPrefix =
        bytes == [Byte.chordPrefix] || bytes.count == 1 && Byte.quotes.contains(bytes[0])
      guard isPrefix else { return .line(bytes) }
      self.prefix = bytes[0]
      return nil
    }
    self.prefix = nil
    if prefix == Byte.chordPrefix, bytes.count == 1, Self.chords.contains(bytes[0]) {
      return .chord(Character(Unicode.Scalar(bytes[0])))
    }
    return .line([prefix] + bytes)
  }

  private mutating func collectPaste(from front: Int, into events: inout [KeyEvent]) -> Int {
    var index = front
    while index < held.endIndex, let isWhole = paste?.append(held[index]) {
      index += 1
      guard isWhole else { continue }
      if let text = paste?.text, !text.isEmpty { events.append(.paste(text)) }
      paste = nil
    }
    return index
  }

  /// The keys behind Control-X that are ours, Control-E and Control-S among them.
  private static let chords = Set("ur123oz? \u{05}\u{13}".utf8)
}
