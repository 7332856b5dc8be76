import Kernel
import Team
import Web

/// One of the demo company is on holiday and another goes next week; a colleague of each stands in.
struct DemoAbsences {
  let work: Work
  let holdings: [Holding]

  func tell() throws {
    let signIns = Set(DemoSignIns.all.map(\.email))
    let sellers = work.installation.people.values.sorted { $0.id < $1.id }.filter { person in
      (person.job == .consultant || person.job == .manager) && !signIns.contains(person.email)
    }
    let teams = Dictionary(grouping: sellers) { $0.departmentID }.values.filter { $0.count > 2 }
      .sorted { $0[0].id < $1[0].id }
    guard let team = teams.first else { return }
    let today = work.today
    try work.absences.add(
      team[0].id, from: today.adding(days: -2), to: today.adding(days: 9), heirs: [team[1].id], holdings)
    try work.absences.add(
      team[2].id, from: today.adding(days: 12), to: today.adding(days: 25), heirs: [team[1].id], holdings)
  }
}
