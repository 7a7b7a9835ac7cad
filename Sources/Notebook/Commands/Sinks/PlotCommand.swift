/// `plot`: an object as a picture.
enum PlotCommand: Command {
  static let signature = CommandSignature(
    "plot", summary: "an object as a picture",
    parameters: [
      ParameterSignature(
        "object", .object(.any), help: "the object; the last result without it", isOptional: true,
        takesInput: true),
      ParameterSignature(
        "subject", .text,
        help: "which picture: loss, spectrum, effective, hist, heatmap, confusion, roc, coverage, "
          + "pit, inputs, or a row's name",
        isOptional: true),
    ],
    options: [
      OptionSignature("x", .text, help: "the column along x"),
      OptionSignature("y", .list(of: .text), help: "the column along y"),
      OptionSignature(
        "z", .text, help: "what the colours of a heatmap stand for: entropy, p0, sd, evidence, …"),
      OptionSignature("color", .text, help: "the column that groups points; none for one group"),
      OptionSignature("data", .object(.data), help: "data whose points are drawn on top"),
      OptionSignature(
        "ribbon", .list(of: .number(NumberRule.positive.of(.deviations))), default: "[1sd,2sd]",
        help: "the bands of a regression, in standard deviations"),
      OptionSignature("title", .text, help: "a title"),
    ],
    flags: [
      FlagSignature("xlog", help: "a logarithmic x axis"),
      FlagSignature("ylog", help: "a logarithmic y axis"),
      FlagSignature("noise", help: "bands that include the observation noise"),
    ],
    examples: [
      "grid p1 | plot x=prior y=evidence", "predict p1 x=-1..8 200 | plot data=d1",
      "plot p1 spectrum",
      "plot m1 loss +ylog", "predict p1 x1=-3..3 60 x2=-3..3 40 | plot heatmap z=entropy",
      "grid p1 prior=1e-2..1e2 log 9 temp=0.1..10 log 9 | plot heatmap z=evidence",
      "predict p1 on=d2 | plot confusion",
    ], resultKind: .plot)

  static func run(_ arguments: BoundArguments, in context: inout CommandContext) throws -> Outcome {
    let object: any SessionObject
    if let reference = arguments.object("object") {
      object = try context.resolve(reference).object
    } else if let last = context.session.last {
      object = last
    } else {
      throw Problem(.unknownObject, "There is no result to plot yet.")
    }
    let plot = PlotObject(try object.plot(try request(arguments, context)))
    return Outcome(results: [.init(object: plot)], receipt: plot.note)
  }

  private static func request(
    _ arguments: BoundArguments, _ context: CommandContext
  ) throws -> PlotRequest {
    var request = PlotRequest()
    request.subject = arguments.text("subject")
    request.x = arguments.text("x")
    request.y = arguments.texts("y")
    request.z = arguments.text("z")
    request.color = arguments.text("color")
    request.title = arguments.text("title")
    request.points = try arguments.object("data").map { try context.data($0).object }
    request.deviations = arguments.numbers("ribbon") ?? request.deviations
    request.includesNoise = arguments.isOn("noise")
    if arguments.isOn("xlog") { request.isLogX = true }
    if arguments.isOn("ylog") { request.isLogY = true }
    return request
  }
}
