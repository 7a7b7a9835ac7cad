/// A switch: `+joint` turns it on, `-joint` off.
public struct FlagSignature: Sendable {
  /// The word after the sign.
  public var name: String
  /// What it means, as a phrase.
  public var help: String
  /// Whether it is on when nothing is said.
  public var isOnByDefault: Bool

  /// A switch and its position when nothing is said.
  public init(_ name: String, help: String, isOnByDefault: Bool = false) {
    self.name = name
    self.help = help
    self.isOnByDefault = isOnByDefault
  }

  /// The switch as it would be typed to change it.
  var change: String { (isOnByDefault ? "-" : "+") + name }
}
