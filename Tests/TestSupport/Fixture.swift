import Foundation

/// Finds the files that tests compare with.
package enum Fixture {
  /// The root of the package.
  package static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder under `Tests/Fixtures`.
  package static func url(_ path: String) -> URL {
    package.appendingPathComponent("Tests/Fixtures/\(path)")
  }

  /// The text of a file that keeps what a text should be; `RECORD_GOLDENS=1` makes it this one.
  package static func golden(_ text: String, _ path: String) throws -> String? {
    let file = url(path)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      let folder = file.deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    return try? String(contentsOf: file, encoding: .utf8)
  }

  /// The bytes of a file under `Tests/Fixtures`.
  package static func data(_ path: String) throws -> Data { try Data(contentsOf: url(path)) }
}

/// The path of a file under `Tests/Fixtures`.
package func fixturePath(_ name: String) -> String { Fixture.url(name).path }

/// The bytes of a file under `Tests/Fixtures`.
package func fixtureBytes(_ name: String) throws -> [UInt8] { [UInt8](try Fixture.data(name)) }
