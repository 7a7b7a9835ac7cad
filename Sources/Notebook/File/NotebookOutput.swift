/// What a cell printed when it last ran.
public struct NotebookOutput: Sendable {
  /// How the run ended.
  public enum Status: String, CaseIterable, Sendable {
    /// Everything ran.
    case ok
    /// A command failed; the text says why.
    case failed
    /// The run was stopped; what was finished is here.
    case partial
  }

  /// The id of the cell, without its sign.
  public let id: String
  /// How the run ended.
  public let status: Status
  /// The hash of what the cell depended on, if it was recorded.
  public let inputs: String?
  let block: FencedBlock

  /// What was printed, lines separated by a newline.
  public var text: String { block.content }

  init(id: String, status: Status, inputs: String?, block: FencedBlock) {
    self.id = id
    self.status = status
    self.inputs = inputs
    self.block = block
  }

  init(id: String, status: Status, inputs: String?, text: String, lineEnding: String) {
    let hash = inputs.map { " in=\($0)" } ?? ""
    self.init(
      id: id, status: status, inputs: inputs,
      block: FencedBlock(
        info: "out #\(id) \(status.rawValue)\(hash)", content: text, lineEnding: lineEnding))
  }
}
