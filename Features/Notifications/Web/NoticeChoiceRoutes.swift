import HTML
import Kernel
import Post
import Web

/// Everybody's own page: how he is told of what concerns him.
enum NoticeChoiceRoutes {
  static let path = "/account/notifications"

  static func all(_ topics: [NoticeTopic]) -> [Route] {
    [
      .get(path) { call in .html(try await page(call, topics)) },
      .post(path) { call in
        let (actor, zone) = (try call.actor, call.installation.zone)
        let form = NoticeChoiceForm(topics: shown(topics, to: actor))
        let input = try call.form(form.fields)
        return try await call.answer("choices", input) {
          try await call.crm.write(as: actor) { work in
            let offered = try Self.offered(work)
            try work.noticeChoices.change(expecting: input[NoticeChoiceForm.version]) { choices in
              try form.apply(input, to: &choices, offered: offered, in: zone)
            }
          }
          return .redirect(to: "\(path)?saved=1")
        } orShow: {
          $0.reply(try await page(call, topics, returned: $0))
        }
      },
    ]
  }

  private static func shown(_ topics: [NoticeTopic], to actor: Actor) -> [NoticeTopic] {
    topics.filter { $0.concerns(actor.access) }
  }

  /// The ways that lead somewhere: letters need a mail server, messages come to browsers that he names.
  private static func offered(_ work: Work) throws -> Set<NoticeChannel> {
    try MailSettings.read(work) == nil ? [.page, .push] : [.page, .mail, .push]
  }

  private static func page(_ call: Call, _ topics: [NoticeTopic], returned: ReturnedForm? = nil) async throws -> HTML {
    let (actor, session) = (try call.actor, call.caller?.session)
    let model = try await call.crm.read(as: actor) { work in
      NoticeChoicePage.Model(
        choices: try work.noticeChoices.mine(), topics: shown(topics, to: actor), offered: try offered(work),
        isHere: try session.map { try work.push.reaches($0.id) } ?? false)
    }
    return NoticeChoicePage(model: model, returned: returned, said: call.query["saved"] != nil).markup(Page(call))
  }
}
