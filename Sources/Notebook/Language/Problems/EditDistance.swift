/// How far two words are apart: the cheapest way to type one instead of the other.
///
/// The optimal string alignment distance (Damerau, 1964; no substring is edited twice): inserting,
/// leaving out, replacing and swapping cost 1, a key beside the right one costs 0.5, and the wrong
/// case costs 0.1.
package func editDistance(_ typed: String, _ meant: String) -> Double {
  let typed = Array(typed)
  let meant = Array(meant)
  var beforeLast: [Double] = []
  var last = (0...meant.count).map(Double.init)
  for (row, letter) in typed.enumerated() {
    var current = [Double(row + 1)]
    for (column, other) in meant.enumerated() {
      var cost = last[column] + replacementCost(letter, other)
      cost = min(cost, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, letter == meant[column - 1], typed[row - 1] == other {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[meant.count]
}

private func replacementCost(_ typed: Character, _ meant: Character) -> Double {
  if typed == meant { return 0 }
  if typed.lowercased() == meant.lowercased() { return 0.1 }
  return neighbours[typed]?.contains(meant) == true ? 0.5 : 1
}

/// The keys that touch each letter key on a QWERTY keyboard.
private let neighbours: [Character: Set<Character>] = [
  "q": ["w", "a"], "w": ["q", "e", "a", "s"], "e": ["w", "r", "s", "d"],
  "r": ["e", "t", "d", "f"], "t": ["r", "y", "f", "g"], "y": ["t", "u", "g", "h"],
  "u": ["y", "i", "h", "j"], "i": ["u", "o", "j", "k"], "o": ["i", "p", "k", "l"],
  "p": ["o", "l"], "a": ["q", "w", "s", "z"], "s": ["w", "e", "a", "d", "z", "x"],
  "d": ["e", "r", "s", "f", "x", "c"], "f": ["r", "t", "d", "g", "c", "v"],
  "g": ["t", "y", "f", "h", "v", "b"], "h": ["y", "u", "g", "j", "b", "n"],
  "j": ["u", "i", "h", "k", "n", "m"], "k": ["i", "o", "j", "l", "m"], "l": ["o", "p", "k"],
  "z": ["a", "s", "x"], "x": ["s", "d", "z", "c"], "c": ["d", "f", "x", "v"],
  "v": ["f", "g", "c", "b"], "b": ["g", "h", "v", "n"], "n": ["h", "j", "b", "m"],
  "m": ["j", "k", "n"],
]
