import HTML
import Kernel
import Web

extension Segment {
  /// Whether the reader of the page may put a client into it.
  package func isOffered(on page: Page) -> Bool {
    !isArchived && (isWatched || page.access(.delete, Company.kind))
  }
}

/// The rows of the forms in which clients are written down.
struct ClientFormRows {
  let page: Page
  let form: String
  let returned: ReturnedForm?
  /// Whom the client may be made one with instead of sharing the number.
  var mergeOffer: MergeOffer?

  func line(
    _ name: String, _ value: String? = nil, type: String = "text", isRequired: Bool = false,
    digits: Bool = false, label: String? = nil
  ) -> HTML {
    var row = row(name, value, label: label)
    row.type = type
    row.isRequired = isRequired
    if digits { row.inputMode = "numeric" }
    return row.markup(in: form)
  }

  /// A list with one item on a line.
  func lines(_ name: String, _ values: [String] = []) -> HTML {
    var row = row(name, values.joined(separator: "\n"))
    row.isTall = true
    row.help = page.text("clients.one_a_line")
    return row.markup(in: form)
  }

  func choice(
    _ name: String, _ value: String?, _ options: [(value: String, label: String)], label: String? = nil
  ) -> HTML {
    var row = row(name, value, label: label)
    row.options = options
    return row.markup(in: form)
  }

  /// Everybody who works here, and who has the client in any case.
  func owner(_ id: ID<Person>?) -> HTML {
    let people = page.installation.peopleByName.filter { $0.active || $0.id == id }
    let options = people.map { (value: $0.id.description, label: $0.name) }
    let nobody = (value: "", label: page.text("clients.nobody"))
    return choice("owner_id", id?.description, [nobody] + options)
  }

  /// The segments that are offered, and that which the client has in any case; nothing where there are none.
  func segment(_ id: ID<Segment>? = nil, of segments: [Segment]) -> HTML {
    let offered = segments.filter { $0.id == id || $0.isOffered(on: page) }
    guard !offered.isEmpty else { return .none }
    let none = (value: "", label: page.text("segments.none"))
    return choice("segment_id", id?.description, [none] + offered.map { (value: $0.id.description, label: $0.name) })
  }

  func types(_ type: Company.Kind, of types: [Company.Kind] = Company.Kind.allCases) -> HTML {
    let options = types.map { (value: $0.rawValue, label: page.text("clients.type.\($0.rawValue)")) }
    return choice("type", type.rawValue, options)
  }

  func role(_ name: String = "role", _ role: Membership.Role? = nil) -> HTML {
    let roles = Membership.Role.allCases.map {
      (value: $0.rawValue, label: page.text("clients.role.\($0.rawValue).long"))
    }
    return choice(name, role?.rawValue, [(value: "", label: page.text("clients.not_given"))] + roles)
  }

  func kinship(_ name: String = "kinship", _ kinship: Membership.Kinship? = nil) -> HTML {
    let all = Membership.Kinship.allCases.map {
      (value: $0.rawValue, label: page.text("clients.kinship.\($0.rawValue)"))
    }
    return choice(name, kinship?.rawValue, [(value: "", label: page.text("clients.not_given"))] + all)
  }

  /// A row for each name in a messenger, and an empty one for the next.
  func messengers(_ names: [MessengerName] = []) -> HTML {
    let networks = MessengerName.Network.allCases.map { (value: $0.rawValue, label: $0.title) }
    let rows = (0..<room(for: names.count, "messengers", "name", most: ClientForm.mostMessengers)).map {
      place -> HTML in
      let name = places(names, place)
      let (network, own) = ("messengers.\(place).network", "messengers.\(place).name")
      return """
        <div class="form-duo">\(choice(network, name?.network.rawValue, networks))\(line(own, name?.name, label: page.text("fields.messenger_name")))</div>
        """
    }
    return group(page.text("fields.messengers"), rows)
  }

  /// A block for each bank account, and an empty one for the next.
  func accounts(_ accounts: [BankAccount]) -> HTML {
    let rows = (0..<room(for: accounts.count, "bank_accounts", "account", most: ClientForm.mostAccounts)).map {
      place -> HTML in
      let (account, path) = (places(accounts, place), "bank_accounts.\(place)")
      return """
        <div class="form-pair">\(line("\(path).account", account?.account, digits: true))\(line("\(path).bik", account?.bik, digits: true))\(line("\(path).bank", account?.bank))\(line("\(path).corr_account", account?.corrAccount, digits: true))</div>
        """
    }
    return group(page.text("fields.bank_accounts"), rows)
  }

  /// What is wrong with the whole form, and the way to have it taken all the same.
  func notices(showing names: Set<String>) -> HTML {
    guard let returned else { return .none }
    var shown = names
    for place in 0..<ClientForm.mostMessengers { shown.insert("messengers.\(place).name") }
    for place in 0..<ClientForm.mostAccounts {
      for part in ["bik", "bank", "account", "corr_account"] { shown.insert("bank_accounts.\(place).\(part)") }
    }
    let notice = returned.errors.notice(showing: shown)
    let isTaken = !returned.codes.isDisjoint(with: ["phone_taken", "email_taken", "messenger_taken"])
    let isDoubted = !returned.codes.isDisjoint(with: ClientForm.doubts)
    let share: HTML? = isTaken ? box("shares_numbers") : nil
    let trust: HTML? = isDoubted ? box("trusts_numbers") : nil
    let merge: HTML? = mergeOffer.map { "<p>\($0.markup(page))</p>" }
    return "\(notice)\(merge)\(share)\(trust)"
  }

  /// - Parameters:
  ///   - cancel: where a page is left for.
  ///   - canClose: whether the form closes in its place.
  func foot(_ key: String, cancel: String? = nil, canClose: Bool = false) -> HTML {
    let cancel: HTML? = cancel.map { path in
      """
      <a class="button" href="\(path)">\(page.text("layout.cancel"))</a>
      """
    }
    let close: HTML? =
      canClose
      ? """
      <button type="button" class="button" data-edit-close>\(page.text("layout.cancel"))</button>
      """ : nil
    return """
      <p class="form-foot"><button class="button" data-kind="main">\(page.text(key))\(canClose ? keys : nil)</button>\(cancel)\(close)</p>
      """
  }

  private var keys: HTML { " <kbd class=\"key\">Ctrl ↵</kbd>" }

  private func box(_ name: String) -> HTML {
    """
    <p class="radios"><label><input type="checkbox" name="\(name)" value="true"> \(page.text("fields.\(name)"))</label></p>
    """
  }

  private func group(_ legend: String, _ rows: [HTML]) -> HTML {
    """
    <fieldset class="form-group"><legend>\(legend)</legend>\(rows)</fieldset>
    """
  }

  /// How many rows a list needs: those that are filled, and one.
  private func room(for count: Int, _ list: String, _ part: String, most: Int) -> Int {
    let typed = (0..<most).last { returned?.input.typed("\(list).\($0).\(part)").isEmpty == false }.map { $0 + 1 } ?? 0
    return min(most, max(count, typed) + 1)
  }

  private func places<Item>(_ items: [Item], _ place: Int) -> Item? {
    items.indices.contains(place) ? items[place] : nil
  }

  private func row(_ name: String, _ value: String?, label: String? = nil) -> FormRow {
    let own = "fields.\(form).\(name)"
    let label = label ?? (page.reader.knows(own) ? page.text(own) : page.reader.label(of: name))
    return FormRow(name, label: label)
      .filled(from: returned?.input, errors: returned?.errors ?? .none, fallback: value ?? "")
  }
}
