import CTerm

/// The keyboard as the event loop sees it: the decoder with its clock.
public struct Keyboard {
  private var decoder: KeyDecoder
  private var deadline: ContinuousClock.Instant?
  private let clock = ContinuousClock()

  /// A keyboard that takes an escape byte for the Escape key after a delay.
  ///
  /// 25 ms suit a terminal on this machine; a slow connection wants about 50.
  public init(escapeDelay: Int = 25) { decoder = KeyDecoder(escapeDelay: escapeDelay) }

  /// How long a wait may last before `keys(after:)` must be asked again; nil is for ever.
  public var millisecondsToWait: Int? {
    guard let deadline else { return nil }
    let left = clock.now.duration(to: deadline) / .milliseconds(1)
    return max(0, Int(left.rounded(.up)))
  }

  /// The keys pressed, once a wait has ended.
  public mutating func keys(after events: TerminalEvents) -> [KeyEvent] {
    if events.contains(.input) {
      let keys = decoder.feed(readBytes())
      deadline = decoder.patience.map { clock.now.advanced(by: .milliseconds($0)) }
      return keys
    }
    guard let deadline, clock.now >= deadline else { return [] }
    self.deadline = nil
    return decoder.expire()
  }

  /// Forgets keys that were begun; Control-C ends them too.
  public mutating func reset() {
    decoder.reset()
    deadline = nil
  }

  private func readBytes() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
      count = ct_read(buffer.baseAddress, buffer.count)
    }
  }
}
