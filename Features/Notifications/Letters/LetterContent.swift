import HTML
import Kernel
import Web

/// What a letter to a person says, once as text and once as simple HTML.
struct LetterContent {
  let title: String
  let intro: String?
  let sections: [DigestSection]
  /// Where Voronka is found: `https://crm.example.com`.
  let site: String
  /// The page where one click ends such letters.
  let leaving: String
  let reader: Reader

  var text: String {
    let body = sections.map { section in
      let lines = section.lines.map { "· \($0.text)\n  \(site)\($0.path)" }
      return ([section.title.uppercased()] + lines).joined(separator: "\n")
    }
    let foot = [
      "\(reader("letters.choose")): \(site)\(NoticeChoiceRoutes.path)", "\(reader("letters.leave")): \(site)\(leaving)",
    ]
    return ([title, intro].compactMap(\.self) + body + ["--\n" + foot.joined(separator: "\n")])
      .joined(separator: "\n\n") + "\n"
  }

  var html: HTML {
    let parts = sections.map { section -> HTML in
      let lines = section.lines.map { line -> HTML in
        """
        <li><a href="\(site)\(line.path)">\(line.text)</a></li>

        """
      }
      return """
        <h2><a href="\(site)\(section.path)">\(section.title)</a></h2>
        <ul>
        \(lines)</ul>

        """
    }
    let intro = intro.map { text -> HTML in
      """
      <p>\(text)</p>

      """
    }
    return """
      <!doctype html>
      <html lang="\(reader.language)"><head><meta charset="utf-8"><title>\(title)</title></head><body>
      <h1>\(title)</h1>
      \(intro)\(parts)<hr>
      <p><small><a href="\(site)\(NoticeChoiceRoutes.path)">\(reader("letters.choose"))</a> · <a href="\(site)\(leaving)">\(reader("letters.leave"))</a></small></p>
      </body></html>

      """
  }

  /// The HTML of a letter that is one paragraph.
  static func plain(_ text: String) -> String {
    let markup: HTML = """
      <!doctype html>
      <html><head><meta charset="utf-8"></head><body><p>\(text)</p></body></html>

      """
    return markup.text
  }
}
