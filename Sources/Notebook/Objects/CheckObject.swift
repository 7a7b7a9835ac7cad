import Curvature
import Laplace
import MonteCarlo
import TextPlots

/// A Laplace posterior beside the posterior that it approximates, as a session holds it.
struct CheckObject: SessionObject {
  /// The comparison.
  let check: PosteriorCheck
  /// The name of the posterior.
  let posteriorName: String
  /// The data that predictions were compared on, those of the fit first.
  let sets: [(name: String, object: DataObject)]

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(posteriorName)
    fingerprint.combine(check.chains.draws.scalars)
    for set in sets { fingerprint.combine(set.object.fingerprint.value) }
    fingerprint.combine(check.integration.map { [$0.logEvidence] } ?? [])
    return fingerprint
  }

  var headline: String {
    let (bulk, tail) = check.smallestSampleSizes
    let chains = check.chains
    let shift = check.marginals.map { abs($0.shift) }.max() ?? 0
    let worst = check.marginals[worstWeight]
    return "\(chains.chains.count) chains of \(chains.drawCount) draws, mass matrix hH + P₀"
      + " · R-hat \(formatted(check.largestRHat)) · ESS \(formatted(bulk, significant: 3)), tails "
      + "\(formatted(tail, significant: 3)) · \(check.divergenceCount) divergent"
      + " · means within \(formatted(shift, significant: 2)) sd"
      + " · W1 up to \(formatted(worst.distance, significant: 2)) sd "
      + "(\(check.selection.name(ofWeight: worstWeight)))"
      + (check.exact == nil ? "" : " · exactly Gaussian")
  }

  /// The weight whose marginals differ most.
  var worstWeight: Int {
    check.marginals.indices.max {
      check.marginals[$0].distance < check.marginals[$1].distance
    } ?? 0
  }

  /// A row for each weight, those that differ most first.
  func table() -> TextPlots.Table {
    let columns = ["mean", "sd", "nuts mean", "nuts sd", "W1", "R-hat", "ESS"]
    let order = check.marginals.indices.sorted {
      check.marginals[$0].distance > check.marginals[$1].distance
    }
    return TextPlots.Table(
      columns: [.init("weight")] + columns.map { .init($0, alignment: .right) },
      rows: order.map { weight in
        let marginal = check.marginals[weight]
        let (moments, chains) = (marginal.sampled.moments, marginal.sampled)
        return [
          check.selection.name(ofWeight: weight), formatted(marginal.mean),
          formatted(marginal.deviation), formatted(moments.mean), formatted(moments.deviation),
          formatted(marginal.distance, significant: 2), formatted(chains.rHat),
          formatted(chains.bulkSampleSize, significant: 3),
        ]
      })
  }

  func defaultView() throws -> [OutputBlock] {
    [.table(tensorTable()), .table(predictionTable())]
      + (scoreTable().map { [.table($0)] } ?? []) + (evidenceTable().map { [.table($0)] } ?? [])
  }

  /// A row for each parameter tensor: the typical standard deviations, and its weight that differs most.
  private func tensorTable() -> TextPlots.Table {
    let right = ["weights", "sd", "nuts sd", "shift", "W1"]
    return TextPlots.Table(
      columns: [.init("tensor")] + right.map { .init($0, alignment: .right) }
        + [.init("worst"), .init("R-hat", alignment: .right), .init("ESS", alignment: .right)],
      rows: check.selection.layout.tensors.enumerated().map { index, tensor in
        let range = check.selection.range(of: index)
        let marginals = check.marginals[range]
        let worst = range.max {
          check.marginals[$0].distance < check.marginals[$1].distance
        }
        return [
          tensor.name, "\(range.count)", formatted(rootMeanSquare(marginals.map(\.deviation))),
          formatted(rootMeanSquare(marginals.map(\.sampled.moments.deviation))),
          formatted(marginals.map { abs($0.shift) }.max() ?? 0, significant: 2),
          formatted(marginals.map(\.distance).max() ?? 0, significant: 2),
          worst.map { check.selection.name(ofWeight: $0) } ?? "",
          formatted(marginals.map(\.sampled.rHat).max() ?? 1),
          formatted(marginals.map(\.sampled.bulkSampleSize).min() ?? 0, significant: 3),
        ]
      })
  }

  /// The differences of the predictions, each beside the Monte-Carlo error of the draws.
  private func predictionTable() -> TextPlots.Table {
    TextPlots.Table(
      columns: [.init("on"), .init("figure")]
        + ["largest difference", "±", "mean difference", "±"].map {
          .init($0, alignment: .right)
        },
      rows: zip(sets, check.predictions).flatMap { set, prediction in
        prediction.figures.map { figure in
          [
            set.name, figure.kind.rawValue,
            formatted(figure.difference(figure.worst), significant: 3),
            formatted(figure.errors[figure.worst], significant: 2),
            formatted(figure.meanDifference, significant: 3),
            formatted(figure.meanError, significant: 2),
          ]
        }
      })
  }

  private func scoreTable() -> TextPlots.Table? {
    let rows = zip(sets, check.predictions).compactMap { set, prediction in
      prediction.scores.map { scores in
        [
          set.name, formatted(scores.laplace), formatted(scores.sampled.mean),
          formatted(scores.sampled.error, significant: 2),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return TextPlots.Table(
      columns: [.init("on")]
        + ["laplace nll", "nuts nll", "±"].map { .init($0, alignment: .right) },
      rows: rows)
  }

  private func evidenceTable() -> TextPlots.Table? {
    guard check.integration != nil || check.exact != nil else { return nil }
    var rows = [["laplace", formatted(check.evidence, significant: 6), ""]]
    if let exact = check.exact {
      rows.append(["exact", formatted(exact.logIntegral, significant: 6), ""])
    }
    if let integration = check.integration {
      rows.append([
        "integrated", formatted(integration.logEvidence, significant: 6),
        formatted(integration.error, significant: 2),
      ])
    }
    return TextPlots.Table(
      columns: [
        .init("evidence"), .init("log p(D|λ)", alignment: .right), .init("±", alignment: .right),
      ], rows: rows)
  }

  private func rootMeanSquare(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(max(1, values.count))).squareRoot()
  }
}

extension ParameterSelection {
  /// The name of a selected weight: its tensor, and its place there from 0, as in `0.weight[2,1]`.
  func name(ofWeight weight: Int) -> String {
    let tensor = offsets.lastIndex { $0 <= weight } ?? 0
    let place = weight - offsets[tensor]
    var rest = elements[tensor]?[place] ?? place
    let (name, shape) = (layout.tensors[tensor].name, layout.tensors[tensor].shape)
    let indices = (0..<shape.rank).reversed().map { axis in
      defer { rest /= shape[axis] }
      return "\(rest % shape[axis])"
    }
    return "\(name)[\(indices.reversed().joined(separator: ","))]"
  }
}
