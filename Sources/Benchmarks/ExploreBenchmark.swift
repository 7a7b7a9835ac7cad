import Notebook
import Parallelism

/// A frame of the live view at 120x40 while a slider moves, after everything is learned.
struct ExploreBenchmark {
  private static let problems = [
    ("wine", "load wine", "[13,20,3]"), ("digits", "load digits", "[64,50,10]"),
    ("10,000 parameters", "load synth two-moons n=1000 seed=1", "[2,98,98,2]"),
  ]

  func run() async {
    for (name, data, sizes) in Self.problems {
      let output = await Kernel().run(
        """
        d0 = \(data)
        d1, d2 = split d0 frac=[80%,20%] seed=1 constant=keep
        m1 = model mlp \(sizes) act=tanh
        train m1 on=d1 epochs=100 prior=0.1
        p1 = fit m1 on=d1 structure=kron
        explore p1 on=d2
        """)
      guard let exploration = output.exploration else {
        preconditionFailure("the notebook of the benchmark runs")
      }
      var state = ExploreState(exploration)
      let clock = ContinuousClock()
      let learning = clock.measure {
        exploration.learn(cancellation: Cancellation()) { state.knowledge = $0 }
      }
      var frames: [Double] = []
      for step in 0..<100 {
        frames.append(
          clock.measure {
            _ = state.handle(step % 50 < 25 ? .right : .left)
            _ = state.grid(width: 120, height: 40, glyphs: .braille, color: true)
          } / .milliseconds(1))
      }
      frames.sort()
      print(
        #"{"what":"explore","problem":"\#(name)","learning_seconds":\#(learning / .seconds(1)),"#
          + #""frame_ms":\#(frames[50]),"frame_ms_95":\#(frames[95])}"#)
    }
  }
}
