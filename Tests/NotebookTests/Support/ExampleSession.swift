import Notebook

/// A session with a few objects in it.
struct ExampleSession: SessionFacts {
  var objects = [
    ObjectFact("d1", .data, label: "moons 1000×2"), ObjectFact("d2", .data, label: "moons 200×2"),
    ObjectFact("m1", .model, label: "mlp 4-8-3"), ObjectFact("p1", .posterior, label: "kron"),
    ObjectFact("p2", .posterior, label: "diag"), ObjectFact("g1", .grid),
  ]

  func kind(of noun: Noun) -> ObjectKind? {
    switch noun {
    case .named(let name), .previous(let name, steps: 1): objects.first { $0.name == name }?.kind
    case .cell(5): .grid
    case .last: .prediction
    default: nil
    }
  }

  func columns(of noun: Noun) -> [String]? {
    switch noun {
    case .named("d1"), .named("p1"): ["x1", "x2", "label"]
    case .named("g1"): ["prior", "evidence"]
    default: nil
    }
  }

  func inputs(of noun: Noun) -> [String]? { noun == .named("p1") ? ["x1", "x2"] : nil }

  func files(startingWith path: String) -> [String] {
    ["data/", "moons.csv", "moons.npy", "notes.txt"].filter { $0.hasPrefix(path) }
  }
}
