/// The commands of the language.
public enum Commands {
  static let all: [any Command.Type] = [
    LoadCommand.self, SplitCommand.self, ShowCommand.self, ModelCommand.self, OpenCommand.self,
    SaveCommand.self, FreezeCommand.self, TrainCommand.self, PlanCommand.self, FitCommand.self,
    UpdateCommand.self, DoctorCommand.self, CheckCommand.self, EvidenceCommand.self, AtCommand.self,
    ExploreCommand.self, GridCommand.self, ResumeCommand.self, TuneCommand.self,
    PredictCommand.self, CalibrateCommand.self, CompareCommand.self, OODCommand.self,
    InfluenceCommand.self, KeepCommand.self, RestoreCommand.self, PlotCommand.self,
    DescribeCommand.self, TableCommand.self, CSVCommand.self, MarkdownCommand.self,
    JSONCommand.self, TextCommand.self, SVGCommand.self, UndoCommand.self, RedoCommand.self,
    RerunCommand.self, RecoverCommand.self, HistoryCommand.self, ExportCommand.self,
    SetCommand.self, HelpCommand.self, ExplainCommand.self, WhyCommand.self, TutorialCommand.self,
    HintCommand.self, SkipCommand.self, BackCommand.self, ResetCommand.self,
  ]

  /// What the commands take, for binding, completion, hints and help.
  public static let catalogue = Catalogue(
    all.map { $0.signature },
    functions: [
      CommandSignature(
        "map", summary: "the trained network alone, without a posterior",
        parameters: [ParameterSignature("model", .object(.model), help: "the model")],
        resultKind: .model)
    ])

  /// The command of a verb.
  static func named(_ verb: String) -> (any Command.Type)? {
    all.first { $0.signature.verb == verb }
  }
}
