/// What a task of a lesson asks for: a predicate on what the session has made, not on what was typed.
///
///     check      := alternative { "or" alternative }
///     alternative:= condition { "and" condition }
///     condition  := "not" condition | "(" check ")" | "ran" verb { "|" verb } | kind [ "with" test { "," test } ]
///     test       := key ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) ( number | word )
///
/// A key is a member of the object's JSON, its parts joined by dots and elements counted from 0:
/// `prior_precision.0`. Of an array, `count` is the number of elements and `max` the largest number within. A
/// posterior also has `decades_from_optimum`.
indirect enum LessonCheck: Sendable {
  /// One of them holds.
  case any([LessonCheck])
  /// All of them hold.
  case all([LessonCheck])
  /// It does not hold.
  case not(LessonCheck)
  /// A command of one of these verbs has succeeded.
  case ran([String])
  /// An object of a kind has been made on which all tests hold.
  case made(ObjectKind, [Test])

  /// A comparison of a figure of an object.
  struct Test: Sendable {
    let key: [String]
    let comparison: Comparison
    let value: Value
  }

  /// What a figure is compared with.
  enum Value: Equatable, Sendable {
    case number(Double)
    case word(String)
  }

  /// How a figure is compared.
  enum Comparison: String, CaseIterable, Sendable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }
}
