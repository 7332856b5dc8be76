import HTML
import Kernel
import Web

extension Reader {
  /// `512 Б`, `34 КБ`, `1,2 МБ`.
  package func fileSize(_ bytes: Int64) -> String {
    if bytes < 1024 { return self("files.bytes", ["size": String(bytes)]) }
    if bytes < 1_048_576 { return self("files.kilobytes", ["size": String((bytes + 512) / 1024)]) }
    let tenths = (bytes * 10 + 524_288) / 1_048_576
    let mark = language == "ru" ? "," : "."
    let size = tenths % 10 == 0 || tenths >= 1000 ? String(tenths / 10) : "\(tenths / 10)\(mark)\(tenths % 10)"
    return self("files.megabytes", ["size": size])
  }
}

/// A file as a small card: a picture shows itself, anything else its kind.
package struct FileChip {
  let file: StoredFile
  /// The record's page: `/deals/42`.
  let path: String
  let reader: Reader

  package init(_ file: StoredFile, path: String, reader: Reader) {
    self.file = file
    self.path = path
    self.reader = reader
  }

  var address: String { "\(path)/files/\(file.id)" }

  package var markup: HTML {
    """
    <a class="file-chip" href="\(address)" target="_blank" rel="noopener" title="\(file.name)"\(attribute: "data-picture", if: file.type.isPicture)>\(sign)<span class="file-chip-name">\(file.name)</span><small>\(reader.fileSize(file.size))</small></a>
    """
  }

  /// The picture itself, or the letters of its kind.
  var sign: HTML {
    if file.type.isPicture {
      return """
        <img class="file-sign" src="\(address)" alt="" loading="lazy" decoding="async">
        """
    }
    let short: HTML = file.type.short.isEmpty ? .icon(.document) : "\(file.type.short)"
    return """
      <span class="file-sign" aria-hidden="true">\(short)</span>
      """
  }
}
