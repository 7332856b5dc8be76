import Clients
import HTML
import Kernel
import Web

/// The left of a deal's page: the client, what the deal is about, who works it.
struct DealFactsView {
  let model: DealPageModel
  let page: Page
  let refused: (input: Input, errors: FormErrors, form: String)?
  let panels: HTML

  private var deal: Deal { model.deal }
  private var reader: Reader { page.reader }

  var markup: HTML {
    """
    <div class="deal-left" data-live="deal-\(deal.id.number)" data-src="/deals/\(deal.id.number)/facts">
    \(client)
    \(about)
    \(people)
    \(panels)
    </div>
    """
  }

  private var client: HTML {
    let earned = model.company.company.map { reader.money(Money(minor: $0.company.ltvMinor, reader.currency)) }
    let won = reader.count("deals.client_won", model.wonOfClient)
    return ClientPanel(
      model.company,
      numbers: [
        (reader("deals.client_brought"), "\(earned ?? "—")"),
        (reader("deals.client_deals"), "\(model.dealsOfClient) <small>\(won)</small>"),
      ],
      parts: Dictionary(uniqueKeysWithValues: model.contacts.map { ($0.id, $0.standing) }),
      edit: model.canChange
        ? DealContactForm(deal: deal, contacts: model.contacts, client: model.company, page: page).markup : nil
    ).markup(page)
  }

  private var about: HTML {
    let made = "\(reader.day(deal.createdAt.day(in: reader.zone))), \(reader.time(deal.createdAt))"
    let rows =
      DealCell.about.map { ($0.label(reader), $0.shown(deal, model.sources, page)) }
      + [(reader("fields.created_at"), Optional(made))]
    let own = model.own.map { ($0.name, $0.shown(deal.fields[$0.key], reader)) }
    let known = Set(model.own.map(\.key))
    let others = (deal.fields.fields ?? []).filter { !known.contains($0.name) }.map {
      ($0.name, Optional($0.value.plain))
    }
    return section("deal", id: "about", title: reader("deals.deal"), form: editForm, facts: list(rows + own + others))
  }

  private var editForm: HTML {
    let (input, errors) = state(of: "deal")
    let cells = DealCell.about + model.own.map(DealCell.own)
    let rows = cells.map { $0.row(deal, model.sources, page, input, errors) }
    return form("/deals/\(deal.id)", name: "deal", rows, errors)
  }

  private var people: HTML {
    let rows: [(String, Person?)] = [
      (reader("fields.owner_id"), model.owner), (reader("fields.manager_id"), model.manager),
      (reader("fields.consultant_id"), model.consultant),
    ]
    let facts = rows.map { label, person -> HTML in
      let value: HTML =
        person.map { PersonChip($0, reader: reader, mayWrap: true).markup }
        ?? "<span class=\"quiet\">\(reader("deals.nobody"))</span>"
      return """
        <dt>\(label)</dt><dd>\(value)</dd>
        """
    }
    return section("people", id: "people", title: reader("deals.people"), form: peopleForm, facts: facts.joined())
  }

  private var peopleForm: HTML {
    let (input, errors) = state(of: "people")
    let rows = DealCell.people.map { $0.row(deal, model.sources, page, input, errors) }
    return form("/deals/\(deal.id)/assignment", name: "people", rows, errors)
  }

  private func state(of form: String) -> (Input?, FormErrors) {
    guard let refused, refused.form == form else { return (nil, .none) }
    return (refused.input, refused.errors)
  }

  private func section(_ form: String, id: String, title: String, form markup: HTML, facts: HTML) -> HTML {
    let edit: HTML? =
      model.canChange
      ? """
      <details class="edit" data-edit\(attribute: "open", if: refused?.form == form)>
      <summary class="button" data-kind="bare" data-size="s">\(.icon(.note))\(reader("deals.edit"))</summary>
      \(markup)
      </details>
      """ : nil
    return """
      <section class="panel editable" id="\(id)" aria-label="\(title)">
      <header><h2>\(title)</h2></header>
      \(edit)
      <dl class="facts">\(facts)</dl>
      </section>
      """
  }

  private func form(_ path: String, name: String, _ rows: [FormRow], _ errors: FormErrors) -> HTML {
    """
    <form class="form" method="post" action="\(path)" hx-post="\(path)" hx-target="closest [data-src]" hx-swap="outerHTML">
    \(page.token)<input type="hidden" name="version" value="\(deal.version)">
    \(errors.notice(showing: Set(rows.map(\.name) + model.own.map(\.path))))
    \(rows.map { $0.markup(in: name) })
    <p class="form-foot"><button class="button" data-kind="main">\(reader("layout.save")) <kbd class="key">Ctrl ↵</kbd></button><button type="button" class="button" data-edit-close>\(reader("layout.cancel"))</button></p>
    </form>
    """
  }

  private func list(_ facts: [(String, String?)]) -> HTML {
    facts.map { label, value -> HTML in
      """
      <dt>\(label)</dt><dd>\(value ?? "—")</dd>
      """
    }.joined()
  }
}

extension JSON {
  /// A plain value as people read it.
  var plain: String {
    switch self {
    case .string(let text): text
    case .null: "—"
    default: text
    }
  }
}

extension Money {
  /// As one types it: `148500` or `148500.50`.
  var typed: String { plain.hasSuffix(".00") ? String(plain.dropLast(3)) : plain }
}
