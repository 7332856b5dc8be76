import Foundation

/// Files as clients and sellers send them: a photo of the place, a drawing, a note of the measurements.
enum Papers {
  static func note(with dice: inout Dice) -> (name: String, content: [UInt8]) {
    let (width, height) = (dice.number(in: 60...140), dice.number(in: 90...260))
    let lines = [
      "Замер на объекте", "", "Место: \(width) × \(height) см, подвод справа.",
      "Давление на вводе: \(dice.number(in: 2...5)),\(dice.number(in: 0...9)) атм.",
      "Розетка: \(dice.chance(0.6) ? "есть" : "нет, нужен электрик").", "Доступ: звонить за полчаса.",
    ]
    return ("Замер.txt", Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// A drawing of the place on one page, in lines only: it needs no letters.
  static func drawing(with dice: inout Dice) -> (name: String, content: [UInt8]) {
    var lines = ["2 w 60 60 475 720 re S", "0.8 w"]
    for _ in 0..<6 {
      let (x, y) = (dice.number(in: 60...380), dice.number(in: 60...640))
      lines.append("\(x) \(y) \(dice.number(in: 40...150)) \(dice.number(in: 30...140)) re S")
    }
    lines.append("0.1 0.45 0.55 rg \(dice.number(in: 100...400)) \(dice.number(in: 100...600)) 60 60 re f")
    let stream = lines.joined(separator: "\n")
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
      "<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream",
    ]
    var (text, places) = ("%PDF-1.4\n", [Int]())
    for (index, object) in objects.enumerated() {
      places.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { text += String(String(10_000_000_000 + place).dropFirst()) + " 00000 n \n" }
    text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return ("Схема размещения.pdf", Array(text.utf8))
  }

  /// A picture of a house under a sky.
  static func photo(with dice: inout Dice) -> (name: String, content: [UInt8]) {
    let palette: [(UInt8, UInt8, UInt8)] = [
      (196, 220, 232), (122, 150, 108), (226, 210, 184), (150, 74, 58), (78, 104, 122), (240, 236, 226),
    ]
    let (left, right, roof) = (dice.number(in: 30...60), dice.number(in: 110...150), dice.number(in: 30...55))
    let rows = (0..<120).map { y -> [UInt8] in
      (0..<180).map { x -> UInt8 in
        let isHouse = (left...right).contains(x) && (roof + 20...95).contains(y)
        let middle = (left + right) / 2
        let isRoof = y < roof + 20 && y > roof && abs(x - middle) * 20 < (y - roof) * (right - left + 16) / 2
        let isWindow = isHouse && (x - left) % 24 > 8 && (x - left) % 24 < 19 && (60...75).contains(y)
        return isWindow ? 4 : isRoof ? 3 : isHouse ? 2 : y > 90 ? 1 : y > 18 && y < 26 && x > 120 ? 5 : 0
      }
    }
    return ("Фото объекта.png", Picture.png(rows: rows, palette: palette))
  }
}

/// A picture of few colours in the format PNG, without compression.
enum Picture {
  static func png(rows: [[UInt8]], palette: [(UInt8, UInt8, UInt8)]) -> [UInt8] {
    let size: [UInt8] = four(UInt32(rows.first?.count ?? 0)) + four(UInt32(rows.count))
    let colours: [UInt8] = palette.flatMap { [$0.0, $0.1, $0.2] }
    let raw: [UInt8] = rows.flatMap { row -> [UInt8] in [0] + row }
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    bytes += chunk("IHDR", size + [8, 3, 0, 0, 0])
    bytes += chunk("PLTE", colours)
    bytes += chunk("IDAT", stored(raw))
    return bytes + chunk("IEND", [])
  }

  /// Blocks that are kept as they are, in the frame of zlib.
  private static func stored(_ raw: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + 65_535, raw.count)
      let length = UInt16(end - start)
      packed += [end == raw.count ? 1 : 0, UInt8(length & 255), UInt8(length >> 8)]
      packed += [UInt8(~length & 255), UInt8(~length >> 8)] + raw[start..<end]
      start = end
    } while start < raw.count
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in raw {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return packed + four(high << 16 | low)
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return four(UInt32(content.count)) + body + four(check(body))
  }

  private static func check(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
  }

  private static func four(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
