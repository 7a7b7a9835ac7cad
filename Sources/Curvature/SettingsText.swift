/// A word with settings in brackets, `lowrank(rank=20)`, as files and commands write choices.
struct SettingsText {
  let word: String
  let settings: [String: String]

  init?(_ text: String) {
    let parts = text.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
    word = String(parts[0])
    guard parts.count == 2 else {
      settings = [:]
      return
    }
    guard parts[1].last == ")" else { return nil }
    var settings: [String: String] = [:]
    for setting in parts[1].dropLast().split(separator: ",") {
      let pair = setting.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return nil }
      settings[String(pair[0])] = String(pair[1])
    }
    self.settings = settings
  }
}
