// swift-tools-version: 6.2
import PackageDescription

/// Warnings are errors in every target.
let house: [SwiftSetting] = [.treatAllWarnings(as: .error)]
/// The screen belongs to the main actor.
let screen: [SwiftSetting] = house + [.defaultIsolation(MainActor.self)]

let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A library target, what it imports, and how it is compiled.
struct Library {
  let name: String
  let imports: [Target.Dependency]
  var settings = house
}

/// Every library target, lowest level first.
let libraries: [Library] = [
  Library(name: "Parallelism", imports: ["COpenBLAS"]),
  Library(name: "TextPlots", imports: []),
  Library(name: "Tensors", imports: ["COpenBLAS", "Parallelism", realModule]),
  Library(name: "Terminal", imports: ["CTerm", "TextPlots"], settings: screen),
  Library(name: "LinearAlgebra", imports: ["COpenBLAS", "Parallelism", "Tensors"]),
  Library(name: "Autodiff", imports: ["Tensors", realModule]),
  Library(name: "Datasets", imports: ["CEmbeddedTables", "Tensors", realModule]),
  Library(
    name: "NeuralNetworks",
    imports: ["Autodiff", "Datasets", "Parallelism", "Tensors", realModule]),
  Library(
    name: "Curvature",
    imports: [
      "Autodiff", "Datasets", "LinearAlgebra", "NeuralNetworks", "Parallelism", "Tensors",
    ]),
  Library(name: "Diagnostics", imports: ["LinearAlgebra", "Tensors", realModule]),
  Library(
    name: "MonteCarlo",
    imports: ["Diagnostics", "LinearAlgebra", "Parallelism", "Tensors", realModule]),
  Library(name: "ModelFiles", imports: ["Datasets", "NeuralNetworks", "Tensors"]),
  Library(
    name: "Laplace",
    imports: [
      "Curvature", "Datasets", "Diagnostics", "LinearAlgebra", "ModelFiles", "MonteCarlo",
      "NeuralNetworks", "Parallelism", "Tensors", realModule,
    ]),
  Library(
    name: "Notebook",
    imports: [
      "CEmbeddedLessons", "Curvature", "Datasets", "Diagnostics", "Laplace", "ModelFiles",
      "MonteCarlo", "NeuralNetworks", "Parallelism", "Tensors", "TextPlots", realModule,
    ]),
]

let clibraries: [Target] = [
  .systemLibrary(
    name: "COpenBLAS", pkgConfig: "openblas",
    providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
  .target(name: "CEmbeddedTables", exclude: ["tables"]),
  .target(name: "CEmbeddedLessons", exclude: ["lessons"]),
  .target(
    name: "CTerm",
    cSettings: [.define("_GNU_SOURCE"), .define("NCURSES_WIDECHAR", to: "1")],
    linkerSettings: [
      .linkedLibrary("ncursesw"), .linkedLibrary("tinfo", .when(platforms: [.linux])),
      .linkedLibrary("readline"),
    ]),
]

let libraryTargets: [Target] = libraries.map {
  .target(name: $0.name, dependencies: $0.imports, swiftSettings: $0.settings)
}

let programs: [Target] = [
  .executableTarget(
    name: "LaplaceApp",
    dependencies: [
      "Laplace", "Notebook", "Parallelism", "Terminal", "TextPlots", argumentParser,
    ],
    swiftSettings: screen),
  .executableTarget(
    name: "Benchmarks",
    dependencies: [
      "Curvature", "Datasets", "Laplace", "ModelFiles", "NeuralNetworks", "Notebook", "Parallelism",
      "Tensors", realModule,
    ],
    exclude: ["README.md"], swiftSettings: house),
]

let examples: [Target] = [
  .executableTarget(
    name: "IrisExample", dependencies: ["Datasets", "Laplace", "NeuralNetworks"],
    path: "examples/iris", swiftSettings: house),
  .executableTarget(
    name: "BraninExample",
    dependencies: ["Curvature", "Datasets", "Laplace", "NeuralNetworks", "Tensors", realModule],
    path: "examples/branin", swiftSettings: house),
]

let testTargets: [Target] =
  [
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "BraninExample", "IrisExample", "LaplaceApp", "Notebook", "TestSupport", "TextPlots",
      ],
      swiftSettings: house),
    .target(
      name: "TestSupport",
      dependencies: [
        "Autodiff", "Curvature", "Datasets", "NeuralNetworks", "Tensors", "TextPlots", realModule,
      ],
      path: "Tests/TestSupport", swiftSettings: house),
  ]
  + libraries.map {
    .testTarget(
      name: "\($0.name)Tests",
      dependencies: [.target(name: $0.name), "TestSupport"] + $0.imports, swiftSettings: house)
  }

let package = Package(
  name: "laplace",
  products: [
    .executable(name: "laplace", targets: ["LaplaceApp"]),
    .library(
      name: "Laplace",
      targets: [
        "Laplace", "Curvature", "NeuralNetworks", "Datasets", "Diagnostics", "ModelFiles",
        "MonteCarlo", "Autodiff", "LinearAlgebra", "Tensors",
      ]),
    .library(name: "TextPlots", targets: ["TextPlots"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
  ],
  targets: clibraries + libraryTargets + programs + examples + testTargets,
  swiftLanguageModes: [.v6]
)
