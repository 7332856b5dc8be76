import Store

extension Migration {
  /// Nothing can be taken out of the house as a file: a right to do so was offered, and meant nothing.
  package static let team004 = Migration("team-004", ["DELETE FROM role_right WHERE action = 'export'"])
}
