import CEmbeddedTables
import Tensors

/// The tables that are part of the program.
public enum EmbeddedTable: String, CaseIterable, Sendable {
  /// Two banana-shaped classes in the plane.
  case banana
  /// Breast masses, benign or malignant.
  case breastCancer = "breast-cancer"
  /// The progress of diabetes after a year.
  case diabetes
  /// Handwritten digits, 8 x 8 grey images.
  case digits
  /// Radar returns from the ionosphere, good or bad.
  case ionosphere
  /// Three species of iris.
  case iris
  /// Wines of three cultivars.
  case wine

  /// The table of the given name.
  public init(named name: String) throws(DatasetError) {
    guard let table = EmbeddedTable(rawValue: name) else {
      throw .unknownName(name, kind: "data set", names: Self.allCases.map(\.name))
    }
    self = table
  }

  /// The name a user gives to load the table.
  public var name: String { rawValue }

  /// What the table holds, in one line.
  public var summary: String {
    switch self {
    case .banana: "5300 points of two interleaved classes in the plane"
    case .breastCancer: "569 breast masses, 30 measurements, benign or malignant"
    case .diabetes: "442 patients, 10 measurements, the progress of the disease after a year"
    case .digits: "1797 handwritten digits, 8 x 8 grey images, values 0 to 16"
    case .ionosphere: "351 radar returns, 34 pulse values, good or bad"
    case .iris: "150 flowers, 4 lengths, 3 species"
    case .wine: "178 wines, 13 chemical measurements, 3 cultivars"
    }
  }

  /// Where the table comes from.
  public var source: String {
    switch self {
    case .banana: "KEEL; Raetsch benchmark"
    case .breastCancer: "Wolberg et al. 1995 (WDBC); UCI Machine Learning Repository"
    case .diabetes: "Efron et al. 2004"
    case .digits: "Alpaydin, Kaynak 1998; UCI Machine Learning Repository"
    case .ionosphere: "Sigillito et al. 1989; UCI Machine Learning Repository"
    case .iris: "Fisher 1936; UCI Machine Learning Repository"
    case .wine: "Forina et al.; UCI Machine Learning Repository"
    }
  }

  /// The column that is the target unless another is named.
  public var targetColumn: String {
    switch self {
    case .diabetes: "progression"
    case .digits: "digit"
    case .banana, .breastCancer, .ionosphere, .iris, .wine: "class"
    }
  }

  /// The table.
  public func table() throws(DatasetError) -> Table { try Table(csv: bytes) }

  /// The table as a data set with its own target: classes, except for diabetes.
  public func dataset() throws(DatasetError) -> Dataset<Double> {
    try Dataset(
      table: table(), targets: [targetColumn], as: self == .diabetes ? .values : .classes)
  }

  private var bytes: [UInt8] {
    let embedded =
      switch self {
      case .banana: embedded_banana()
      case .breastCancer: embedded_breast_cancer()
      case .diabetes: embedded_diabetes()
      case .digits: embedded_digits()
      case .ionosphere: embedded_ionosphere()
      case .iris: embedded_iris()
      case .wine: embedded_wine()
      }
    return Array(UnsafeBufferPointer(start: embedded.start, count: embedded.count))
  }
}
