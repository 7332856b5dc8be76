import Foundation
import Kernel

/// A letter as mail servers read it (RFC 5322): text and HTML side by side. Whatever people wrote is
/// encoded, so nothing of it can become a header.
struct MailMessage {
  let letter: Letter
  let sender: (name: String, address: String)
  /// The address at which one click ends such letters; nil where there is none.
  let leaving: String?
  let at: Instant

  var bytes: [UInt8] {
    let boundary = "=_\(letter.token)"
    var lines = [
      "Date: \(Self.date(at))",
      "From: \(Self.words(sender.name)) <\(sender.address)>",
      "To: \(Self.words(letter.mail.name)) <\(letter.mail.address)>",
      "Subject: \(Self.words(letter.mail.subject))",
      "Message-ID: \(letter.messageID(from: sender.address))",
      "Auto-Submitted: auto-generated",
      "X-Auto-Response-Suppress: All",
    ]
    if let leaving {
      lines += ["List-Unsubscribe: <\(leaving)>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    }
    lines += ["MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
    for (type, content) in [("plain", letter.mail.text), ("html", letter.mail.html)] {
      lines += [
        "--\(boundary)", "Content-Type: text/\(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
        Data(content.utf8).base64EncodedString(options: [
          .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]),
      ]
    }
    lines += ["--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  /// Encoded words of at most 75 characters (RFC 2047), each holding whole characters.
  static func words(_ text: String) -> String {
    var pieces: [String] = [""]
    for scalar in text.unicodeScalars {
      let sign = String(scalar)
      if pieces[pieces.count - 1].utf8.count + sign.utf8.count > 45 { pieces.append("") }
      pieces[pieces.count - 1] += sign
    }
    return pieces.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }

  /// `Mon, 02 Mar 2026 07:00:00 +0000`
  static func date(_ at: Instant) -> String {
    let day = at.day(in: .gmt)
    let (year, month, number) = day.parts
    let (hour, minute) = at.clock(in: .gmt)
    let second = Int(at.milliseconds / 1000 % 60)
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let clock = [hour, minute, second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return
      "\(weekdays[day.weekday - 1]), \(number < 10 ? "0" : "")\(number) \(months[month - 1]) \(year) \(clock) +0000"
  }
}
