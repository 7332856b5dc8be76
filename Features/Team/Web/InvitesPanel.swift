import HTML
import Kernel
import Web

/// On the team's page: the form that makes a link, the link that was made, and those that are out.
struct InvitesPanel {
  let model: TeamPage.Model
  let returned: ReturnedForm?
  let link: String?

  func markup(_ page: Page) -> HTML {
    guard model.mayAdminister else { return .none }
    let (input, errors) = returned.of("invite")
    return """
      <section class="panel" id="invites"><header><h2>\(page.text("invites.title"))</h2></header>
      <p class="second">\(page.text("invites.about"))</p>
      \(link.map { made($0, page) })
      \(model.invites.isEmpty ? .none : list(page))
      <details id="invite"\(attribute: "open", if: input != nil || (model.invites.isEmpty && model.people.count == 1))><summary>\(.icon(.plus))\(page.text("invites.make"))</summary>
      <form class="form" method="post" action="/team/invites">\(page.token)
      \(InviteForm.rows(page, input: input, errors: errors))
      <p class="form-foot"><button class="button" data-kind="main">\(page.text("invites.make.do"))</button></p>
      </form></details>
      </section>
      """
  }

  private func made(_ link: String, _ page: Page) -> HTML {
    """
    <div class="secret" role="status"><p><b>\(page.text("invites.made"))</b> \(page.text("invites.once"))</p>\(SecretLine(link, label: page.text("invites.link"), page: page, isInvite: true).markup)</div>
    """
  }

  private func list(_ page: Page) -> HTML {
    let rows = model.invites.map { invite -> HTML in
      let name = invite.note.isEmpty ? page.text("jobs.\(invite.job.rawValue)") : invite.note
      let maker = invite.createdBy.flatMap { page.installation.people[$0]?.name } ?? "Voronka"
      return """
        <tr><td>\(name)</td>\
        <td data-label="\(page.text("fields.job"))">\(page.text("jobs.\(invite.job.rawValue)"))</td>\
        <td data-label="\(page.text("invites.maker"))">\(maker)</td>\
        <td data-label="\(page.text("invites.until"))">\(page.reader.moment(invite.expiresAt))</td>\
        <td data-tight><form method="post" action="/team/invites/\(invite.id.number)/end">\(page.token)\
        <button class="button" data-size="s" data-kind="bare" aria-label="\(page.text("invites.end")): \(name)">\(page.text("invites.end"))</button></form></td></tr>

        """
    }
    return """
      <table class="table" data-stack><thead><tr><th>\(page.text("fields.note"))</th><th>\(page.text("fields.job"))</th><th>\(page.text("invites.maker"))</th><th>\(page.text("invites.until"))</th><th><span class="unseen">\(page.text("team.actions"))</span></th></tr></thead><tbody>
      \(rows)</tbody></table>
      """
  }
}
