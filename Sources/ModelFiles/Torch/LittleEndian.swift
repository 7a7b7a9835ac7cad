extension ArraySlice<UInt8> {
  /// The little-endian word at an offset from the first byte; all its bytes must be there.
  func word<Word: FixedWidthInteger & UnsignedInteger>(at offset: Int, as type: Word.Type) -> Word {
    let start = startIndex + offset
    return self[start..<start + MemoryLayout<Word>.size].reversed().reduce(0) {
      $0 << 8 | Word($1)
    }
  }
}
