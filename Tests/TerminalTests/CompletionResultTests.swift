import Terminal
import Testing

@Suite("Completion result")
struct CompletionResultTests {
  private let candidates = ["prior=1", "prior=2", "posterior"].map { CompletionCandidate($0) }

  @Test("candidates fit the word that readline replaces, wherever it begins")
  func fitsWords() {
    let line = "fit prior="
    let same = CompletionResult(replaceFrom: 4, candidates: candidates)
    #expect(same.candidates(forWordAt: 4, in: line) == candidates)
    let later = same.candidates(forWordAt: 10, in: line)
    #expect(later.map(\.text) == ["1", "2"])
    let values = CompletionResult(replaceFrom: 10, candidates: [CompletionCandidate("1")])
    #expect(values.candidates(forWordAt: 4, in: line).map(\.text) == ["prior=1"])
  }

  @Test("places outside the line do no harm", arguments: [-5, 0, 3, 99])
  func survivesBadPlaces(place: Int) {
    let result = CompletionResult(replaceFrom: place, candidates: candidates)
    for start in [-1, 0, 2, 50] {
      #expect(result.candidates(forWordAt: start, in: "fit").count <= candidates.count)
    }
  }
}
