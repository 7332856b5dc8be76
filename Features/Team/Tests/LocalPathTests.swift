import Testing

@testable import Team

struct LocalPathTests {
  @Test(arguments: ["/", "/team", "/team?department=1", "/deals/42#note"])
  func theseLeadToUs(_ text: String) { #expect(LocalPath(text)?.text == text) }

  @Test(arguments: [
    "", "team", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/a\r\nb",
    "javascript:alert(1)",
  ])
  func theseLeadElsewhere(_ text: String) { #expect(LocalPath(text) == nil) }
}

struct BrowserNameTests {
  @Test(arguments: [
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
      "Chrome, Windows"
    ),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1",
      "Safari, iPhone"
    ),
    (
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 YaBrowser/24.10 Safari/537.36",
      "Яндекс Браузер, Windows"
    ),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
    ("python-requests/2.32", "python-requests/2.32"),
    ("", ""),
  ])
  func aBrowserIsNamedInAWordOrTwo(_ agent: String, _ name: String) {
    #expect(BrowserName(agent).text == name)
  }
}
