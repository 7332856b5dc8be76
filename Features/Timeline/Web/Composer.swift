import HTML
import Kernel
import Web

/// The field in which a comment is written.
package struct Composer {
  /// The record's page: `/deals/42`.
  let path: String
  var typed = ""
  var error: String?

  package static let text = Field<String>.text("text", max: Comments.limit).required
    .noted("Colleagues are named as `@[12]`, `@First Last` or `@e-mail`; they are told of it")

  package init(path: String) { self.path = path }

  package func markup(_ page: Page) -> HTML {
    let message: HTML? = error.map { text in
      """
      <p class="form-error" id="comment-error">\(text)</p>
      """
    }
    return """
      <form class="panel composer" method="post" action="\(path)/comments" enctype="multipart/form-data" hx-post="\(path)/comments" hx-encoding="multipart/form-data" hx-swap="outerHTML" data-composer data-module="timeline/composer" data-people="\(path)/people" data-limit="\(page.fileLimit)">
      \(page.token)
      <label class="unseen" for="comment">\(page.text("fields.text"))</label>
      <textarea class="input" id="comment" name="text" rows="2" aria-autocomplete="list" placeholder="\(page.text("timeline.placeholder"))" required\(attribute: "aria-invalid", error == nil ? nil : "true")\(attribute: "aria-describedby", error == nil ? nil : "comment-error")>\(typed)</textarea>
      \(message)<ul class="composer-files" data-chosen></ul>
      <p class="composer-foot"><label class="button composer-add" data-kind="bare" data-size="s">\(.icon(.clip))\(page.text("timeline.attach"))<input class="files-input" type="file" name="file" multiple></label><span class="quiet">\(page.text("timeline.seen_by"))</span><span class="push"></span><button class="button">\(page.text("timeline.write")) <kbd class="key">Ctrl ↵</kbd></button></p>
      </form>
      """
  }
}
