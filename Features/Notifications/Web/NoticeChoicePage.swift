import HTML
import Kernel
import Web

/// Kinds of notice by ways of being told, hours of rest, the letter of the morning.
struct NoticeChoicePage {
  struct Model: Sendable {
    let choices: NoticeChoices
    let topics: [NoticeTopic]
    /// The ways that lead somewhere.
    let offered: Set<NoticeChannel>
    /// Whether this browser takes messages.
    let isHere: Bool
  }

  let model: Model
  let returned: ReturnedForm?
  let said: Bool

  func markup(_ page: Page) -> HTML {
    var frame = SettingsFrame(title: page.text("notice_choices.title"), path: NoticeChoiceRoutes.path)
    frame.styles = ["notifications/choices.css"]
    if said { frame.toast = Toast.good(page.text("notice_choices.saved")) }
    let (input, errors) = returned.of("choices")
    let shown: Set<String> = ["quiet_from", "quiet_to", "resting_until", "digest_at"]
    return frame.page(
      page,
      """
      <form class="notice-choices" method="post" action="\(NoticeChoiceRoutes.path)">\(page.token)<input type="hidden" name="version" value="\(model.choices.version)">
      \(errors.notice(showing: shown))
      \(matrix(page, input))
      \(rest(page, input, errors))
      \(digest(page, input, errors))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("layout.save"))</button></p>
      </form>
      \(browser(page))
      """)
  }

  // What by which way
  private func matrix(_ page: Page, _ input: Input?) -> HTML {
    let heads = NoticeChannel.allCases.map { channel -> HTML in
      """
      <th scope="col">\(page.text("notice_choices.by.\(channel.rawValue)"))</th>
      """
    }
    let note: HTML? =
      model.offered.contains(.mail)
      ? nil
      : """
      <p class="second">\(page.text("notice_choices.no_mail"))</p>
      """
    return """
      <section class="panel"><header><h2>\(page.text("notice_choices.what"))</h2></header>
      <p class="second">\(page.text("notice_choices.about"))</p>\(note)
      <table class="table notice-ways"><thead><tr><th scope="col">\(page.text("notice_choices.topic"))</th>\(heads)</tr></thead><tbody>
      \(model.topics.map { row($0, page, input) })</tbody></table>
      </section>
      """
  }

  private func row(_ topic: NoticeTopic, _ page: Page, _ input: Input?) -> HTML {
    let name = page.text("notice_topics.\(topic.key)")
    let chosen = model.choices.channels(of: topic)
    let cells = NoticeChannel.allCases.map { channel -> HTML in
      let field = NoticeChoiceForm.way(topic, channel).name
      let isOffered = model.offered.contains(channel)
      let isOn = isOffered && (input.map { !$0.typed(field).isEmpty } ?? chosen.contains(channel))
      let way = page.text("notice_choices.by.\(channel.rawValue)")
      return """
        <td><label title="\(way)"><input type="checkbox" name="\(field)" value="on" aria-label="\(name): \(way)"\(attribute: "checked", if: isOn)\(attribute: "disabled", if: !isOffered)></label></td>
        """
    }
    return """
      <tr><th scope="row">\(name)<small>\(page.text("notice_topics.\(topic.key).about"))</small></th>\(cells)</tr>

      """
  }

  // When it is quiet
  private func rest(_ page: Page, _ input: Input?, _ errors: FormErrors) -> HTML {
    let rest = model.choices.rest
    func row(_ name: String, _ type: String, _ value: String?, help: String? = nil) -> HTML {
      var row = FormRow(name, label: page.text("fields.\(name)"))
      row.type = type
      row.help = help.map { page.text($0) }
      return row.filled(from: input, errors: errors, fallback: value ?? "").markup(in: "choices")
    }
    let isOn = input.map { !$0.typed("rests_on_days_off").isEmpty } ?? rest.isOnDaysOff
    let until = rest.until.flatMap { $0 > page.reader.now ? $0.day(in: page.reader.zone).description : nil }
    return """
      <section class="panel"><header><h2>\(page.text("notice_choices.rest"))</h2></header><div class="form">
      <p class="second">\(page.text("notice_choices.rest.about"))</p>
      <div class="form-pair">\(row("quiet_from", "time", rest.quiet.map { ClockTime.text($0.from) }))\(row("quiet_to", "time", rest.quiet.map { ClockTime.text($0.to) }))\(row("resting_until", "date", until))</div>
      <label class="notice-check"><input type="checkbox" name="rests_on_days_off" value="on"\(attribute: "checked", if: isOn)>\(page.text("fields.rests_on_days_off"))</label>
      <p class="form-help">\(page.text("notice_choices.rest.help"))</p>
      </div></section>
      """
  }

  // The letter of the morning
  private func digest(_ page: Page, _ input: Input?, _ errors: FormErrors) -> HTML {
    guard model.offered.contains(.mail) else {
      return """
        <input type="hidden" name="digest_at" value="\(model.choices.digestAt.map(ClockTime.text) ?? "")">
        """
    }
    var row = FormRow("digest_at", label: page.text("fields.digest_at"))
    row.type = "time"
    row.help = page.text("notice_choices.digest.help")
    let filled = row.filled(
      from: input, errors: errors, fallback: model.choices.digestAt.map(ClockTime.text) ?? "")
    return """
      <section class="panel"><header><h2>\(page.text("notice_choices.digest"))</h2></header><div class="form">
      <p class="second">\(page.text("notice_choices.digest.about"))</p>
      <div class="form-pair">\(filled.markup(in: "choices"))</div>
      </div></section>
      """
  }

  /// Messages to this browser: only a script can ask for them, and says itself what is possible.
  private func browser(_ page: Page) -> HTML {
    let states = ["unsupported", "denied", "off", "on"].map { state -> HTML in
      """
      <p data-state="\(state)" hidden>\(.icon(state == "on" ? .check : state == "off" ? .bell : .warn))<span>\(page.text("push.state.\(state)"))</span></p>
      """
    }
    return """
      <section class="panel" data-module="notifications/push" data-push\(attribute: "data-here", if: model.isHere)><header><h2>\(page.text("push.title"))</h2></header><div class="form">
      <p class="second">\(page.text("push.about"))</p>
      <noscript><p class="second">\(page.text("push.script"))</p></noscript>
      <div class="push-state" role="status">\(states)</div>
      <p class="form-foot"><button type="button" class="button" data-push-on hidden>\(.icon(.bell))\(page.text("push.on"))</button><button type="button" class="button" data-push-off hidden>\(page.text("push.off"))</button></p>
      </div></section>
      """
  }
}
