import Deals
import HTML
import Kernel
import Web

/// The two steps of the check and its end: what was found, or the form that asks for it.
struct StepsView {
  let open: CheckModel.Open
  let reasons: [Reason]
  let page: Page
  let returned: ReturnedForm?

  var reader: Reader { page.reader }
  var refusal: RefusalCase { open.refusal }
  private var path: String { "/refusals/\(refusal.id)" }
  private var usable: [Reason] { reasons.filter { !$0.isArchived || $0.id == refusal.reasonID } }

  var markup: HTML { "\(first)\(second)\(end)" }

  // MARK: - Step 1

  private var first: HTML {
    guard refusal.state == .waiting else {
      return refusal.listenedAt == nil ? .none : StepFindings(open: open, reasons: reasons, page: page).listening
    }
    guard open.mayCheck else { return waitingNote }
    let (input, errors) = returned.of("listening")
    let count = reader(
      "refusals.opened", ["count": String(open.calls.count - open.unheard), "all": String(open.calls.count)])
    let voiced: [(String, String)] = [("true", reader("refusals.voiced.yes")), ("false", reader("refusals.voiced.no"))]
    let gate: HTML? =
      open.unheard > 0
      ? """
      <span class="gate" data-gate>\(.icon(.lock))\(reader("refusals.gate"))</span>
      """ : nil
    return """
      <section class="panel step" id="step-1" aria-label="\(reader("refusals.step1"))">
      <header><span class="step-number">1</span><h2>\(reader("refusals.step1"))</h2><span class="push"></span><span class="second nowrap">\(count)</span></header>
      <form method="post" action="\(path)/listenings" data-step>\(page.token)
      <div class="step-body">
      \(errors.notice(showing: ["voiced", "heard_reason_id"]))
      \(choice("voiced", "refusals.voiced", voiced, input, errors, chosen: open.hasRecording ? nil : "false", closed: open.hasRecording ? nil : "true", isPair: true))
      \(open.hasRecording ? .none : unrecorded)
      \(open.hasRecording ? reasonChoice("heard_reason_id", "refusals.heard_reason", input, errors) : .none)
      \(MarkList(open: open, page: page).markup)
      \(note(input, errors, "refusals.listening.note"))
      </div>
      <footer>\(gate)<button class="button" data-kind="main">\(reader(open.hasRecording ? "refusals.step1.send" : "refusals.step1.to_call")) <kbd class="key">Enter</kbd></button></footer>
      </form></section>
      """
  }

  /// Nothing can be heard: a talk that somebody wrote down proves no refusal.
  private var unrecorded: HTML {
    """
    <p class="notice" role="note">\(reader("refusals.voiced.unrecorded"))</p>
    """
  }

  private var waitingNote: HTML {
    """
    <section class="panel step" data-locked><header><span class="step-number">1</span><h2>\(reader("refusals.step1"))</h2><span class="push"></span><span class="second">\(reader(refusal.people.contains { $0 == page.actor?.id } ? "refusals.own" : "refusals.others"))</span></header></section>
    """
  }

  // MARK: - Step 2

  private var second: HTML {
    guard refusal.isOpen else { return StepFindings(open: open, reasons: reasons, page: page).callbacks }
    guard refusal.state != .waiting else { return locked(2, "refusals.step2") }
    guard open.mayCheck else { return .none }
    let isRequired = refusal.state == .calling
    let found = StepFindings(open: open, reasons: reasons, page: page).entries
    guard isRequired else {
      return """
        <details class="panel step"\(attribute: "open", if: returned.named("callback") != nil)><summary><span class="step-number">2</span><h2>\(reader("refusals.step2.more"))</h2></summary>\(found)\(script)\(callForm)</details>
        """
    }
    let next = refusal.nextCallAt.map { reader("refusals.next_call", ["at": reader.moment($0)]) }
    return """
      <section class="panel step" id="step-2" aria-label="\(reader("refusals.step2"))">
      <header><span class="step-number">2</span><h2>\(reader("refusals.step2"))</h2><span class="push"></span><span class="second">\(next ?? "")</span></header>
      \(found)\(script)\(waits)\(callForm)
      </section>
      """
  }

  /// That it is too early for another attempt, and that a talk counts all the same.
  private var waits: HTML? {
    guard let next = refusal.nextCallAt, next > reader.now else { return nil }
    return """
      <div class="step-body"><p class="notice" role="note">\(reader("refusals.waits", ["at": reader.moment(next)]))</p></div>
      """
  }

  /// When to call again who was not reached; the last attempt has no next one.
  private func retry(_ input: Input?, _ errors: FormErrors) -> HTML {
    guard refusal.state == .calling, refusal.attempts + 1 < RefusalCase.mostAttempts else { return .none }
    let earliest = RefusalCase.earliestCall(after: reader.now, in: page.installation.branch)
    var row = FormRow("next_at", label: reader("fields.next_at")).filled(from: input, errors: errors)
    row.type = "datetime-local"
    row.help = reader("refusals.next_at.help", ["at": reader.moment(earliest)])
    return """
      <div class="step-retry">\(row.markup(in: "callback"))</div>
      """
  }

  /// What the checker says, in order: introduces himself, recalls the talk, asks whether the reason is true.
  private var script: HTML {
    let name = page.actor?.person?.name ?? ""
    let company = page.installation.name ?? ""
    let author = page.installation.people[refusal.authorID]?.name ?? ""
    let places = [
      "name": name, "company": company, "author": author, "title": refusal.snapshot["title"]?.string ?? "",
      "reason": reasons.first { $0.id == refusal.reasonID }?.name ?? "",
    ]
    let lines = ["hello", "recall", "ask", "help"].map { key -> HTML in
      """
      <li>\(reader("refusals.script.\(key)", places))</li>
      """
    }
    let phone: HTML? = open.phone.map { number in
      """
      <a class="button" data-kind="main" href="tel:\(number.filter { $0 == "+" || $0.isNumber })">\(.icon(.phone))\(number)</a>
      """
    }
    return """
      <div class="step-script"><ol>\(lines)</ol>\(phone)</div>
      """
  }

  private var callForm: HTML {
    let (input, errors) = returned.of("callback")
    let reached: [(String, String)] = [
      ("true", reader("refusals.reached.yes")), ("false", reader("refusals.reached.no")),
    ]
    let confirmed: [(String, String)] = [
      ("true", reader("refusals.confirmed.yes")), ("false", reader("refusals.confirmed.no")),
    ]
    let offers = RefusalCase.Offer.allCases.map { ($0.rawValue, reader("refusals.offer.\($0.rawValue)")) }
    let accepted: [(String, String)] = [
      ("true", reader("refusals.accepted.yes")), ("false", reader("refusals.accepted.no")),
    ]
    return """
      <form method="post" action="\(path)/callbacks" enctype="multipart/form-data" data-step>\(page.token)
      <div class="step-body">
      \(errors.notice(showing: ["reached", "confirmed", "actual_reason_id", "offer", "accepted", "next_at", "file", "note"]))
      \(choice("reached", "refusals.reached", reached, input, errors, isPair: true))
      <div class="step-talk">
      \(choice("confirmed", "refusals.confirmed", confirmed, input, errors, isPair: true))
      \(reasonChoice("actual_reason_id", "refusals.actual_reason", input, errors))
      \(choice("offer", "refusals.offer", offers, input, errors, chosen: "none"))
      \(choice("accepted", "refusals.accepted", accepted, input, errors, chosen: "false", isPair: true))
      </div>
      \(retry(input, errors))
      <div class="form-row"\(attribute: "data-invalid", if: errors["file"] != nil)><label for="callback-file">\(reader("refusals.own_recording"))</label><input class="input" id="callback-file" type="file" name="file" accept="audio/*">\(errors["file"].map { "<p class=\"form-error\">\($0)</p>" as HTML })</div>
      \(note(input, errors, "refusals.callback.note"))
      </div>
      <footer><span class="gate">\(reader("refusals.attempts", ["count": String(refusal.attempts), "all": String(RefusalCase.mostAttempts)]))</span><button class="button" data-kind="main">\(reader("refusals.step2.send"))</button></footer>
      </form>
      """
  }

  // MARK: - The end

  private var end: HTML {
    guard refusal.isOpen else { return .none }
    guard refusal.state == .checked, open.mayCheck else {
      return refusal.state == .calling && open.mayCheck ? locked(3, "refusals.end") : .none
    }
    let (input, errors) = returned.of("resolution")
    let verified = refusal.verifiedReasonID.flatMap { id in reasons.first { $0.id == id }?.name } ?? ""
    let forms = refusal.outcomes.map { outcome -> HTML in
      let found = outcome == .returned && !open.wasReached ? "unreached" : outcome.rawValue
      return """
        <form class="form" method="post" action="\(path)/resolution" data-step>\(page.token)<input type="hidden" name="outcome" value="\(outcome.rawValue)">
        <div class="step-body">
        <p class="verdict" data-outcome="\(outcome.rawValue)">\(.icon(outcome == .closed ? .shield : outcome == .offer ? .check : .undo))<span><b>\(reader("refusals.outcome.\(found)"))</b> \(reader("refusals.outcome.\(found).about", ["reason": verified]))</span></p>
        \(errors.notice(showing: ["new_owner_id", "note"]))
        \(outcome == .returned ? newOwner(input, errors) : .none)
        \(note(input, errors, "refusals.resolution.note"))
        </div>
        <footer><button class="button" data-kind="\(outcome == .closed ? "refusal" : "main")">\(reader("refusals.outcome.\(outcome.rawValue).send")) <kbd class="key">Enter</kbd></button></footer></form>
        """
    }
    return """
      <section class="panel step" id="step-3" aria-label="\(reader("refusals.end"))"><header><span class="step-number">3</span><h2>\(reader("refusals.end"))</h2></header>\(forms)</section>
      """
  }

  private func newOwner(_ input: Input?, _ errors: FormErrors) -> HTML {
    var row = FormRow("new_owner_id", label: reader("refusals.new_owner")).filled(from: input, errors: errors)
    row.isRequired = true
    row.help = reader("refusals.new_owner.help")
    row.options = [("", reader("deals.choose_person"))] + open.others.map { ($0.id.description, place(of: $0)) }
    return row.markup(in: "resolution")
  }

  /// «Борис Дёмин, менеджер, Отдел продаж»: a checker from outside knows nobody by name.
  private func place(of person: Person) -> String {
    let department = person.departmentID.flatMap { page.installation.departments[$0]?.name }
    let isAway = page.installation.absences[person.id] != nil
    let parts = [person.name, reader("jobs.\(person.job.rawValue)").lowercased(), department]
    return parts.compactMap(\.self).joined(separator: ", ") + (isAway ? " (\(reader("refusals.new_owner.away")))" : "")
  }

  // MARK: - Parts

  private func locked(_ number: Int, _ key: String) -> HTML {
    """
    <section class="panel step" data-locked><header><span class="step-number">\(number)</span><h2>\(reader(key))</h2><span class="push"></span><span class="second gate">\(.icon(.lock))\(reader("refusals.after", ["step": String(number - 1)]))</span></header></section>
    """
  }

  private func note(_ input: Input?, _ errors: FormErrors, _ label: String) -> HTML {
    var row = FormRow("note", label: reader(label)).filled(from: input, errors: errors)
    row.isTall = true
    return row.markup(in: "step-\(refusal.state.rawValue)-\(label.filter { $0 != "." })")
  }

  private func reasonChoice(_ name: String, _ key: String, _ input: Input?, _ errors: FormErrors) -> HTML {
    choice(name, key, usable.map { ($0.id.description, $0.name) }, input, errors, hasKeys: true)
  }

  private func choice(
    _ name: String, _ key: String, _ options: [(value: String, label: String)], _ input: Input?, _ errors: FormErrors,
    chosen: String? = nil, closed: String? = nil, isPair: Bool = false, hasKeys: Bool = false
  ) -> HTML {
    let typed = input?.typed(name) ?? ""
    let value = typed.isEmpty ? chosen : typed
    let items = options.enumerated().map { place, option -> HTML in
      let cap: HTML? = hasKeys && place < 9 ? "<kbd class=\"key\">\(String(place + 1))</kbd>" : nil
      return """
        <label class="option"><input type="radio" name="\(name)" value="\(option.value)"\(attribute: "checked", if: option.value == value)\(attribute: "disabled", if: option.value == closed)>\(option.label)\(cap)</label>
        """
    }
    let error: HTML? = errors[name].map { "<p class=\"form-error\">\($0)</p>" }
    return """
      <fieldset\(attribute: "data-reasons", if: hasKeys)><legend>\(reader(key))</legend><div class="options\(isPair ? " two" : "")">\(items)</div>\(error)</fieldset>
      """
  }
}
