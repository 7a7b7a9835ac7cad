import Foundation
import ModelFiles
import Tensors
import TestSupport
import Testing

@Suite struct TorchArchiveTests {
  private func archive(_ name: String) throws -> TorchArchive {
    try TorchArchive(contentsOf: fixturePath("Torch/\(name).pt"))
  }

  private func error(_ path: String) -> TorchError? {
    do {
      _ = try TorchArchive(contentsOf: fixturePath(path))
      return nil
    } catch { return error }
  }

  private func tensor(_ value: TorchValue?) throws -> TorchTensor {
    guard case .tensor(let tensor) = try #require(value) else {
      throw TorchError.legacy
    }
    return tensor
  }

  @Test("a state dictionary is read with names, shapes and numbers")
  func stateDictionary() throws {
    let archive = try archive("state_dict")
    guard case .dictionary(let entries) = archive.value else {
      Issue.record("no dictionary")
      return
    }
    let layers = ["net.0", "net.2", "net.4", "net.6"]
    #expect(
      entries.map(\.key.description) == layers.flatMap { ["\($0).weight", "\($0).bias"] })
    let shapes = try entries.map { try tensor($0.value).shape }
    #expect(shapes == [[16, 4], [16], [16, 16], [16], [16, 16], [16], [3, 16], [3]])
    for entry in entries {
      let numbers = try tensor(entry.value).tensor(as: Float.self)
      #expect(numbers.isFinite && numbers.scalars.contains { $0 != 0 })
    }
  }

  @Test("a checkpoint is read with the state of its optimizer")
  func checkpoint() throws {
    guard case .dictionary(let entries) = try archive("checkpoint").value else {
      Issue.record("no dictionary")
      return
    }
    #expect(entries.count >= 2)
    let hasGroups = entries.contains {
      if case .list? = $0.value["param_groups"] { true } else { false }
    }
    #expect(hasGroups)
  }

  @Test("every element type, a slice, a transposed view and a Parameter are read")
  func elementTypesAndViews() throws {
    let value = try archive("dtypes_views").value
    let expected: [(String, Shape, [Double])] = [
      ("bf16", [5], [0, 1, 2, 3, 4]), ("f16", [5], [0, 1, 2, 3, 4]), ("i64", [3], [0, 1, 2]),
      ("bool", [2], [1, 0]), ("f64", [], [1.5]), ("view", [3], [2, 3, 4]),
      ("t", [3, 2], [0, 3, 1, 4, 2, 5]), ("param", [2], [1, 1]),
    ]
    for (name, shape, numbers) in expected {
      let tensor = try tensor(value[name])
      #expect(tensor.shape == shape, "\(name)")
      #expect(tensor.tensor(as: Double.self).scalars == numbers, "\(name)")
      #expect(tensor.tensor(as: Float.self).scalars == numbers.map { Float($0) }, "\(name)")
    }
    #expect(try tensor(value["i64"]).integers() == [0, 1, 2])
    #expect(try tensor(value["f64"]).integers() == nil)
  }

  @Test("whatever would be run is refused by its name")
  func refused() throws {
    for (name, global) in [
      ("evil_refuse", "__builtin__.print"),
      ("whole_module_refuse", "torch.nn.modules.container.Sequential"),
      ("rebuild_v3_refuse", "torch._utils._rebuild_tensor_v3"),
    ] {
      guard case .pickle(.global(global), _)? = error("Torch/\(name).pt") else {
        Issue.record("\(name) is not refused by name")
        continue
      }
    }
    #expect(error("Torch/legacy_nonzip.pt") == .legacy)
    #expect(error("Safetensors/ok.safetensors") == .archive(.noEndRecord))
    guard case .unreadable? = error("Torch/absent.pt") else {
      Issue.record("a file that is not there was read")
      return
    }
  }

  @Test("a file of PyTorch is told by its first bytes")
  func recognition() throws {
    for (name, isArchive) in [
      ("Torch/state_dict.pt", true), ("Torch/legacy_nonzip.pt", true),
      ("Safetensors/ok.safetensors", false), ("Safetensors/empty_file.safetensors", false),
    ] {
      #expect(try TorchArchive.isArchive(contentsOf: fixturePath(name)) == isArchive, "\(name)")
    }
  }

  @Test("a file that is cut short is refused at every length", arguments: ["dtypes_views"])
  func cutShort(name: String) throws {
    let bytes = try fixtureBytes("Torch/\(name).pt")
    for length in bytes.indices {
      #expect(throws: TorchError.self) { try TorchArchive(bytes: Array(bytes.prefix(length))) }
    }
  }

  @Test("a file with a flipped bit is refused or means the same", arguments: 0..<4)
  func flippedBits(seed: UInt64) throws {
    var random = RandomStream(seed: seed)
    for name in ["dtypes_views", "state_dict", "checkpoint"] {
      let bytes = try fixtureBytes("Torch/\(name).pt")
      let intact = try TorchArchive(bytes: bytes)
      var refused = 0
      for _ in 0..<500 {
        var flipped = bytes
        let place = Int(random.uniform() * Double(bytes.count))
        flipped[place] ^= 1 << UInt8(random.uniform() * 8)
        do {
          #expect(try TorchArchive(bytes: flipped) == intact, "\(name), byte \(place)")
        } catch {
          refused += 1
        }
      }
      #expect(refused > 100)
    }
  }
}
