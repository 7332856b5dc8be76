/// By which way somebody is told of something.
package enum NoticeChannel: String, CaseIterable, Sendable {
  /// The bell in the bar and its page.
  case page
  case mail
  /// The browser's own message, also where no page of ours is open.
  case push
}

/// Kinds of notice that mean the same to who gets them: each person chooses about them together by
/// which ways they reach him (R78). Its words are the texts `notice_topics.KEY` and `notice_topics.KEY.about`.
package struct NoticeTopic: Sendable {
  package let key: String
  /// The kinds of `Notice` that it stands for.
  package let kinds: [String]
  /// Place in the list, small first.
  package let order: Int
  /// What holds until somebody chooses otherwise: little by mail, because the morning's letter tells of
  /// what was not read.
  package let usual: Set<NoticeChannel>
  /// Whether somebody with such rights is ever told of it.
  package let concerns: @Sendable (Access) -> Bool

  package init(
    _ key: String, of kinds: [String], order: Int, by usual: Set<NoticeChannel>,
    concerns: @escaping @Sendable (Access) -> Bool = { _ in true }
  ) {
    self.key = key
    self.kinds = kinds
    self.order = order
    self.usual = usual
    self.concerns = concerns
  }
}
