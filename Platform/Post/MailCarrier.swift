import Kernel
import Store

/// Carries one letter to the mail server: at most once. That it is on its way is written down before it
/// goes; who finds it on its way although nobody carries it any more can't know whether it arrived, and
/// leaves it to the administrator.
package struct MailCarrier: Sendable {
  let crm: CRM

  package static let job = JobKind("mail") { crm, arguments in
    guard let number = arguments["letter_id"]?.integer else { return }
    // Whoever stops the server does not stop a letter half-way: its end is written in any case.
    let task = Task.detached { try await MailCarrier(crm: crm).carry(ID(number)) }
    try await task.value
  }

  private static let actor = Actor.system("mail")
  /// Seconds that a mail server has.
  private static let patience = 25
  /// Seconds before each further try; after the last the letter is given up.
  private static let pauses: [Int64] = [60, 300, 900, 3600, 10_800, 21_600]

  private func carry(_ id: ID<Letter>) async throws {
    guard let letter = try await crm.write(as: Self.actor, { try Self.take(id, $0) }) else { return }
    let delivery = await send(letter)
    try await crm.write(as: Self.actor) { try Self.settle(letter, delivery, $0) }
  }

  /// Nil where it is not for us: sent, given up, or lost with another server.
  private static func take(_ id: ID<Letter>, _ work: Work) throws -> Letter? {
    let taken = try work.first(
      """
      UPDATE letter SET state = 'sending', tried_at = \(work.now), attempts = attempts + 1
      WHERE id = \(id) AND state = 'waiting' RETURNING *
      """
    ) { try Letter(row: $0) }
    if taken == nil {
      try work.execute(
        """
        UPDATE letter SET state = 'unknown', error = \(MailFault.interrupted.rawValue)
        WHERE id = \(id) AND state = 'sending'
        """)
    }
    return taken
  }

  private func send(_ letter: Letter) async -> Delivery {
    do {
      guard let settings = try await crm.read(as: Self.actor, { try MailSettings.read($0) }) else {
        return .refused(MailFault.noServer.rawValue)
      }
      guard MailAddress.isSendable(letter.mail.address), MailAddress.isSendable(settings.sender) else {
        return .refused(MailFault.badAddress.rawValue)
      }
      let password = try settings.sealedPassword.map { try crm.vault.open($0, as: MailSettings.passwordName) }
      let message = MailMessage(
        letter: letter, sender: (crm.installation.name ?? "Voronka", settings.sender),
        leaving: letter.mail.leaving.map { settings.site + $0 }, at: crm.clock.now)
      return await Transfer.letter(
        message.bytes, to: letter.mail.address, by: settings, password: password, seconds: Self.patience,
        reachesLocal: crm.reachesLocalServers)
    } catch {
      // What stands against it is told to the administrator with the letter.
      return .refused("\(error)")
    }
  }

  static func settle(_ letter: Letter, _ delivery: Delivery, _ work: Work) throws {
    let pause = pauses.indices.contains(letter.attempts - 1) ? pauses[letter.attempts - 1] : nil
    let state: Letter.State =
      if delivery.isTaken { .sent } else if delivery.isUnknown { .unknown } else if delivery.isFinal { .failed } else {
        pause == nil ? .failed : .waiting
      }
    try work.execute(
      """
      UPDATE letter SET state = \(state.rawValue), error = \(delivery.isTaken ? nil : delivery.reason)
      WHERE id = \(letter.id) AND state = 'sending'
      """)
    if state == .waiting, let pause {
      try work.enqueue(job.name, ["letter_id": JSON(letter.id)], at: work.now.adding(seconds: pause))
    }
  }
}

/// Why we ourselves did not carry a letter; what a mail server says comes in its own words.
package enum MailFault: String, CaseIterable, Sendable {
  /// The server ended while the letter was on its way.
  case interrupted
  /// No mail server is set.
  case noServer = "no_server"
  /// The receiver's address or the sender's is one that no letter goes by.
  case badAddress = "bad_address"
}

extension Delivery {
  /// The mail server will never take it: there is no such receiver, or it does not want the letter. A
  /// sign-in that fails is the administrator's to mend, so it is tried again.
  fileprivate var isFinal: Bool { (550...559).contains(status) }
}
