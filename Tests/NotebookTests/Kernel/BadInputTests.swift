import Foundation
import Notebook
import TestSupport
import Testing

/// Each kind of bad input gives an error that names the place, and leaves the session as it was.
@Suite struct BadInputTests {
  /// A file's content, the command that reads it, and words the error must say.
  struct FileCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let content: [UInt8]
    let command: String
    let says: [String]

    init(_ name: String, _ file: String, _ content: String, _ command: String, says: [String]) {
      self.init(name, file, Array(content.utf8), command, says: says)
    }

    init(_ name: String, _ file: String, _ content: [UInt8], _ command: String, says: [String]) {
      testDescription = name
      self.file = file
      self.content = content
      self.command = command
      self.says = says
    }
  }

  static let tables = [
    FileCase("ragged row", "t.csv", "a,b,y\n1,2,3\n4,5\n", "load t.csv y=y", says: ["line 3"]),
    FileCase(
      "text in a numeric column", "t.csv", "a,b\n1,2\n2,3\n3,4\nx,5\n", "load t.csv y=b",
      says: ["line 5", "'a'"]),
    FileCase("NaN", "t.csv", "a,b\n1,2\nnan,3\n4,5\n", "load t.csv y=b", says: ["line 3", "'a'"]),
    FileCase(
      "infinity", "t.csv", "a,b\n1,2\n1,inf\n4,5\n", "load t.csv y=b", says: ["line 3", "'b'"]),
    FileCase("missing value", "t.csv", "a,b\n1,2\n,3\n4,5\n", "load t.csv y=b", says: ["line 3"]),
    FileCase("empty file", "t.csv", "", "load t.csv y=b", says: ["no rows"]),
    FileCase("binary file", "t.csv", [1, 0, 2, 0, 3, 10, 0], "load t.csv y=b", says: ["line 1"]),
    FileCase(
      "text that is not UTF-8", "t.csv", Array("a,b\n1,2\n".utf8) + [0xFF, 0xFE, 44, 49, 10],
      "load t.csv y=b", says: ["line 3", "UTF-8"]),
    FileCase(
      "missing column", "t.csv", "height,b\n1,2\n3,4\n", "load t.csv y=heigth", says: ["'heigth'"]),
    FileCase(
      "one class only", "t.csv", "a,y\n1,cat\n2,cat\n", "load t.csv y=y", says: ["'y'", "cat"]),
    FileCase(
      "constant column", "t.csv", "a,b,y\n1,7,0\n2,7,1\n3,7,0\n4,7,1\n5,7,0\n6,7,1\n",
      "split (load)", says: ["'b'"]),
    FileCase(
      "hostile header", "t.safetensors", [255, 255, 255, 255, 255, 255, 255, 127, 123],
      "load t.safetensors x=a", says: ["header"]),
    FileCase(
      "truncated safetensors", "t.safetensors", [16, 0, 0, 0, 0, 0, 0, 0, 123],
      "open t.safetensors",
      says: ["bytes"]),
    FileCase("a text as model", "t.safetensors", "hello, world", "open t.safetensors", says: []),
  ]

  @Test("a bad file is refused with its place, and nothing changes", arguments: tables)
  func badFile(input: FileCase) async throws {
    try await withTemporaryFolder { folder in
      let kernel = await Kernel.withPosterior(folder: folder)
      try Data(input.content).write(to: URL(fileURLWithPath: folder + "/" + input.file))
      let before = await kernel.test("show").results
      let isSplit = input.command == "split (load)"
      if isSplit { _ = await kernel.test("c = load t.csv y=y") }
      let run = await kernel.test(isSplit ? "split c" : input.command)
      #expect(run.status == .failed)
      let problem = try #require(run.problem)
      for word in input.says {
        #expect(problem.message.contains(word), "\(problem.message)")
      }
      #expect(problem.range != nil)
      #expect(problem.lines(source: input.command).count <= 4)
      if !isSplit { #expect(await kernel.test("show").results == before) }
    }
  }

  @Test(
    "every ill-formed safetensors file is refused",
    arguments: [
      "overlap", "out_of_range", "unknown_dtype", "dup_key", "gap", "neg_offset", "hdr_len_2_63",
      "overflow_shape", "size_mismatch", "bad_utf8",
    ])
  func hostileSafetensors(name: String) async throws {
    let kernel = Kernel(folder: Fixture.url("Safetensors").path)
    let run = await kernel.test("load \(name).safetensors x=a")
    #expect(run.problem?.code == .fileMalformed)
  }

  /// A line with a mistake, the code of its problem, and a word it suggests or says.
  static let lines: [(String, ProblemCode, String)] = [
    ("gird p1", .unknownCommand, "grid"),
    ("evidence p9", .unknownObject, "p1"),
    ("grid p1 perc=1..2", .unknownOption, "prior"),
    ("fit m1 structure=fulll", .unknownChoice, "full"),
    ("evidence d1", .wrongObjectKind, "p1"),
    ("evidence p1 prior=-1", .numberNotAllowed, "-1"),
    ("evidence p1 prior=0", .numberNotAllowed, "0"),
    ("fit m1 prior=0", .numberNotAllowed, "0"),
    ("grid p1 prior=0..0 step 0", .malformedRange, "step"),
    ("grid p1 prior=[]", .expectedValue, "no values"),
    ("grid p1 prior=1..10 0", .malformedRange, "point"),
    ("model mlp [4]", .notApplicable, "two"),
    ("load irsi", .fileNotFound, "iris"),
    ("load missing.csv y=a", .fileNotFound, "missing.csv"),
    ("open missing.safetensors", .fileUnreadable, "missing"),
    ("evidence p1 noise=2", .numberNotAllowed, "noise"),
    ("table p1 sort=nonsense", .unknownColumn, "nonsense"),
    ("grid p1 | json /no/such/folder/x.json", .fileNotWritten, "/no/such/folder"),
    ("keep p1 /no/such/folder/x.safetensors", .fileNotWritten, "/no/such/folder"),
    ("a, b, c = split d1", .surplusArgument, "names"),
    ("plot d1 x=petal", .unknownColumn, "petal_length"),
    ("explain evidense", .unknownChoice, "evidence"),
  ]

  @Test(
    "a mistaken line is refused in place, with what may have been meant", arguments: lines.map(\.0))
  func badLine(source: String) async throws {
    let (_, code, word) = try #require(Self.lines.first { $0.0 == source })
    let kernel = await Kernel.withPosterior()
    let before = await kernel.test("show").results
    let run = await kernel.test(source)
    #expect(run.status == .failed)
    let problem = try #require(run.problem)
    #expect(problem.code == code, "\(problem)")
    let text = problem.lines(source: source).joined(separator: "\n")
    #expect(text.contains(word), "\(text)")
    #expect(await kernel.test("show").results == before)
  }

  @Test("data that does not fit a model is refused, naming both widths")
  func widthMismatch() async {
    let kernel = await Kernel.withPosterior()
    _ = await kernel.test("w = load wine")
    for command in ["train m1 on=w", "fit m1 on=w", "predict p1 on=w"] {
      let run = await kernel.test(command)
      #expect(run.problem?.message.contains("4") == true)
      #expect(run.problem?.message.contains("13") == true)
    }
    _ = await kernel.test("r = model mlp [4,3,1] like=regression")
    #expect(await kernel.test("train r on=d1").problem?.message.contains("targets") == true)
  }

  @Test("a posterior that would not fit in memory is refused with its size")
  func tooLarge() async {
    let kernel = await Kernel.withPosterior()
    let run = await kernel.test("big = model mlp [4,30000,3]\nfit big on=d1 structure=full")
    #expect(run.problem?.message.contains("MiB") == true)
    #expect(run.problem?.remedies.contains { $0.contains("kron") } == true)
  }

  @Test(
    "a notebook of another version, or none at all, is refused with its line",
    arguments: [
      ("---\nla: 9\n---\n", "2"), ("# just text\n", "1"),
      ("---\nla: 1\n---\n```la #c1\nload iris\n", "4"),
    ])
  func otherNotebooks(text: String, line: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/n.la.md"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      #expect { try NotebookStore.read(path) } throws: { error in
        (error as? Problem)?.message.contains("line \(line)") == true
      }
      try Data([0x2D, 0x2D, 0x2D, 0x0A, 0xFF, 0x0A]).write(to: URL(fileURLWithPath: path))
      #expect { try NotebookStore.read(path) } throws: { error in
        (error as? Problem)?.message.contains("UTF-8") == true
      }
    }
  }

  @Test("a failing line stops its cell, and what came before it stands")
  func partOfACell() async {
    let kernel = Kernel()
    let run = await kernel.test("a = load iris\nb = load nonsense\nc = load wine")
    #expect(run.status == .failed)
    #expect(await kernel.test("show a").status == .ok)
    #expect(await kernel.test("show c").status == .failed)
  }
}
