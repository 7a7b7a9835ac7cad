import Laplace
import RealModule
import TextPlots

/// What the live view of a posterior shows, and what its keys do to it.
public struct ExploreState: Sendable {
  let exploration: Exploration
  /// What has been learned so far.
  public var knowledge = ExplorationKnowledge()
  /// Where the sliders stand.
  public private(set) var settings: PosteriorSettings
  /// The slider that the arrows move.
  private(set) var selected = ExploredSetting.prior
  /// A number that is being typed.
  private(set) var entry: String?
  /// The pane that comes first.
  private(set) var firstPane = 0
  /// Whether the first pane has all the room.
  private(set) var isZoomed = false
  /// What the last key did, or why it did nothing.
  public private(set) var message: String?

  /// A view at the posterior's own settings.
  public init(_ exploration: Exploration) {
    self.exploration = exploration
    settings = exploration.posterior.settings
  }

  /// What the front has to do for a key.
  public enum Request: Sendable {
    /// Only draw.
    case none
    /// Close the view.
    case leave
    /// Close the view and run a command that keeps the settings.
    case keep(String)
    /// Find settings that are best, and hand them to `show`.
    case find(Exploration.Optimum)
  }

  /// Takes settings that were found; nil where there were none.
  public mutating func show(_ found: PosteriorSettings?, of optimum: Exploration.Optimum) {
    guard let found else {
      message =
        optimum == .validation && exploration.scored != nil && !exploration.isValidated
        ? "no validation: the posterior was fitted to this data; on= takes other data"
        : "no \(optimum.name) optimum: nothing to score, or still learning"
      return
    }
    settings =
      (try? PosteriorSettings(
        priorPrecision: PriorPrecision(rounded(found.priorPrecision.values[0])),
        priorMean: found.priorMean, noise: rounded(found.noise),
        temperature: found.temperature)) ?? settings
    message = "at the optimum of the \(optimum.name)"
  }

  /// Moves the selected slider by a part of a decade, to a multiple of a twentieth of one.
  mutating func move(by decades: Double) {
    let value = selected.value(settings)
    let place = ((Double.log10(value) + decades) * 20).rounded() / 20
    let range = selected.decades
    set(.pow(10, min(max(place, range.lowerBound), range.upperBound)))
  }

  /// Puts the selected slider at a number.
  mutating func set(_ value: Double) {
    message = nil
    do throws(LaplaceError) {
      settings = try selected.setting(rounded(value), in: settings)
    } catch {
      message = "\(error)"
    }
  }

  /// Six digits, so that a command that keeps the settings says exactly what was shown.
  private func rounded(_ value: Double) -> Double {
    Double(formatted(value, significant: 6).replacing(",", with: "")) ?? value
  }

  /// The command that makes the posterior that is shown.
  var command: String {
    let changed = exploration.movable.filter {
      $0.value(settings) != $0.value(exploration.posterior.settings)
    }
    return (["at", exploration.name] + changed.map { "\($0.rawValue)=\($0.value(settings))" })
      .joined(separator: " ")
  }

  mutating func select(_ step: Int) {
    let movable = exploration.movable
    let place = movable.firstIndex(of: selected) ?? 0
    selected = movable[(place + step + movable.count) % movable.count]
    message = nil
  }

  mutating func turnPanes(_ step: Int) {
    let count = exploration.panes.count
    firstPane = (firstPane + step + count) % count
  }

  mutating func toggleZoom() { isZoomed.toggle() }

  mutating func reset() {
    settings = exploration.posterior.settings
    message = "as the posterior is"
  }

  mutating func note(_ text: String) { message = text }

  mutating func type(_ text: String?) { entry = text }
}
