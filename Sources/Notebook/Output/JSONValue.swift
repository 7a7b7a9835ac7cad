/// A result as JSON: objects keep the order in which their members are written.
public indirect enum JSONValue: Sendable {
  /// Named members, in order.
  case object([(name: String, value: JSONValue)])
  /// Elements, in order.
  case array([JSONValue])
  /// A number; what is not finite becomes `null`.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// A text.
  case text(String)
  /// A truth value.
  case boolean(Bool)
  /// Nothing.
  case null

  /// Numbers as an array.
  public static func numbers(_ numbers: some Sequence<Double>) -> JSONValue {
    .array(numbers.map(JSONValue.number))
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  /// An object with its members in the order written.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { (name: $0.0, value: $0.1) })
  }

  /// An array of the elements.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// A text.
  public init(stringLiteral text: String) { self = .text(text) }

  /// A number.
  public init(floatLiteral number: Double) { self = .number(number) }

  /// A whole number.
  public init(integerLiteral number: Int) { self = .integer(number) }

  /// A truth value.
  public init(booleanLiteral isTrue: Bool) { self = .boolean(isTrue) }
}
