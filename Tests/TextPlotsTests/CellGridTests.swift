import Testing
import TextPlots

@Suite struct CellGridTests {
  @Test("text is cut at the edge, wide characters whole")
  func cutting() {
    var grid = CellGrid(width: 5, height: 1)
    grid.write("ab日本", column: 0, row: 0)
    #expect(grid.lines == ["ab日"])
    #expect(grid[4, 0] == Cell(" "))
  }

  @Test("combining marks stay with their letter")
  func combining() {
    #expect(displayWidth(of: "e\u{301}a") == 2)
    #expect(displayWidth(of: "日本") == 4)
  }
}
