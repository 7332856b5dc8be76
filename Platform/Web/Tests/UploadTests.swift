import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct UploadTests {
  private static let type = "multipart/form-data; boundary=\"some boundary\""

  private static func body(_ parts: [(head: String, content: String)]) -> [UInt8] {
    let written = parts.map { "--some boundary\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.content)\r\n" }
    return Array((written.joined() + "--some boundary--\r\n").utf8)
  }

  private static func receive(_ body: [UInt8], by step: Int, limit: Int = 1000) throws -> (UploadedForm, [String]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("voronka-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var receiver = try #require(try FormReceiver(contentType: type, folder: folder, limit: limit))
    do {
      for start in stride(from: 0, to: body.count, by: step) {
        try receiver.read(body[start..<min(start + step, body.count)])
      }
      let form = try receiver.finish()
      return (form, try form.files.map { try String(contentsOf: $0.place, encoding: .utf8) })
    } catch {
      receiver.abandon()
      let left = try FileManager.default.contentsOfDirectory(
        atPath: folder.appendingPathComponent("incoming").path)
      #expect(left.isEmpty, "what came in of a refused form is taken away")
      throw error
    }
  }

  @Test(arguments: [1, 2, 3, 7, 16, 64, 100_000])
  func aFormIsTheSameHoweverItIsCut(_ step: Int) throws {
    let body = Self.body([
      ("name=\"text\"", "Фото\r\nобъекта"), ("name=\"file\"; filename=\"схема;1.png\"", "\r\n--some\r\n-- boundary"),
      ("name=\"file\"; filename=\"пусто.txt\"", ""), ("name=\"file\"; filename=\"\"", ""),
      ("name=\"file\"; filename*=UTF-8''%D0%9A%D0%9F.pdf", "%PDF-"),
    ])
    let (form, contents) = try Self.receive(body, by: step)
    #expect(form.fields["text"] == "Фото\r\nобъекта")
    #expect(form.files.map(\.name) == ["схема;1.png", "пусто.txt", "КП.pdf"])
    #expect(contents == ["\r\n--some\r\n-- boundary", "", "%PDF-"])
    #expect(form.files.map(\.size) == [21, 0, 5])
    #expect(form.files[1].hash == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(form.files[2].head == Array("%PDF-".utf8))
  }

  @Test(arguments: [1, 50, 100_000])
  func aFileBeyondTheLimitIsRefused(_ step: Int) throws {
    let body = Self.body([("name=\"file\"; filename=\"a\"", String(repeating: "x", count: 1001))])
    #expect(throws: TooLarge.self) { try Self.receive(body, by: step) }
  }

  @Test func aFormThatIsCutIsRefused() throws {
    let body = Self.body([("name=\"file\"; filename=\"a\"", String(repeating: "x", count: 100))])
    for length in [0, 5, 40, 100, body.count - 20] {
      #expect(throws: MultipartStream.Broken.self) { try Self.receive(Array(body.prefix(length)), by: 10) }
    }
  }

  @Test func tooManyFilesAreRefused() throws {
    let body = Self.body((0...UploadedForm.mostFiles).map { ("name=\"file\"; filename=\"\($0)\"", "x") })
    #expect(throws: Refusal.self) { try Self.receive(body, by: 500) }
  }

  @Test func aQuotedNameMayHoldQuotesAndBackslashes() {
    let named = PartHead(#"Content-Disposition: form-data; name="file"; filename="C:\Смета \"2\".pdf""#)
    #expect(named?.filename == #"C:\Смета "2".pdf"#)
  }
}
