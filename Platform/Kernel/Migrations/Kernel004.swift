import Store

extension Migration {
  /// The clock and the working hours that a department has of its own.
  package static let kernel004 = Migration(
    "kernel-004",
    ["ALTER TABLE department ADD COLUMN zone TEXT", "ALTER TABLE department ADD COLUMN hours TEXT"])
}
