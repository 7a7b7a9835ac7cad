import ModelFiles
import TestSupport
import Testing

/// Pickles written by hand, each in an archive with one storage `0` of four Floats.
@Suite struct PickleReaderTests {
  private func value(_ pickle: [UInt8]) throws -> TorchValue {
    try TorchArchive(
      bytes: StoredZip.bytes([
        ("a/data.pkl", [0x80, 2] + pickle + [0x2E]),
        ("a/data/0", [1, 2, 3, 4].flatMap { StoredZip.little(Int(Float($0).bitPattern), 4) }),
      ])
    ).value
  }

  private func flaw(_ pickle: [UInt8]) -> PickleFlaw? {
    do {
      _ = try value(pickle)
    } catch TorchError.pickle(let flaw, _) {
      return flaw
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }

  private func text(_ text: String) -> [UInt8] { TorchFile.text(text) }

  private func integer(_ integer: Int) -> [UInt8] { TorchFile.integer(integer) }

  private func tuple(_ elements: [[UInt8]]) -> [UInt8] { TorchFile.tuple(elements) }

  private func global(_ module: String, _ name: String) -> [UInt8] {
    TorchFile.global(module, name)
  }

  private func storage(
    key: String = "0", type: String = "FloatStorage", count: Int = 4
  ) -> [UInt8] {
    TorchFile.storage(key: key, type: type, count: count)
  }

  private func tensor(
    _ lengths: [Int], _ strides: [Int], offset: Int = 0, storage: [UInt8]? = nil,
    metadata: [UInt8] = []
  ) -> [UInt8] {
    TorchFile.tensor(
      lengths, strides, offset: offset, storage: storage ?? self.storage(), metadata: metadata)
  }

  @Test("numbers of every size and sign are read")
  func numbers() throws {
    #expect(try value([0x4B, 200]) == .integer(200))
    #expect(try value([0x4D, 0x34, 0x12]) == .integer(0x1234))
    #expect(try value([0x4A, 0xFE, 0xFF, 0xFF, 0xFF]) == .integer(-2))
    for number in [0, 1, -1, .max, .min, 1 << 40] {
      #expect(try value(integer(number)) == .integer(number))
    }
    #expect(try value([0x8A, 0]) == .integer(0))
    #expect(try value([0x8A, 1, 0xFF]) == .integer(-1))
    #expect(try value([0x8A, 2, 0xFF, 0]) == .integer(255))
    #expect(flaw([0x8A, 9] + [UInt8](repeating: 1, count: 9)) == .integerTooLarge)
    #expect(try value([0x47, 0xBF, 0xF8, 0, 0, 0, 0, 0, 0]) == .number(-1.5))
  }

  @Test("collections are read, also when they are filled after they are referred to")
  func collections() throws {
    // l = []; (l, l) with l filled later.
    let shared: [UInt8] = [0x5D, 0x71, 0, 0x68, 0, 0x4B, 7, 0x61, 0x86]
    #expect(try value(shared) == .tuple([.list([.integer(7)]), .list([.integer(7)])]))
    let dictionary = [0x7D] + [0x28] + text("k") + [0x4E] + [0x4B, 5, 0x88, 0x75]
    let read = try value(dictionary)
    #expect(read["k"] == TorchValue.none && read["absent"] == nil)
    let size = global("torch", "Size") + [0x4B, 3, 0x85, 0x85, 0x52]
    #expect(try value(size) == .tuple([.integer(3)]))
  }

  @Test("views are read, repeated and transposed ones too")
  func views() throws {
    let expected: [([Int], [Int], Int, [Double])] = [
      ([2, 2], [1, 2], 0, [1, 3, 2, 4]), ([2, 3], [1, 0], 1, [2, 2, 2, 3, 3, 3]),
      ([2], [3], 0, [1, 4]), ([], [], 3, [4]), ([1, 2], [Int.max, 2], 1, [2, 4]),
      ([0, 5], [5, 1], 9, []), ([3], [0], 2, [3, 3, 3]),
    ]
    for (lengths, strides, offset, numbers) in expected {
      guard case .tensor(let found) = try value(tensor(lengths, strides, offset: offset)) else {
        Issue.record("no tensor")
        continue
      }
      #expect(found.shape.lengths == lengths)
      #expect(found.tensor(as: Double.self).scalars == numbers)
    }
  }

  @Test("views that reach beyond their storage or the file are refused")
  func hostileViews() {
    let beyond = PickleFlaw.tensor("reaches beyond its storage")
    let tooLarge = PickleFlaw.tensor("takes more bytes than the file has")
    #expect(flaw(tensor([5], [1])) == beyond)
    #expect(flaw(tensor([2, 2], [3, 1])) == beyond)
    #expect(flaw(tensor([2], [1], offset: 3)) == beyond)
    #expect(flaw(tensor([2], [.max], offset: 1)) == beyond)
    #expect(flaw(tensor([3, 3], [.max / 2, .max / 2])) == beyond)
    #expect(flaw(tensor([], [], offset: 4)) == beyond)
    #expect(flaw(tensor([1 << 40], [0])) == tooLarge)
    #expect(flaw(tensor([1 << 32, 1 << 32], [0, 0])) == tooLarge)
    for fields in [([-1], [1], 0), ([1], [-1], 0), ([1], [1], -1), ([1], [1, 1], 0)] {
      guard case .tensor? = flaw(tensor(fields.0, fields.1, offset: fields.2)) else {
        Issue.record("\(fields) was read")
        continue
      }
    }
    let metadata = [0x7D] + text("neg") + [0x88, 0x73]
    guard case .unexpected? = flaw(tensor([1], [1], metadata: metadata)) else {
      Issue.record("a tensor to be negated was read")
      return
    }
  }

  @Test("storages must be there and have the length that is said")
  func storages() {
    #expect(
      flaw(tensor([1], [1], storage: storage(count: 5)))
        == .storageBytes(key: "0", expected: 20, found: 16))
    #expect(
      flaw(tensor([1], [1], storage: storage(type: "DoubleStorage")))
        == .storageBytes(key: "0", expected: 32, found: 16))
    #expect(
      flaw(tensor([1], [1], storage: storage(key: "../data.pkl")))
        == .storage(.missing(member: "a/data/../data.pkl")))
    let quantized = storage(type: "QInt8Storage")
    #expect(flaw(tensor([1], [1], storage: quantized)) == .global("torch.QInt8Storage"))
  }

  @Test("instructions and calls that no state dictionary needs are refused")
  func instructions() throws {
    // EXT1, INST, OBJ, STACK_GLOBAL, NEWOBJ, POP, LONG4, FRAME.
    for code: UInt8 in [0x82, 0x69, 0x6F, 0x93, 0x81, 0x30, 0x8B, 0x95] {
      #expect(flaw([0x4E, code, 0, 0, 0, 0]) == .instruction(code))
    }
    #expect(flaw(global("os", "system")) == .global("os.system"))
    #expect(flaw(global("os\u{1B}[2J", "system"))?.description.contains("\u{1B}") == false)
    let hostile: [[UInt8]] = [
      [], [0x4E, 0x4E], [0x28, 0x4E], [0x74], [0x85], [0x68, 9], [0x71, 0], [0x61], [0x5D, 0x61],
      [0x4E, 0x52], [0x4E, 0x4E, 0x52], [0x29, 0x29, 0x52], [0x4E, 0x51], [0x4E, 0x62],
      [0x7D, 0x7D, 0x62], [0x28, 0x5D, 0x28, 0x65], [0x5D, 0x28, 0x61], [0x7D, 0x28, 0x4E, 0x75],
      [0x7D, 0x29, 0x4E, 0x73], [0x4E, 0x28, 0x85], global("torch", "Size"),
      global("torch", "FloatStorage") + [0x29, 0x52],
      global("collections", "OrderedDict") + [0x4E, 0x85, 0x52],
      global("torch", "Size") + [0x4E, 0x85, 0x52], storage(),
      global("torch._utils", "_rebuild_parameter") + tuple([[0x4E], [0x89], [0x4E]]) + [0x52],
    ]
    for pickle in hostile {
      guard case .unexpected? = flaw(pickle) else {
        Issue.record("\(pickle) was read")
        continue
      }
    }
    #expect(flaw([0x80, 4, 0x4E]) == .version(4))
    #expect(flaw([0x58, 2, 0, 0, 0, 0xFF, 0xFE]) == .notUTF8)
    #expect(flaw([0x58, 0xFF, 0xFF, 0xFF, 0xFF]) == .cutOff)
    #expect(flaw([0x63, 0x61]) == .cutOff)
    let twice = [0x7D, 0x28] + text("k") + [0x4E] + text("k") + [0x4E, 0x75]
    #expect(flaw(twice) == .duplicateKey("k"))
  }

  @Test("depth, cycles and repetition are limited")
  func growth() {
    let deep = [UInt8](repeating: 0x5D, count: 200_000) + [UInt8](repeating: 0x61, count: 199_999)
    #expect(flaw(deep) == .tooDeep(limit: 100))
    // A list that holds itself.
    #expect(flaw([0x5D, 0x71, 0, 0x68, 0, 0x61]) == .tooDeep(limit: 100))
    // Sixty tuples, each twice the one before.
    let doubling = (0..<60).flatMap { _ -> [UInt8] in [0x71, 0, 0x68, 0, 0x86] }
    #expect(flaw([0x29] + doubling) == .tooManyValues(limit: 1 << 21))
    #expect(
      flaw([0x28] + [UInt8](repeating: 0x4E, count: 1 << 21) + [0x74])
        == .tooManyValues(limit: 1 << 21))
    // A list element by element, and a storage many times: linear in the bytes.
    let elements = (0..<200_000).flatMap { _ -> [UInt8] in [0x4E, 0x61] }
    #expect(flaw([0x5D] + elements) == nil)
    let tensors = [UInt8]((0..<2000).map { _ in tensor([4], [1]) }.joined())
    #expect(flaw([0x5D, 0x28] + tensors + [0x65]) == nil)
  }
}
