import Foundation
import Kernel

/// What a browser shows.
struct PushMessage: Sendable, Equatable {
  let title: String
  let body: String
  /// The page of ours that it leads to.
  let path: String
  /// A second one with the same tag takes the place of the first.
  let tag: String

  /// Browsers cut off earlier.
  private static let longest = 180

  init(title: String, body: String, path: String, tag: String) {
    (self.title, self.body) = (Self.brief(title), Self.brief(body))
    (self.path, self.tag) = (path, tag)
  }

  init?(_ json: JSON) {
    guard let title = json["title"]?.string, let body = json["body"]?.string, let path = json["path"]?.string,
      let tag = json["tag"]?.string
    else { return nil }
    self.init(title: title, body: body, path: path, tag: tag)
  }

  var json: JSON { ["title": .string(title), "body": .string(body), "path": .string(path), "tag": .string(tag)] }

  private static func brief(_ text: String) -> String {
    text.count > longest ? text.prefix(longest - 1) + "…" : text
  }
}
