/// How much of the curvature matrix is kept.
public enum HessianStructure: Hashable, Sendable {
  /// The whole matrix; as `GᵀG` (primal) or, where the data is smaller than the network, by the rows of G
  /// alone (dual).
  case full
  /// A dense matrix for the parameters of each layer.
  case blockDiagonal
  /// A Kronecker product for each parameter tensor (KFAC).
  case kronecker(WeightSharing = .expand)
  /// The eigenbases of Kronecker factors with the exact second moments along them (EKFAC).
  case eigenvalueCorrected(WeightSharing = .expand)
  /// The diagonal.
  case diagonal
  /// The eigenpairs of the largest absolute eigenvalues: as many as asked, or without a rank all that
  /// are at least `tolerance` times the largest.
  case lowRank(rank: Int? = nil, tolerance: Double = 0.01)
  /// The rows of a square root on a subset of the data, or without one on all of it, behind a Gaussian
  /// process over the outputs; with independent outputs each of them is a process of its own.
  case functional(subset: DataSubset? = nil, independentOutputs: Bool = false)
}

extension HessianStructure {
  /// The subset of the data that the structure keeps; nil where it is all of it.
  var dataSubset: DataSubset? {
    guard case .functional(let subset, _) = self else { return nil }
    return subset
  }

  /// Whether the structure is a Gaussian process over the outputs.
  public var isFunctional: Bool {
    guard case .functional = self else { return false }
    return true
  }

  /// Whether every output is a process of its own.
  public var hasIndependentOutputs: Bool {
    guard case .functional(_, let independentOutputs) = self else { return false }
    return independentOutputs
  }
}

/// How positions that share a weight enter its Kronecker factors (Eschenhagen et al., 2023).
public enum WeightSharing: String, Hashable, Sendable, CaseIterable {
  /// Every position counts as an example: `A = 1/(N T) Σ a aᵀ`, `B = Σ g gᵀ`.
  case expand
  /// Positions are pooled first: with `ā = 1/T Σₜ a` and `ḡ = Σₜ g`, `A = 1/N Σ ā āᵀ`, `B = Σ ḡ ḡᵀ`.
  case reduce
}

extension HessianStructure: LosslessStringConvertible {
  /// Every structure, with the usual settings.
  public static let plain: [HessianStructure] = [
    .full, .blockDiagonal, .kronecker(), .eigenvalueCorrected(), .diagonal, .lowRank(),
    .functional(),
  ]

  /// The word of the structure, as commands and files write it.
  public var word: String {
    switch self {
    case .full: "full"
    case .blockDiagonal: "block"
    case .kronecker: "kron"
    case .eigenvalueCorrected: "ekfac"
    case .diagonal: "diag"
    case .lowRank: "lowrank"
    case .functional: "gp"
    }
  }

  /// The word with the settings that are not the usual ones: `kron`, `kron(sharing=reduce)`,
  /// `lowrank(rank=20)`, `gp(m=200,seed=0,outputs=independent)`.
  public var description: String {
    switch self {
    case .kronecker(.reduce), .eigenvalueCorrected(.reduce): "\(word)(sharing=reduce)"
    case .lowRank(let rank?, _): "\(word)(rank=\(rank))"
    case .lowRank(nil, let tolerance): "\(word)(tol=\(tolerance))"
    case .functional(let subset, let independentOutputs):
      Self.description(
        of: word,
        (subset.map { ["m=\($0.count)", "seed=\($0.seed)"] } ?? [])
          + (independentOutputs ? ["outputs=independent"] : []))
    default: word
    }
  }

  /// The structure that a description describes.
  public init?(_ description: String) {
    guard let call = SettingsText(description) else { return nil }
    let sharing = WeightSharing(rawValue: call.settings["sharing"] ?? "expand")
    switch (call.word, sharing) {
    case ("full", _): self = .full
    case ("block", _): self = .blockDiagonal
    case ("diag", _): self = .diagonal
    case ("kron", let sharing?): self = .kronecker(sharing)
    case ("ekfac", let sharing?): self = .eigenvalueCorrected(sharing)
    case ("lowrank", _):
      if let rank = call.settings["rank"] {
        guard let rank = Int(rank), rank > 0 else { return nil }
        self = .lowRank(rank: rank, tolerance: 0)
      } else {
        guard let tolerance = Double(call.settings["tol"] ?? "0.01"), tolerance > 0, tolerance < 1
        else { return nil }
        self = .lowRank(rank: nil, tolerance: tolerance)
      }
    case ("gp", _):
      guard let functional = HessianStructure(functional: call.settings) else { return nil }
      self = functional
    default: return nil
    }
  }

  private static func description(of word: String, _ settings: [String]) -> String {
    settings.isEmpty ? word : "\(word)(\(settings.joined(separator: ",")))"
  }

  /// The functional structure of the settings `m`, `seed` and `outputs`.
  private init?(functional settings: [String: String]) {
    let outputs = settings["outputs"] ?? "joint"
    guard let seed = UInt64(settings["seed"] ?? "0"), ["joint", "independent"].contains(outputs)
    else { return nil }
    var subset: DataSubset?
    if let text = settings["m"] {
      guard let count = Int(text), count > 0 else { return nil }
      subset = DataSubset(count: count, seed: seed)
    }
    self = .functional(subset: subset, independentOutputs: outputs == "independent")
  }
}
