// The one thing of SQLite's that Swift can't call, because it takes any number of arguments.

/// Keeps SQLite from counting the memory of all connections under one lock: 4 % of an import, more of
/// pages made at once. To be called before SQLite is used; afterwards it changes nothing.
void csqlite_count_no_memory(void);
