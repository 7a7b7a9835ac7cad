import Laplace

/// A score in a report's table.
struct ReportScore: Sendable {
  /// The title of its column.
  let title: String
  /// The score.
  let value: Double
  /// What is smaller where the score is better: the score itself, its negative, or the distance from what it
  /// should be.
  let cost: Double
  /// Whether it stands only where rows are compared.
  let isForComparison: Bool

  private init(_ title: String, _ value: Double, cost: Double, forComparison: Bool = false) {
    self.title = title
    self.value = value
    self.cost = cost
    isForComparison = forComparison
  }

  /// The scores of some predictions, in the order of the columns.
  static func all(of scores: PredictiveScores) -> [ReportScore] {
    let smaller = { (title: String, value: Double, isForComparison: Bool) in
      ReportScore(title, value, cost: value, forComparison: isForComparison)
    }
    switch scores.kind {
    case .classification(let scores):
      return [
        smaller("nll", scores.negativeLogLikelihood, false),
        ReportScore("acc", scores.accuracy, cost: -scores.accuracy),
        smaller("ece", scores.expectedCalibrationError, false),
        smaller("mce", scores.maximumCalibrationError, true),
        smaller("brier", scores.brierScore, false),
      ]
    case .regression(let scores):
      return [
        smaller("nll", scores.negativeLogLikelihood, false),
        smaller("rmse", scores.rootMeanSquaredError, false),
      ]
        + scores.coverage.map {
          ReportScore(
            "\(formatted(100 * $0.level, significant: 3))%", $0.fraction,
            cost: abs($0.fraction - $0.level))
        } + [smaller("cal err", scores.calibration.calibrationError, true)]
    }
  }

  /// The titles of the scores in which each of several rows is as good as the best; none where all are.
  static func best(among rows: [[ReportScore]]) -> [[String]] {
    let columns = (rows.map(\.count).min() ?? 0)
    return rows.map { row in
      (0..<columns).compactMap { column in
        let costs = rows.map { $0[column].cost }.filter { !$0.isNaN }
        guard let least = costs.min(), costs.contains(where: { $0 > least }),
          row[column].cost == least
        else { return nil }
        return row[column].title
      }
    }
  }
}
