import Kernel
import Testing
import Web

@Suite struct FormBodyTests {
  @Test func aFormIsReadWithItsCyrillicAndItsPluses() {
    let form = FormBody.parse("name=%D0%90%D0%BD%D0%BD%D0%B0+%D0%9A.&phone=%2B7911&empty=&twice=1&twice=2")
    #expect(form["name"]?.string == "Анна К.")
    #expect(form["phone"]?.string == "+7911")
    #expect(form["empty"]?.string == "")
    #expect(form["twice"]?.array?.count == 2)
  }

  @Test func brokenPercentSignsStayAsTheyAre() {
    #expect(FormBody.decode("100%") == "100%")
    #expect(FormBody.decode("%zz%4") == "%zz%4")
  }

  @Test(arguments: ["простой", "a b&c=d", "🙂 +", "100 %"]) func whatIsEncodedIsDecoded(_ text: String) {
    #expect(FormBody.decode(FormBody.encode(text)) == text)
  }

  @Test func aMultipartFormGivesItsFilesAndFields() throws {
    let body = [
      "--x", "Content-Disposition: form-data; name=\"dry_run\"", "", "true", "--x",
      "Content-Disposition: form-data; name=\"file\"; filename=\"сделки.csv\"", "Content-Type: text/csv", "",
      "a;b\r\n1;--x2", "--x--", "",
    ].joined(separator: "\r\n")
    let form = try #require(Multipart(Array(body.utf8), contentType: "multipart/form-data; boundary=x"))
    #expect(form["dry_run"].map { String(decoding: $0.bytes, as: UTF8.self) } == "true")
    #expect(form["file"]?.filename == "сделки.csv")
    #expect(form["file"].map { String(decoding: $0.bytes, as: UTF8.self) } == "a;b\r\n1;--x2")
  }

  @Test func aTruncatedMultipartFormIsRefused() {
    let body = Array("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhalf".utf8)
    #expect(Multipart(body, contentType: "multipart/form-data; boundary=x") == nil)
  }
}
