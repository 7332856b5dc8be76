import HTML
import Testing

@Suite struct HTMLTests {
  @Test func textOfPeopleNeverBecomesMarkup() {
    let name = "<script>alert('1')</script> & \"co\""
    let markup: HTML = """
      <p title="\(name)">\(name)</p>
      """
    let escaped = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;co&quot;"
    #expect(markup.text == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func markupInsideMarkupStays() {
    let inner: HTML = "<b>1</b>"
    let nothing: HTML? = nil
    let markup: HTML = "<p>\(inner)\(nothing)\([inner, inner])</p>"
    #expect(markup.text == "<p><b>1</b><b>1</b><b>1</b></p>")
  }

  @Test func anAttributeWithoutValueIsLeftOut() {
    let markup: HTML = "<a\(attribute: "href", "/?a=1&b=2")\(attribute: "title", nil)\(attribute: "hidden", if: true)>"
    #expect(markup.text == "<a href=\"/?a=1&amp;b=2\" hidden>")
  }

  @Test func linesOfPeopleKeepTheirBreaks() {
    #expect(HTML.lines("a<b\nc").text == "a&lt;b<br>c")
  }
}
