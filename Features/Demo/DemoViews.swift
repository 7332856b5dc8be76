import Deals
import Kernel
import Web

/// Some of the demo company keep views: the head one for her department, a manager one of his own.
struct DemoViews {
  let site: Site

  func tell() async throws {
    try await keep(
      "head@demo.voronka",
      [
        ViewDraft(name: "Крупные", state: list("scope=department&amount_from=300000&sort=-amount"), isShared: true),
        ViewDraft(name: "Стоят две недели", state: list("scope=department&idle_days=14&sort=stage_entered_at")),
      ])
    try await keep(
      "manager@demo.voronka",
      [ViewDraft(name: "Ждут решения", state: list("scope=mine&silent_days=7&sort=-amount"))])
    try await keep(
      "owner@demo.voronka",
      [
        ViewDraft(name: "Выиграны за месяц", state: list("scope=all&state=won&closed=this_month&sort=-closed_at")),
        ViewDraft(
          name: "Семьи", state: ViewState(page: .companies, pipelineID: nil, query: "type=family&sort=-ltv"),
          isShared: true),
      ])
  }

  private func list(_ query: String) -> ViewState { ViewState(page: .deals, pipelineID: nil, query: query) }

  private func keep(_ email: String, _ drafts: [ViewDraft]) async throws {
    let crm = site.crm
    guard let person = crm.installation.people.values.first(where: { $0.email == email }) else { return }
    _ = try await crm.write(as: Actor(person, in: crm.installation)) { work in
      for draft in drafts { try work.views.add(draft) }
    }
  }
}
