extension Work {
  /// Says a setting of the installation, anew or for the first time. Whether the actor may is the caller's to ask.
  package func set(_ setting: String, to value: String) throws {
    try execute(
      """
      INSERT INTO setting (name, value) VALUES (\(setting), \(value))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
