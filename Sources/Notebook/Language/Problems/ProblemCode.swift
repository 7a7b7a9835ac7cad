/// The stable names of everything that can go wrong: `help E204` explains one.
///
/// E1 is about the form of a line, E2 about its words and values, E3 about files, E4 about running;
/// N is about numbers; W is a warning, which does not stop.
public enum ProblemCode: String, CaseIterable, Hashable, Sendable {
  /// A character that belongs to nothing.
  case unexpectedCharacter = "E101"
  /// A quote that is not closed on its line.
  case unterminatedText = "E102"
  /// A bracket without its partner.
  case unclosedBracket = "E103"
  /// A stage without verb or object.
  case expectedCommand = "E104"
  /// An option, a list or a range without its value.
  case expectedValue = "E105"
  /// A number that cannot be read.
  case malformedNumber = "E106"
  /// A name that results cannot have.
  case malformedName = "E107"
  /// A range that has no numbers, or too many.
  case malformedRange = "E108"
  /// Brackets in brackets in brackets.
  case nestedTooDeeply = "E109"
  /// A backslash before a character that has no such form.
  case unknownEscape = "E110"
  /// A command for the shell.
  case shellCommand = "E111"

  /// A verb that no command has.
  case unknownCommand = "E201"
  /// A name that no object has.
  case unknownObject = "E202"
  /// An object of a kind the command does not take.
  case wrongObjectKind = "E203"
  /// An option the command does not have.
  case unknownOption = "E204"
  /// A switch the command does not have.
  case unknownFlag = "E205"
  /// A word that is not among the choices.
  case unknownChoice = "E206"
  /// A value of another form than the argument takes.
  case wrongValueForm = "E207"
  /// A unit that does not fit the argument.
  case wrongUnit = "E208"
  /// A number outside what the argument allows.
  case numberNotAllowed = "E209"
  /// An argument the command cannot do without.
  case missingArgument = "E210"
  /// More values than the command takes.
  case surplusArgument = "E211"
  /// An option or switch given twice.
  case repeatedArgument = "E212"
  /// A column the data do not have.
  case unknownColumn = "E213"
  /// A shortened word with several readings.
  case ambiguousWord = "E214"
  /// A result passed to a command that takes none.
  case unexpectedInput = "E215"
  /// A verb used as the name of a result.
  case reservedName = "E216"

  /// A file that is not there.
  case fileNotFound = "E301"
  /// A file that cannot be read.
  case fileUnreadable = "E302"
  /// A file whose content is not what it should be.
  case fileMalformed = "E303"
  /// A file that cannot be written.
  case fileNotWritten = "E304"

  /// A command stopped before its end.
  case cancelled = "E401"
  /// A command that does not apply to what it was given.
  case notApplicable = "E402"

  /// A matrix that should be positive definite and is not.
  case notPositiveDefinite = "N310"
  /// A result that is not a finite number.
  case notFinite = "N311"

  /// Some of several results are missing.
  case partialResult = "W120"
  /// The best point lies at the edge of what was searched.
  case bestAtEdge = "W121"
  /// Data that was used before, or was not, where that changes what a result means.
  case dataReuse = "W122"
  /// A search or a training whose end may be no maximum.
  case notAtMaximum = "W123"
  /// Something about a fit that makes its posterior doubtful.
  case doubtfulFit = "W124"
  /// A log marginal likelihood that leaves something out.
  case partialEvidence = "W125"
  /// Draws of Markov chains that are no fair picture of what they were drawn from.
  case chainsDisagree = "W130"
}

extension ProblemCode {
  /// Whether the command went on.
  public var isWarning: Bool { rawValue.hasPrefix("W") }

  /// What the code means, for `help E204`.
  public var meaning: String {
    switch self {
    case .unexpectedCharacter: "The line has a character that belongs to no word, number or sign."
    case .unterminatedText: "A quoted text must be closed on the line where it begins."
    case .unclosedBracket: "Every [ needs its ], every ( its ), in the right order."
    case .expectedCommand: "A stage starts with a verb, or is an object such as p1, p1~1, @5 or _."
    case .expectedValue: "After key= and inside brackets there must be a value."
    case .malformedNumber:
      "A number is written 12, 0.5, 1e-4, and may carry one of the known units."
    case .malformedName:
      "The name of a result starts with a letter and goes on with letters, digits and underscores."
    case .malformedRange: "A range is a..b, then log, lin or step, then the number of points."
    case .nestedTooDeeply: "Brackets may stand in brackets, but not without end."
    case .unknownEscape: #"In a quoted text, \" \' \\ \n \t \r and \u{…} are understood."#
    case .shellCommand: "Commands for the shell do not run here."
    case .unknownCommand: "No command has this verb; help lists them all."
    case .unknownObject: "No object of the session has this name; show lists them."
    case .wrongObjectKind: "The command takes another kind of object in this place."
    case .unknownOption: "The command has no option of this name."
    case .unknownFlag: "The command has no switch of this name."
    case .unknownChoice: "The argument takes one of a few words, and this is none of them."
    case .wrongValueForm: "The argument takes another form of value, such as a number or a list."
    case .wrongUnit: "The unit of the number does not fit what the argument counts."
    case .numberNotAllowed: "The number lies outside what the argument allows."
    case .missingArgument: "The command cannot do without this argument."
    case .surplusArgument: "The command takes fewer values than were given."
    case .repeatedArgument: "An option or a switch may be given once."
    case .unknownColumn: "The data have no column of this name."
    case .ambiguousWord: "A shortened word must be the beginning of one word only."
    case .unexpectedInput: "The command takes nothing from the stage before it."
    case .reservedName: "A result cannot have the name of a command."
    case .fileNotFound: "There is no such file beside the notebook or in the working folder."
    case .fileUnreadable: "The file is there but cannot be read."
    case .fileMalformed: "The content of the file is not what its kind of file holds."
    case .fileNotWritten: "The file could not be written; what was there before is unharmed."
    case .cancelled: "The command was stopped; what was finished is kept and marked partial."
    case .notApplicable: "The command does not apply to what it was given."
    case .notPositiveDefinite:
      "The posterior precision is not positive definite, so there is no Gaussian to speak of."
    case .notFinite: "A result overflowed or is undefined."
    case .partialResult: "Some of the results could not be computed; the others stand."
    case .bestAtEdge: "The best point lies at the edge of the grid; a wider one may hold a better."
    case .notAtMaximum:
      "A Laplace approximation belongs to a maximum, and nothing tells that the weights are at one."
    case .doubtfulFit:
      "What the fit itself tells makes the posterior doubtful; doctor examines the rest."
    case .partialEvidence:
      "The evidence of a part of the data, or of a few directions, is higher than that of all of it."
    case .chainsDisagree:
      "Markov chains should tell the same and lose no energy; explain rhat and explain divergences."
    case .dataReuse:
      "Data to judge by should be apart from the data learned from; data to add should be new."
    }
  }
}
