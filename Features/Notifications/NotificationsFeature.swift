import Kernel
import Post
import Web

/// What each person is told of, and by which ways: the bell in the bar and its page, letters, messages
/// of the browser; what the other features tell of is theirs to say.
package func notificationsFeature(over features: [Feature]) -> Feature {
  let topics = (own + features.flatMap(\.noticeTopics)).sorted { $0.order < $1.order }
  var feature = Feature("Notifications", bundle: .module)
  feature.migrations = [.post001, .notifications001, .notifications002]
  feature.routes =
    NotificationRoutes.all + NoticeChoiceRoutes.all(topics) + PushRoutes.all + LetterRoutes.all(topics) + MailRoutes.all
  feature.operations = NotificationOperations.all + NoticeChoiceOperations.all(topics)
  feature.jobs = [MailCarrier.job, PushCarrier.job]
  feature.wordedJobs = [NoticeWatch.job(features.flatMap(\.digest)), NoticePush.job]
  feature.events = [
    EventKind(NoticeChoicesChanged.self, icon: .bell), EventKind(MailSettingsChanged.self, icon: .mail),
  ]
  feature.reactions = [Bell(topics).reaction]
  feature.noticeTopics = own
  feature.settings = [
    SettingsItem(order: 12, key: "notice_choices.title", icon: .bell, path: NoticeChoiceRoutes.path) { !$0.isOutside },
    SettingsItem(order: 46, key: "mail.title", icon: .mail, path: MailRoutes.path) { $0.may(.administer, "setting") },
  ]
  feature.bar = [BellView.waiting]
  feature.styles = ["notifications/bell.css"]
  return feature
}

/// What everybody is told of.
private let own = [
  NoticeTopic("mention", of: ["mention"], order: 10, by: [.page, .push]),
  NoticeTopic("assigned", of: ["assigned"], order: 20, by: [.page, .push]),
  NoticeTopic(
    "handed_over", of: ["handed_over", "handed_over_other", "work_returned", "standing_in", "clients_to_service"],
    order: 30, by: [.page, .mail]),
]
