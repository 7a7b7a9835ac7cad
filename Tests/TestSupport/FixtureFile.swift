import Foundation

/// The path of a file under `Tests/Fixtures`.
package func fixturePath(_ name: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures").appending(path: name).path()
}

/// The bytes of a file under `Tests/Fixtures`.
package func fixtureBytes(_ name: String) throws -> [UInt8] {
  try [UInt8](Data(contentsOf: URL(filePath: fixturePath(name))))
}
