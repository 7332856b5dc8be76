import Foundation
import Kernel
import Post
import Web

/// The fields by which the company's mail server is named.
enum MailForm {
  static let host = Field<String>("mail_host", schema: ["type": "string"]) { json, _ in
    guard let text = json.string?.trimmingCharacters(in: .whitespaces), MailAddress.isHost(text) else {
      return .failure(.init("not_host", field: "mail_host"))
    }
    return .success(text)
  }.required
  static let port = Field<Int>.integer("mail_port", in: 1...65_535).required
  static let security = Field<MailSettings.Security>.choice("mail_security", MailSettings.Security.allCases).required
  static let user = Field<String>.line("mail_user", max: 200)
  static let password = Field<String>("mail_password", schema: ["type": "string"]) { json, _ in
    guard let text = json.string, text.utf8.count <= 500, !text.unicodeScalars.contains(where: { $0.value < 0x20 })
    else { return .failure(.init("control_characters", field: "mail_password")) }
    return .success(text)
  }
  static let sender = Field<String>("mail_sender", schema: ["type": "string", "format": "email"]) { json, _ in
    guard let text = json.string?.trimmingCharacters(in: .whitespaces), MailAddress.isSendable(text) else {
      return .failure(.init("not_sender", field: "mail_sender"))
    }
    return .success(text)
  }.required
  static let site = Field<String>("mail_site", schema: ["type": "string", "format": "uri"]) { json, _ in
    guard let text = json.string.flatMap(address) else { return .failure(.init("not_site", field: "mail_site")) }
    return .success(text)
  }.required

  static let fields: [any AnyField] = [host, port, security, user, password, sender, site]
  static let names = Set(fields.map(\.name))

  /// `https://crm.example.com` without anything behind it; nil for what is no such address.
  private static func address(_ typed: String) -> String? {
    var text = typed.trimmingCharacters(in: .whitespaces)
    while text.hasSuffix("/") { text.removeLast() }
    guard let parts = URLComponents(string: text), parts.scheme == "https" || parts.scheme == "http",
      let host = parts.host, MailAddress.isHost(host), parts.path.isEmpty, parts.query == nil, parts.fragment == nil,
      parts.user == nil, parts.password == nil
    else { return nil }
    return text
  }

  /// The settings that the form says. A password that was not typed anew stays for the same user of the
  /// same server only: nobody reads it by naming a server of his own.
  static func settings(_ input: Input, password: String?, over old: MailSettings?) throws -> MailSettings {
    var settings = MailSettings(
      host: try input.required(host), port: try input.required(port), security: try input.required(security),
      user: input[user], sealedPassword: nil, sender: try input.required(sender), site: try input.required(site))
    guard settings.user != nil else { return settings }
    let isSame = old?.host == settings.host && old?.user == settings.user
    settings.sealedPassword = password ?? (isSame ? old?.sealedPassword : nil)
    guard settings.sealedPassword != nil else { throw Refusal("required", field: "mail_password") }
    return settings
  }
}
