extension Explanation {
  /// What a notebook knows of its cells.
  static let notebook: [Explanation] = [
    Explanation(
      name: "stale",
      formula: "in(c) ≠ the recorded in(c), with in(c) = hash(commands, files, in(cells it reads))",
      sentence: "A cell whose output no longer belongs to its commands or to what stands above it; "
        + "rerun stale runs such cells in order, set rerun=auto at once.",
      aliases: ["rerun"]),
    Explanation(
      name: "journal",
      formula: "finished cells + running command + unsent line",
      sentence: "What a session writes to the disk while it lives, so that recover brings it back "
        + "after a crash; a session that ends well removes it.",
      aliases: ["recover"]),
  ]
}
