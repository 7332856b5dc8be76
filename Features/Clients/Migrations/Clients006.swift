import Store

extension Migration {
  /// Who may take away what is known of a client (R64).
  package static let clients006 = Migration(
    "clients-006",
    [
      // Companies that are at work already get the new right as new ones do.
      """
      INSERT INTO role_right (job, kind, action, reach)
      SELECT known.job, known.kind, 'delete', known.reach FROM role_right AS known
      WHERE known.kind IN ('company', 'contact') AND known.action = 'change'
        AND known.job IN ('owner', 'admin', 'head')
      """
    ])
}
