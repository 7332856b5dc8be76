import Foundation
import Kernel
import Post
import Store
import Timeline

/// What can be done with the mail server of the company: by those who may administer the settings.
struct MailBook {
  let work: Work

  func read() throws -> MailSettings? {
    try work.actor.access.require(.administer, "setting")
    return try MailSettings.read(work)
  }

  /// - Parameter settings: with the password as it is to be kept; nil ends all letters.
  func change(to settings: MailSettings?) throws {
    let old = try read()
    guard old != settings else { return }
    try MailSettings.write(settings, work)
    try work.record(MailSettingsChanged(changes: Self.changes(from: old, to: settings)))
  }

  private static func changes(from old: MailSettings?, to new: MailSettings?) -> [Fact.Change] {
    func text(_ settings: MailSettings?, _ value: (MailSettings) -> String?) -> JSON { JSON(settings.flatMap(value)) }
    let plain: [(String, (MailSettings) -> String?)] = [
      ("mail_host", { $0.host }), ("mail_port", { String($0.port) }), ("mail_security", { $0.security.rawValue }),
      ("mail_user", { $0.user }), ("mail_sender", { $0.sender }), ("mail_site", { $0.site }),
    ]
    let known = plain.compactMap { field, value in
      Fact.Change(field, ifChangedFrom: text(old, value), to: text(new, value))
    }
    // The password itself is nobody's to read.
    guard old?.sealedPassword != new?.sealedPassword else { return known }
    return known + [Fact.Change("mail_password", from: .null, to: Fact.word("mail.password.changed"))]
  }

  /// Sends a letter to the actor himself, so that he sees whether it arrives.
  func test(_ subject: String, _ text: String) throws -> ID<Letter> {
    guard try read() != nil else { throw Refusal("mail_unset") }
    guard let person = work.actor.person else { throw Forbidden() }
    return try work.post(Mail("test", to: person, subject: subject, text: text, html: LetterContent.plain(text)))
  }
}

extension Work {
  var mail: MailBook { MailBook(work: self) }
}

/// By which server letters go out changed.
package struct MailSettingsChanged: Event {
  package static let kind = "mail_settings_changed"
  let changes: [Fact.Change]
  package var subject: Subject { Subject("setting", 1) }
  package var audience: [ID<Person>]? { nil }
  package var facts: JSON { ["what": Fact.changes(changes)] }
}
