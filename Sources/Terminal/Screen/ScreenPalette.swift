import TextPlots

/// What turns the meaning of a style into its look.
public typealias ScreenPalette = (Style) -> Appearance
