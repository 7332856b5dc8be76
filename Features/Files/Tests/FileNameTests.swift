import Testing

@testable import Files

@Suite struct FileNameTests {
  @Test(arguments: [
    ("договор.pdf", "договор.pdf"), ("C:\\Users\\Анна\\смета.xlsx", "смета.xlsx"), ("../../etc/passwd", "passwd"),
    ("фото\u{202E}gpj.exe", "фотоgpj.exe"), ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"), (".htaccess", "htaccess"),
    ("КП «Исток»?.pdf", "КП «Исток»_.pdf"), ("..", "file"), ("", "file"), ("смета. ", "смета"),
    ("a%22b.txt", "a_b.txt"),
    ("и\u{306}од.txt", "йод.txt"),
  ])
  func aNameIsSafeToShowAndToSave(_ typed: String, _ safe: String) {
    #expect(FileName.safe(typed) == safe)
  }

  @Test func aLongNameKeepsItsEnding() {
    let name = FileName.safe(String(repeating: "я", count: 400) + ".docx")
    #expect(name.count == FileName.longest)
    #expect(name.hasSuffix("я.docx"))
  }

  @Test func aHeaderSaysTheNameForOldAndForNew() {
    #expect(
      FileName.disposition("attachment", "КП \"1\".pdf")
        == "attachment; filename=\"__ _1_.pdf\"; filename*=UTF-8''%D0%9A%D0%9F%20%221%22.pdf")
  }
}

@Suite struct FileTypeTests {
  @Test(
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
      (Array("GIF89a".utf8), "image/gif"), (Array("RIFF....WEBPVP8 ".utf8), "image/webp"),
      (Array("%PDF-1.7\n".utf8), "application/pdf"),
      (
        Array("PK\u{3}\u{4}....word/document.xml".utf8),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
      ),
      (Array("<svg xmlns='http://www.w3.org/2000/svg'><script/>".utf8), "text/plain"),
      (Array("<!doctype html><script>alert(1)</script>".utf8), "text/plain"),
      ([0x4D, 0x5A, 0, 1], "application/octet-stream"),
      (Array("....ftypheic".utf8), "image/heic"), ([], "application/octet-stream"),
    ] as [([UInt8], String)])
  func aTypeIsReadFromTheContent(_ head: [UInt8], _ name: String) {
    #expect(FileType.sniffed(from: head).name == name)
  }

  @Test func onlyPicturesThatHoldNoScriptAndDocumentsAreShown() {
    #expect(FileType.sniffed(from: Array("<svg onload='x()'/>".utf8)).isShown == false)
    #expect(FileType.pdf.isShown)
    #expect(!FileType.pdf.isPicture)
  }
}
