import Store

extension Migration {
  /// Settings, people, departments, rights, the event log and the job queue.
  package static let kernel001 = Migration(
    "kernel-001",
    [
      "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
      """
      CREATE TABLE department (
        id \(.identity),
        name TEXT NOT NULL,
        parent_id BIGINT REFERENCES department (id),
        head_id BIGINT
      )
      """,
      """
      CREATE TABLE person (
        id \(.identity),
        name TEXT NOT NULL,
        email TEXT NOT NULL UNIQUE,
        job TEXT NOT NULL,
        department_id BIGINT REFERENCES department (id),
        phone TEXT,
        extension TEXT,
        language TEXT,
        active BOOLEAN NOT NULL,
        password TEXT,
        created_at instant NOT NULL,
        version BIGINT NOT NULL
      )
      """,
      "CREATE INDEX person_department ON person (department_id)",
      """
      CREATE TABLE role_right (
        job TEXT NOT NULL,
        kind TEXT NOT NULL,
        action TEXT NOT NULL,
        reach TEXT NOT NULL,
        PRIMARY KEY (job, kind, action)
      )
      """,
      """
      CREATE TABLE stage_range (
        job TEXT NOT NULL,
        pipeline_id BIGINT NOT NULL,
        first_position BIGINT NOT NULL,
        last_position BIGINT NOT NULL,
        PRIMARY KEY (job, pipeline_id)
      )
      """,
      """
      CREATE TABLE event (
        id \(.identity),
        at instant NOT NULL,
        kind TEXT NOT NULL,
        subject_kind TEXT NOT NULL,
        subject_id BIGINT NOT NULL,
        actor_id BIGINT,
        actor_kind TEXT NOT NULL,
        audience TEXT,
        facts json_record NOT NULL,
        \(.transactionStamp)
      )
      """,
      "CREATE INDEX event_subject ON event (subject_kind, subject_id, id)",
      """
      CREATE TABLE job (
        id \(.identity),
        kind TEXT NOT NULL,
        arguments json_record NOT NULL,
        run_at instant NOT NULL,
        created_at instant NOT NULL,
        locked_until instant,
        attempts BIGINT NOT NULL DEFAULT 0,
        error TEXT,
        dead_at instant
      )
      """,
      "CREATE INDEX job_due ON job (run_at, id) WHERE dead_at IS NULL",
    ])
}
