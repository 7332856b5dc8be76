import Kernel
import Notifications
import Web

/// Some of the demo company chose how they are told: the head by letter and early, a manager with long
/// quiet hours.
struct DemoChoices {
  let site: Site

  func tell() async throws {
    let topics = site.features.flatMap(\.noticeTopics)
    try await choose("head@demo.voronka") { choices in
      choices.digestAt = 8 * 60
      for topic in topics where ["unanswered", "day_ended"].contains(topic.key) {
        choices.choose([.page, .mail, .push], for: topic)
      }
    }
    try await choose("manager@demo.voronka") { choices in
      choices.rest.quiet = NoticeChoices.Rest.Quiet(from: 18 * 60 + 30, to: 9 * 60)
      for topic in topics where topic.key == "assigned" { choices.choose([.page, .mail], for: topic) }
    }
  }

  private func choose(_ email: String, _ edit: @Sendable (inout NoticeChoices) -> Void) async throws {
    let crm = site.crm
    guard let person = crm.installation.people.values.first(where: { $0.email == email }) else { return }
    _ = try await crm.write(as: Actor(person, in: crm.installation)) { try $0.noticeChoices.change(edit) }
  }
}
