extension TerminalEmulator {
  /// Does what a piece of the stream asks for.
  mutating func perform(_ piece: EscapeParser.Piece) {
    switch piece {
    case .scalar(let scalar):
      page.write(scalar, inserting: inserting)
      last = scalar
    case .control(let byte): control(byte)
    case .escape(let text): escape(text)
    case .command(let text): command(text)
    case .sequence(nil, let numbers, let final): sequence(numbers, final)
    case .sequence("?", let numbers, let final): privateSequence(numbers, final)
    case .sequence(let mark, let numbers, let final):
      unknown.append("CSI \(mark.map(String.init) ?? "")\(numbers)\(final)")
    }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x07: bells += 1
    case 0x08: page.move(column: page.column - 1)
    case 0x09: page.move(column: (page.column / 8 + 1) * 8)
    case 0x0A: page.lineFeed()
    case 0x0D: page.move(column: 0)
    // Shifts between alphabets of which there is one here.
    case 0x0E, 0x0F: break
    default: unknown.append("control \(byte)")
    }
  }

  private mutating func escape(_ text: String) {
    switch text {
    case "7": saved = cursor
    case "8": page.move(column: saved.column, row: saved.row)
    case "D": page.lineFeed()
    case "M": page.reverseLineFeed()
    // Keypad modes and the ASCII alphabet.
    case "=", ">", "(B", ")B", ")0": break
    default: unknown.append("ESC \(text)")
    }
  }

  private mutating func command(_ text: String) {
    guard text.hasPrefix("52;c;") else {
      unknown.append("OSC \(text)")
      return
    }
    clipboard.append(String(text.dropFirst(5)))
  }

  private mutating func privateSequence(_ numbers: [Int], _ final: String) {
    switch final {
    case "h": numbers.forEach { setMode($0, true) }
    case "l": numbers.forEach { setMode($0, false) }
    // Saved and restored modes, and the cursor's shape on the Linux console.
    case "s", "r", "c": break
    default: unknown.append("CSI ?\(numbers)\(final)")
    }
  }

  private mutating func setMode(_ mode: Int, _ isOn: Bool) {
    guard [1, 3, 4, 7, 12, 25, 1000, 1006, 1007, 1049, 2004].contains(mode) else {
      unknown.append("mode \(mode)")
      return
    }
    switches[mode, default: (0, 0)].on += isOn ? 1 : 0
    switches[mode, default: (0, 0)].off += isOn ? 0 : 1
    if isOn { modes.insert(mode) } else { modes.remove(mode) }
    guard mode == 1049, isOn != isAlternate else { return }
    if isOn {
      covered = page
      page = EmulatedPage(columns: page.columns, rows: page.rows)
    } else if let covered {
      page = covered
      self.covered = nil
    }
  }

  private mutating func sequence(_ numbers: [Int], _ final: String) {
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "A": page.move(row: page.row - count)
    case "B", "e": page.move(row: page.row + count)
    case "C", "a": page.move(column: page.column + count)
    case "D": page.move(column: page.column - count)
    case "G", "`": page.move(column: count - 1)
    case "d": page.move(row: count - 1)
    case "H", "f":
      page.move(column: max(1, numbers.dropFirst().first ?? 1) - 1, row: count - 1)
    case "Z": page.move(column: (page.column - 1) / 8 * 8 - 8 * (count - 1))
    case "b": for _ in 0..<count { page.write(last, inserting: inserting) }
    case "m": page.look.apply(numbers)
    case "h", "l": if numbers == [4] { inserting = final == "h" }
    // The window's title on a stack, and a soft reset.
    case "t", "!p": break
    default: edit(numbers, count, final)
    }
  }

  private mutating func edit(_ numbers: [Int], _ count: Int, _ final: String) {
    let (column, row) = cursor
    switch final {
    case "J":
      let kind = numbers.first ?? 0
      if kind == 0 { page.erase(row: row, column..<page.columns) }
      if kind == 1 { page.erase(row: row, 0..<column + 1) }
      page.erase(rows: kind == 0 ? row + 1..<page.rows : 0..<(kind == 1 ? row : page.rows))
    case "K":
      let kind = numbers.first ?? 0
      page.erase(row: row, kind == 0 ? column..<page.columns : 0..<(kind == 1 ? column + 1 : .max))
    case "X": page.erase(row: row, column..<column + count)
    case "@": page.shift(by: count)
    case "P": page.shift(by: -count)
    case "L": page.deleteRows(-count)
    case "M": page.deleteRows(count)
    case "S": page.scroll(up: count)
    case "T": page.scroll(up: -count)
    case "r":
      let bottom = min(page.rows, numbers.dropFirst().first ?? page.rows)
      page.region = min(count - 1, bottom - 1)..<bottom
      page.move(column: 0, row: 0)
    default: unknown.append("CSI \(numbers)\(final)")
    }
  }
}

extension TerminalEmulator.Look {
  /// Takes over the codes of a sequence for colours and attributes (ECMA-48, §8.3.117).
  mutating func apply(_ codes: [Int]) {
    var rest = codes.isEmpty ? [0] : codes[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: self = TerminalEmulator.Look()
      case 1: isBold = true
      case 22: isBold = false
      case 7: isReversed = true
      case 27: isReversed = false
      case 30...37: foreground = code - 30
      case 40...47: background = code - 40
      case 90...97: foreground = code - 82
      case 100...107: background = code - 92
      case 39: foreground = nil
      case 49: background = nil
      case 38, 48:
        guard rest.popFirst() == 5, let entry = rest.popFirst() else { return }
        if code == 38 { foreground = entry } else { background = entry }
      default: break
      }
    }
  }
}
