import Laplace
import TextPlots

/// What fits would cost, as `plan` found it.
struct PlanObject: SessionObject {
  /// The fits.
  let plans: [FitPlan]
  /// The largest curvature that `fit` attempts, in bytes.
  let memoryLimit: Int

  var kind: ObjectKind { .report }

  var fingerprint: Fingerprint {
    var fingerprint = Fingerprint()
    for plan in plans {
      fingerprint.combine("\(plan.subset.word) \(plan.structure)")
      fingerprint.combine([Double(plan.bytes), plan.operations])
    }
    return fingerprint
  }

  var headline: String {
    let feasible = plans.filter { $0.objection == nil && $0.bytes <= memoryLimit }
    return "\(feasible.count) of \(plans.count) fits are feasible within "
      + bytes(memoryLimit)
  }

  func json(name: String) -> JSONValue {
    .array(
      plans.map { plan in
        .object([
          ("subset", .text(plan.subset.word)), ("structure", .text(plan.structure.description)),
          ("parameters", .integer(plan.parameterCount)), ("bytes", .integer(plan.bytes)),
          ("flops", .number(plan.operations)), ("seconds", .number(plan.seconds)),
          ("feasible", .boolean(plan.objection == nil && plan.bytes <= memoryLimit)),
        ])
      })
  }

  func table() -> TextPlots.Table {
    TextPlots.Table(
      columns: [
        .init("subset"), .init("structure"), .init("parameters", alignment: .right),
        .init("memory", alignment: .right), .init("flops", alignment: .right),
        .init("time", alignment: .right), .init(""),
      ],
      rows: plans.map { plan in
        [
          plan.subset.word, plan.structure.description, "\(plan.parameterCount)",
          bytes(plan.bytes), formatted(plan.operations, significant: 3),
          volatile(duration(plan.seconds)), verdict(plan),
        ]
      })
  }

  func plot(_ request: PlotRequest) throws -> Plot {
    .bars(
      BarChart(
        title: request.title ?? "operations of a fit",
        bars: plans.map {
          .init("\($0.subset.word) \($0.structure)", value: $0.operations)
        }))
  }

  func defaultView() throws -> [OutputBlock] { [.table(table())] }

  private func verdict(_ plan: FitPlan) -> String {
    if plan.objection != nil { return "no meaning" }
    return plan.bytes <= memoryLimit ? "" : "too large"
  }
}
